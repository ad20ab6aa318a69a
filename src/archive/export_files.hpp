// Files that an export names by path: in it, beside it (if it is a single file), or in a folder or zip the user points
// at.
#pragma once

#include <string>
#include <string_view>

#include "archive/attachment_store.hpp"
#include "archive/container.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// Keys are "in:NAME" for members of the export, "be:PATH" for files below the folder that holds a single file,
/// "at:PATH" for files below the outside folder and "az:NAME" for members of the outside zip; they are looked for in
/// this order. Paths that try to leave these places are never found. Thread-safe. `container` and `files` must outlive
/// it.
class ExportFiles final : public AttachmentStore {
 public:
  /// `outside`: empty, a folder, a zip, or another file, which stands for the folder that it is in. A zip that cannot
  /// be read has no members.
  ExportFiles(const Container& container, FileSystem& files, std::string outside);

  /// Puts the key of `path` into `key`, or leaves it empty if there is no such file. `folder` is where the file that
  /// names it is, in the export: "" or "exports/".
  void find(std::string_view folder, std::string_view path, std::string& key) const;

  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;
  /// For reading at any offset.
  Result<std::unique_ptr<RandomFile>> open_file(std::string_view key) const;
  /// The path on disk of what is in a folder; empty for the members of archives.
  std::string disk_path(std::string_view key) const;
  ExportPath path_of(std::string_view key) const override;

 private:
  /// Null if the key is not of a member of that container.
  const Container* container_of(std::string_view key) const;
  Result<size_t> member_of(const Container& container, std::string_view key) const;
  bool has_file(const std::string& place, std::string_view path) const;

  const Container& container_;
  FileSystem& files_;
  std::string beside_, outside_;  // folders, or empty
  std::unique_ptr<Container> outside_zip_;
};

}  // namespace rsmf
