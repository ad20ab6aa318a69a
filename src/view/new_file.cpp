#include "view/new_file.hpp"

#include <utility>

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
      file_(std::move(other.file_)) {}

NewFile::~NewFile() {
  if (!files_) return;
  file_.reset();
  // Nobody is left to hear of a failure here; the caller has the error that led here.
  (void)files_->remove_all(part_);
}

Result<void> NewFile::finish() {
  RSMF_TRY(file_->close());
  file_.reset();
  RSMF_TRY(files_->rename(part_, path_));
  files_ = nullptr;
  return {};
}

}  // namespace rsmf
