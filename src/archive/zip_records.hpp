// The records a zip is made of, as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rsmf {

inline constexpr uint32_t kZipEnd = 0x06054b50, kZip64Locator = 0x07064b50, kZip64End = 0x06064b50;
inline constexpr uint32_t kZipDirectoryEntry = 0x02014b50, kZipLocalHeader = 0x04034b50, kZipDescriptor = 0x08074b50;
inline constexpr size_t kZipEndSize = 22, kZip64LocatorSize = 20, kZip64EndSize = 56, kZipEntrySize = 46,
                        kZipLocalSize = 30;

uint16_t zip_u16(const char* p);
uint32_t zip_u32(const char* p);
uint64_t zip_u64(const char* p);

/// What the directory, or a local header, says of an entry.
struct ZipRecord {
  uint16_t flags = 0, method = 0;
  uint32_t crc = 0;
  uint64_t packed_size = 0, size = 0;
  uint64_t local_offset = 0;  ///< of the directory only

  bool is_encrypted() const { return flags & 1; }
  bool has_descriptor() const { return flags & 8; }
  bool says_utf8() const { return flags & 0x800; }
};
/// `fixed`: the first kZipEntrySize bytes. `extra`: its extra fields, for zip64.
ZipRecord parse_directory_entry(const char* fixed, std::string_view extra);
/// `fixed`: the first kZipLocalSize bytes.
ZipRecord parse_local_header(const char* fixed, std::string_view extra);

constexpr uint16_t kZipStored = 0, kZipDeflated = 8;

/// Code page 437: what zip means by a name without the UTF-8 flag.
std::string from_code_page_437(std::string_view raw);

}  // namespace rsmf
