#include "output/folder_backend.hpp"

#include <utility>

#include "base/guarded.hpp"
#include "io/stream_digest.hpp"
#include "output/slice_renderer.hpp"

namespace rsmf {
namespace {

// Larger files are written before the next slice is taken, so that few of them are in memory.
constexpr uint64_t kPutBytes = 1024 * 1024;

}  // namespace

Result<void> FolderBackend::place(OutputSlice& slice) {
  if (slice.folder != made_folder_) {
    RSMF_TRY(files_.make_directories(folder_ + "/" + slice.folder));
    made_folder_ = slice.folder;
  }
  slice.path.assign(folder_).append("/").append(slice.folder).append("/").append(slice.file);
  return {};
}

/// A file that cannot be read does not count.
Result<bool> FolderBackend::holds(const OutputSlice& slice) {
  auto file = files_.open(slice.path);
  if (file && (*file)->size() == slice.outcome.bytes) {
    Sha256 hash;
    std::vector<char> block;
    auto digest = digest_of(*stream_of(**file), hash, block);
    if (digest && *digest == slice.outcome.sha256) return true;
  }
  RSMF_TRY(files_.remove_all(slice.path));
  return false;
}

void FolderBackend::store(OutputSlice& slice, size_t worker, Done done) {
  SliceOutcome& outcome = slice.outcome;
  if (outcome.held != SliceOutcome::Held::rendered || outcome.bytes > kPutBytes || check_ != nullptr)
    return done(guarded([&] { return write(slice, worker); }));
  slice.stored = std::move(done);
  files_.put(slice.path, outcome.file.bytes, [&slice](Result<void> written) {
    slice.outcome.held = SliceOutcome::Held::stored;
    std::exchange(slice.stored, nullptr)(std::move(written));  // the slice may be gone when it returns
  });
}

Result<void> FolderBackend::write(OutputSlice& slice, size_t worker) {
  auto file = files_.create(slice.path);
  if (!file) return std::unexpected(file.error());
  if (slice.outcome.held == SliceOutcome::Held::rendered)
    RSMF_TRY((*file)->write(slice.outcome.file.bytes));
  else
    RSMF_TRY(stream_slice(slice, attachments_, [&](std::string_view piece) { return (*file)->write(piece); }));
  RSMF_TRY((*file)->close());
  slice.outcome.held = SliceOutcome::Held::stored;
  if (check_ == nullptr) return {};
  auto written = files_.open(slice.path);
  if (!written) return std::unexpected(written.error());
  return check_->check(slice, std::move(*written), worker);
}

Result<void> FolderBackend::add(OutputSlice&) {
  return {};
}

void FolderBackend::discard(OutputSlice& slice) {
  if (!slice.path.empty() && !slice.taken_over) (void)files_.remove_all(slice.path);
}

}  // namespace rsmf
