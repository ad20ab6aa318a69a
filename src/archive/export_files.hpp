// Files that an export names by path: in it, beside it (if it is a single file), or in a folder the user points at.
#pragma once

#include <string>
#include <string_view>

#include "archive/attachment_store.hpp"
#include "archive/container.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// Keys are "in:NAME" for members of the export, "be:PATH" for files below the folder that holds a single file, and
/// "at:PATH" for files below the outside folder; they are looked for in this order. Paths that try to leave these
/// places are never found. Thread-safe. `container` and `files` must outlive it.
class ExportFiles final : public AttachmentStore {
 public:
  ExportFiles(const Container& container, FileSystem& files, std::string outside);

  /// Puts the key of `path` into `key`, or leaves it empty if there is no such file. `folder` is where the file that
  /// names it is, in the export: "" or "exports/".
  void find(std::string_view folder, std::string_view path, std::string& key) const;

  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;

 private:
  bool has_file(const std::string& place, std::string_view path) const;

  const Container& container_;
  FileSystem& files_;
  std::string beside_, outside_;  // folders, or empty
};

}  // namespace rsmf
