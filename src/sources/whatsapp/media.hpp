// The files that a chat's messages name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "archive/attachment_store.hpp"
#include "archive/container.hpp"
#include "io/file_system.hpp"

namespace rsmf::whatsapp {

/// Finds media by name: beside the chat in its container, else below the folder that the user names. Immutable once
/// built, but for the chats' names.
class MediaIndex : public AttachmentStore {
 public:
  struct Found {
    std::string_view key;  ///< for open(); lives as long as the index
    uint64_t size = 0;
  };
  MediaIndex(const Container& container, FileSystem& files) : container_(container), files_(files) {}

  /// Lists the folder of the user. Fails if it cannot be read.
  Result<void> add_folder(const std::string& path);
  /// `folder` is that of the chat within the container: "" or "a/b/".
  Found find(std::string_view folder, std::string_view name) const;
  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;
  ExportPath path_of(std::string_view key) const override;

 private:
  Result<void> add_folder(const std::string& path, int depth);

  const Container& container_;
  FileSystem& files_;
  std::string folder_;  // of the user
  struct Outside {
    std::string key;
    uint64_t size = 0;
  };
  std::unordered_map<std::string, Outside> outside_;  // by name
};

}  // namespace rsmf::whatsapp
