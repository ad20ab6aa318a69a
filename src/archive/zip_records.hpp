// The records a zip is made of, as they are read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rsmf {

inline constexpr uint32_t kZipEnd = 0x06054b50, kZip64Locator = 0x07064b50, kZip64End = 0x06064b50;
inline constexpr uint32_t kZipDirectoryEntry = 0x02014b50, kZipLocalHeader = 0x04034b50, kZipDescriptor = 0x08074b50;
/// Sizes of the records, without names, extra fields and comments.
inline constexpr size_t kZipEndSize = 22, kZip64LocatorSize = 20, kZip64EndSize = 56, kZipEntrySize = 46,
                        kZipLocalSize = 30;
/// Compression methods.
inline constexpr uint16_t kZipStored = 0, kZipDeflated = 8;

/// Little-endian numbers.
uint16_t zip_u16(const char* p);
uint32_t zip_u32(const char* p);
uint64_t zip_u64(const char* p);

/// What the directory, or a local header, states about an entry.
struct ZipRecord {
  uint16_t flags = 0, method = 0;
  uint32_t crc = 0;
  uint64_t packed_size = 0, size = 0;
  uint64_t local_offset = 0;  ///< of its local header; only from the directory

  bool is_encrypted() const { return flags & 1; }
  bool has_descriptor() const { return flags & 8; }
  bool has_utf8_flag() const { return flags & 0x800; }
  bool has_known_method() const { return method == kZipStored || method == kZipDeflated; }
};
/// `fixed`: the first kZipEntrySize bytes. `extra`: its extra fields, for zip64.
ZipRecord parse_directory_entry(const char* fixed, std::string_view extra);

/// An extra field of an entry.
struct ZipExtraField {
  uint16_t id = 0;
  std::string_view data;  ///< cut off where the extra fields end
};
/// Removes the first field from the start of `extra`; nothing if there is none.
std::optional<ZipExtraField> next_extra_field(std::string_view& extra);

/// A local header in memory. It refers to the bytes it was made of.
class ZipLocalHeader {
 public:
  /// The header that `bytes` begins with; nothing if it has not the signature or less than kZipLocalSize bytes. It may
  /// be longer than `bytes`.
  static std::optional<ZipLocalHeader> at_start_of(std::string_view bytes);

  /// Bytes of the whole header. The packed bytes of the entry follow.
  size_t size() const { return kZipLocalSize + name_size() + extra_size(); }
  size_t name_size() const { return zip_u16(bytes_.data() + 26); }
  bool has_zip64_sizes() const;
  /// As much as there is of it.
  std::string_view name() const { return bytes_.substr(kZipLocalSize, name_size()); }
  std::string_view extra() const {
    return bytes_.substr(std::min(kZipLocalSize + name_size(), bytes_.size()), extra_size());
  }
  /// Wide sizes only if the extra fields are there.
  ZipRecord record() const;

 private:
  explicit ZipLocalHeader(std::string_view bytes) : bytes_(bytes) {}
  size_t extra_size() const { return zip_u16(bytes_.data() + 28); }
  std::string_view bytes_;
};

}  // namespace rsmf
