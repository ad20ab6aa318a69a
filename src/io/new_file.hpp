// A file that is there when it is whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Written beside its place under a temporary name, and renamed by finish(). Without finish() nothing remains.
class NewFile {
 public:
  /// An existing file is refused unless `overwrite` is set; a folder or device always.
  static Result<NewFile> create(FileSystem& files, const std::string& path, bool overwrite);
  NewFile(NewFile&&) noexcept;
  ~NewFile();

  Result<void> write(std::string_view bytes) {
    bytes_ += bytes.size();
    return file_->write(bytes);
  }
  /// Writes what is in the file `from`, on the same volume, and removes that.
  Result<void> take(const std::string& from);
  /// Where it is written until finish().
  const std::string& part() const { return part_; }
  Result<void> finish();

 private:
  NewFile(FileSystem& files, std::string path) : files_(&files), path_(std::move(path)), part_(path_ + ".part") {}

  FileSystem* files_;  // null: nothing to clean up
  std::string path_, part_;
  std::unique_ptr<OutputFile> file_;
  uint64_t bytes_ = 0;
};

}  // namespace rsmf
