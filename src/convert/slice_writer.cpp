#include "convert/slice_writer.hpp"

#include "convert/slice_record.hpp"
#include "rsmf/rule.hpp"

namespace rsmf {

SliceWriter::SliceWriter(const Settings& settings)
    : settings_(settings), encoder_(settings_.encode, *settings_.attachments) {
  if (!settings_.rejected.empty()) validator_ = std::make_unique<Validator>(ValidateOptions{.leave_out_info = true});
}

Result<void> SliceWriter::write(const Slice& slice, const std::string& path, const std::string& name,
                                WrittenSlice& into) {
  encoded_.clear();
  RSMF_TRY(encoder_.encode(slice, encoded_));
  RSMF_TRY(put(path, into));
  if (into.bytes != encoded_.bytes)
    return fail(ErrorKind::bug, name + ": written length differs from the announced one");
  if (validator_ && !path.empty()) {
    auto verified = verify(path, name);
    if (!verified) return std::unexpected(verified.error());
    into.verified = *verified;
  }
  into.participants = encoded_.participants;
  into.attachments = encoded_.attachments;
  into.outcomes.swap(encoded_.outcomes);
  into.findings.swap(encoded_.findings);
  return {};
}

Result<void> SliceWriter::put(const std::string& path, WrittenSlice& into) {
  std::unique_ptr<OutputFile> file;
  if (!path.empty()) {
    auto created = settings_.files->create(path);
    if (!created) return std::unexpected(created.error());
    file = std::move(*created);
  }
  RSMF_TRY(encoded_.write_to(*settings_.attachments, [&](std::string_view piece) -> Result<void> {
    hash_.update(piece);
    into.bytes += piece.size();
    return file ? file->write(piece) : Result<void>{};
  }));
  into.sha256 = hash_.finish();
  return file ? file->close() : Result<void>{};
}

Result<bool> SliceWriter::take_over(const Slice& slice, const Fingerprint& print, std::string_view record,
                                    const std::string& path, WrittenSlice& into) {
  if (auto written = take_record(record, print, slice); written && is_intact(path, *written)) {
    into = std::move(*written);
    return true;
  }
  RSMF_TRY(settings_.files->remove_all(path));
  return false;
}

/// What cannot be read is not.
bool SliceWriter::is_intact(const std::string& path, const WrittenSlice& written) {
  auto file = settings_.files->open(path);
  if (!file || (*file)->size() != written.bytes) return false;
  block_.resize(256 * 1024);
  for (uint64_t at = 0; at < written.bytes;) {
    auto n = (*file)->read_at(at, block_);
    if (!n || *n == 0) break;
    hash_.update({block_.data(), *n});
    at += *n;
  }
  return hash_.finish() == written.sha256;
}

Result<bool> SliceWriter::verify(const std::string& path, const std::string& name) {
  auto result = validator_->check(path);
  if (!result) return std::unexpected(result.error());
  if (result->verdict == Verdict::passed) return true;
  std::string kept = settings_.rejected + "/" + name;
  RSMF_TRY(settings_.files->make_directories(settings_.rejected));
  RSMF_TRY(settings_.files->remove_all(kept));
  RSMF_TRY(settings_.files->rename(path, kept));
  std::string why = result->error;
  if (why.empty() && !result->findings.empty()) {
    const Breach& first = result->findings.front();
    why = std::string(rule(first.rule).code) + " " + std::string(rule(first.rule).title);
    if (!first.message.empty()) why += ": " + first.message;
  }
  return fail(ErrorKind::bug, "a file that was written does not pass its own check (" + why + "); it is kept as " +
                                  kept + ", nothing was published");
}

}  // namespace rsmf
