// An export on disk: a folder, a zip file or a single file behind one interface.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/inflate.hpp"
#include "archive/packing.hpp"
#include "io/byte_source.hpp"
#include "io/file_system.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

struct ContainerEntry {
  std::string name;   ///< UTF-8, '/' between folders, relative, no ".." (a single file: its own name)
  uint64_t size = 0;  ///< unpacked bytes, as the container states it
  uint64_t packed_size = 0;
  uint32_t crc = 0;  ///< of the unpacked bytes, if has_crc
  Packing packing = Packing::stored;
  uint64_t place = 0;  ///< for the container's own use
  bool has_crc = false;
};

struct ContainerLimits {
  uint64_t max_entries = 20'000'000;
  uint64_t max_ratio = 1000;                 ///< unpacked : packed, for entries over 1 MiB (deflate ends at 1032)
  uint64_t max_unpacked_bytes = 1ULL << 50;  ///< of all entries together
};

/// Entries are sorted bytewise by name and hold what a person would call files: no folder entries, no __MACOSX/, ._*,
/// .DS_Store. Names that try to escape, encrypted and unsupported entries, symbolic links and special files are left
/// out and become findings. Only the path that was opened may itself be a link.
/// open() and read_packed() may be called from several threads.
class Container {
 public:
  enum class Kind { folder, zip, file };
  virtual ~Container() = default;

  virtual Kind kind() const = 0;
  const std::string& path() const { return path_; }
  const std::vector<ContainerEntry>& entries() const { return entries_; }
  /// What was left out, and why.
  const std::vector<Finding>& findings() const { return findings_; }
  /// Index of the entry of that exact name, or -1.
  int64_t find(std::string_view name) const;

  /// The unpacked bytes of an entry.
  virtual Result<std::unique_ptr<ByteSource>> open(size_t entry) const = 0;
  /// The bytes as stored, to be unpacked elsewhere with unpack(). `into` is replaced.
  virtual Result<void> read_packed(size_t entry, Bytes& into) const = 0;
  /// The bytes of an entry where they lie, if that is as they are: null if they are packed. Their checksum is not
  /// checked. The container must outlive it.
  virtual Result<std::unique_ptr<RandomFile>> open_in_place(size_t entry) const;
  /// The path under which the real disk has the entry as it is; nothing where it is packed, or on another file system.
  /// See lease_path(), which makes a copy where there is none.
  virtual std::optional<std::string> local_path(size_t entry) const;
  /// At most the first `bytes` unpacked bytes.
  Result<std::string> prefix(size_t entry, size_t bytes) const;

 protected:
  void sort_entries();
  std::string path_;
  std::vector<ContainerEntry> entries_;
  std::vector<Finding> findings_;
};

/// Looks at `path` and opens it as what it is. The file system must outlive the container.
Result<std::unique_ptr<Container>> open_container(FileSystem& files, const std::string& path,
                                                  const ContainerLimits& limits = {});

/// Unpacks what read_packed() gave. `into` is replaced; checks size and CRC.
Result<void> unpack(const ContainerEntry& entry, std::string_view packed, Bytes& into, Inflater& inflater);

/// Findings that containers raise, for the reference page.
std::span<const FindingSpec> container_findings();

}  // namespace rsmf
