#include "io/new_file.hpp"

#include <utility>
#include <vector>

namespace rsmf {

Result<NewFile> NewFile::create(FileSystem& files, const std::string& path, bool overwrite) {
  auto present = files.kind(path);
  RSMF_TRY(present);
  if (*present == PathKind::directory) return fail(ErrorKind::usage, path + " is a folder");
  // A device would be replaced by the file, not written to.
  if (*present == PathKind::other) return fail(ErrorKind::usage, path + " is no file");
  if (*present != PathKind::absent && !overwrite)
    return fail(ErrorKind::usage, path + " exists already; --overwrite replaces it");
  NewFile file(files, path);
  auto part = files.create(file.part_);
  if (!part) {
    file.files_ = nullptr;  // whose it is, if it exists, is not known
    return std::unexpected(part.error());
  }
  file.file_ = std::move(*part);
  return file;
}

NewFile::NewFile(NewFile&& other) noexcept
    : files_(std::exchange(other.files_, nullptr)),
      path_(std::move(other.path_)),
      part_(std::move(other.part_)),
      file_(std::move(other.file_)),
      bytes_(other.bytes_) {}

NewFile::~NewFile() {
  if (!files_) return;
  file_.reset();
  // Nobody is left to hear of a failure here; the caller has the error that led here.
  (void)files_->remove_all(part_);
}

// The first file that is taken takes the place of the empty one: nothing is copied.
Result<void> NewFile::take(const std::string& from) {
  auto file = files_->open(from);
  if (!file) return std::unexpected(file.error());
  const uint64_t size = (*file)->size();
  if (bytes_ == 0) {
    RSMF_TRY(file_->close());
    RSMF_TRY(files_->rename(from, part_));
    auto again = files_->append(part_, size);
    if (!again) return std::unexpected(again.error());
    file_ = std::move(*again);
    bytes_ = size;
    return {};
  }
  std::vector<char> block(256 * 1024);
  for (uint64_t at = 0; at < size;) {
    auto n = (*file)->read_at(at, block);
    if (!n) return std::unexpected(n.error());
    if (*n == 0) return fail(ErrorKind::io, from + " became shorter");
    RSMF_TRY(write({block.data(), *n}));
    at += *n;
  }
  file->reset();
  return files_->remove_all(from);
}

Result<void> NewFile::finish() {
  RSMF_TRY(file_->close());
  file_.reset();
  RSMF_TRY(files_->rename(part_, path_));
  files_ = nullptr;
  return {};
}

}  // namespace rsmf
