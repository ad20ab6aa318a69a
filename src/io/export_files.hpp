// Files that an export names by path: beside it, or in a folder the user points at.
#pragma once

#include <string>
#include <string_view>

#include "io/attachment_store.hpp"
#include "io/container.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// Keys are "in:NAME" for members of the export and "at:PATH" for files below the outside folder. Paths that try to
/// leave either are never found. Thread-safe. `container` and `files` must outlive it.
class ExportFiles final : public AttachmentStore {
 public:
  ExportFiles(const Container& container, FileSystem& files, std::string outside)
      : container_(container), files_(files), outside_(std::move(outside)) {}

  /// Puts the key of `path` into `key`, or leaves it empty if there is no such file. `folder` is where the file that
  /// names it lies in the export: "" or "exports/".
  void find(std::string_view folder, std::string_view path, std::string& key) const;

  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;

 private:
  const Container& container_;
  FileSystem& files_;
  std::string outside_;
};

}  // namespace rsmf
