// Files inside zips, seen as files: "out/pack-0001.zip!general/2024-03-01.rsmf".
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/container.hpp"
#include "io/forwarding_file_system.hpp"

namespace rsmf {

/// A member of a container for reading at any offset: in place where it is stored as it is (its checksum is then not
/// checked), else unpacked into memory, where more than `most_bytes` is an error. The container must outlive it.
Result<std::unique_ptr<RandomFile>> open_member(const Container& container, size_t entry, uint64_t most_bytes);

/// Whether a file of that name is an RSMF by its name (.rsmf, .eml).
bool is_rsmf_name(std::string_view name);
/// Whether a zip holds RSMF files, and is no rsmf.zip itself.
bool is_volume(const Container& zip);
/// Whether the file begins as such a volume does, whatever became of its end.
bool begins_as_volume(FileSystem& files, const std::string& path);

/// A disk on which the members of some zips can be opened under the path "ZIP!MEMBER"; all else is that of the disk
/// below, which must outlive it. Each zip is opened once, and stays open. Thread-safe after the last add().
class PackedFiles final : public ForwardingFileSystem {
 public:
  explicit PackedFiles(FileSystem& below) : ForwardingFileSystem(below) {}
  /// `path`: that of the zip, as it is before the "!".
  void add(const std::string& path, std::unique_ptr<Container> zip) { zips_[path] = std::move(zip); }
  bool empty() const { return zips_.empty(); }

  Result<PathKind> kind(const std::string& path) override;
  bool is_local(const std::string& path) override { return !find(path) && below().is_local(path); }
  Result<std::unique_ptr<RandomFile>> open(const std::string& path) override;

  struct Member {
    const Container* zip = nullptr;
    size_t entry = 0;
    const ContainerEntry* operator->() const { return &zip->entries()[entry]; }
    explicit operator bool() const { return zip != nullptr; }
  };
  /// Null if there is none of that path.
  Member find(const std::string& path) const;

 private:
  std::unordered_map<std::string, std::unique_ptr<Container>> zips_;
};

/// "ZIP!MEMBER", if there is such a zip with such a member; null if there is not. What it gives keeps the zip open.
Result<std::unique_ptr<RandomFile>> open_path_into_zip(FileSystem& files, const std::string& path);

}  // namespace rsmf
