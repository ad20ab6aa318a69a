// The bytes of files that an export names: found by the file's id.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "archive/attachment_store.hpp"
#include "archive/container.hpp"

namespace rsmf::slack {

/// Filled by the survey, then only read. Names that hold an id: "F123", "F123-name", "F123.pdf", "F123/name", in any
/// folder.
class AttachmentIndex : public AttachmentStore {
 public:
  /// `container` must outlive the index.
  void add(const Container& container, size_t entry, std::string_view name);
  /// All entries of `container`, which the index keeps.
  void add_all(std::unique_ptr<Container> container);
  /// The key of a file's bytes; empty if there are none. Among several, the one of that name, else the first.
  std::string_view find(std::string_view file_id, std::string_view name) const;
  Result<std::unique_ptr<ByteSource>> open(std::string_view key) const override;
  ExportPath path_of(std::string_view key) const override;
  /// A key for any entry of a container that was added to.
  std::string key_of(const Container& container, size_t entry);

 private:
  struct Place {
    std::string name, key;
  };
  struct Entry {
    const Container* container = nullptr;  ///< null: no key of ours
    size_t number = 0;
  };
  Entry entry_of(std::string_view key) const;

  std::multimap<std::string, Place, std::less<>> by_id_;
  std::vector<const Container*> containers_;
  std::vector<std::unique_ptr<Container>> own_;
};

}  // namespace rsmf::slack
