#include "output/resume_backend.hpp"

#include <algorithm>

#include "io/stream_digest.hpp"

namespace rsmf {

Result<void> ResumeBackend::place(OutputSlice& slice) {
  slice.record = journal_.next();
  return inner_->place(slice);
}

/// Attachments may lie beside the input, and may have changed since the earlier run.
bool ResumeBackend::has_same_attachments(const SliceOutcome& outcome) const {
  Sha256 hash;
  std::vector<char> block;
  return std::ranges::all_of(outcome.used, [&](const UsedFile& used) {
    if (used.sha256.empty()) return false;  // it may be readable by now
    auto source = options_.attachments->open(used.key);
    if (!source) return false;
    auto digest = digest_of(**source, hash, block);
    return digest && *digest == used.sha256;
  });
}

Result<bool> ResumeBackend::take_over(OutputSlice& slice, size_t worker) {
  slice.fingerprint = fingerprints_[worker].of(slice.slice, slice.listed);
  if (!journal_.resumed()) return false;
  auto outcome = take_record(slice.record, slice.fingerprint, slice.slice);
  if (outcome && has_same_attachments(*outcome)) {
    slice.outcome = std::move(*outcome);
    auto there = inner_->holds(slice);
    if (!there) return there;
    slice.taken_over = *there;
    if (*there) return true;
    slice.outcome.clear();
    return false;
  }
  inner_->discard(slice);
  return false;
}

/// The file was there when the slice was looked at, and cannot be used after all.
Result<void> ResumeBackend::store_again(OutputSlice& slice) {
  slice.taken_over = false;
  slice.outcome.clear();
  if (!renderer_) renderer_ = std::make_unique<SliceRenderer>(*options_.encode, *options_.attachments);
  RSMF_TRY(renderer_->render(slice));
  Result<void> outcome;
  inner_->store(slice, 0, [&](Result<void> done) { outcome = std::move(done); });  // volumes: done when it returns
  return outcome;
}

Result<void> ResumeBackend::add(OutputSlice& slice) {
  if (slice.taken_over) {
    auto adopted = inner_->adopt(slice);
    if (!adopted) return std::unexpected(adopted.error());
    if (!*adopted) RSMF_TRY(store_again(slice));
  }
  RSMF_TRY(inner_->add(slice));
  taken_over_ += slice.taken_over;
  make_record(slice.fingerprint, slice.slice, slice.outcome, record_);
  return journal_.add(record_, slice.outcome.bytes);
}

Result<void> ResumeBackend::close() {
  RSMF_TRY(inner_->close());
  return journal_.close();
}

}  // namespace rsmf
