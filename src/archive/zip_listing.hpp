// The entries of a zip, as its reader gives them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/packing.hpp"
#include "archive/zip_fault.hpp"
#include "archive/zip_records.hpp"
#include "io/byte_source.hpp"
#include "io/file_system.hpp"

namespace rsmf {

struct ZipEntry {
  std::string name;  ///< UTF-8, as the zip spells it: with folders, backslashes and all
  uint64_t size = 0, packed_size = 0;
  uint32_t crc = 0;
  Packing packing = Packing::stored;
  bool readable = true;  ///< false: encrypted, unsupported method, beyond a limit, or its header is damaged
  bool is_folder = false;
  uint64_t offset = 0;  ///< of its local header
  uint64_t data = 0;    ///< of its packed bytes; 0: unknown
};

struct ZipListing {
  std::vector<ZipEntry> entries;  ///< in the order of the directory
  bool found = false;             ///< there is a directory, or at least one local header
  bool salvaged = false;          ///< there is no directory; entries are in the order of their local headers
};

struct ZipReadLimits {
  uint64_t max_entries = 1'000'000;
  uint64_t max_name_bytes = 64 << 20;  ///< of all names together
};

/// Adds the entry that a record means, its name in UTF-8. Reports what is wrong with its name, and what makes it
/// unreadable.
void add_zip_entry(const ZipRecord& record, std::string_view raw_name, std::string_view extra,
                   const ZipFaultSink& faults, ZipListing& to);

/// Indices of the entries in the order of their offsets, in which reading many of them costs least.
std::vector<uint32_t> in_offset_order(const std::vector<ZipEntry>& entries);

/// The unpacked bytes of an entry; ends with an error if size or checksum do not hold. `name` is for messages. The zip
/// must outlive the stream. REQUIRES: entry.readable.
std::unique_ptr<ByteSource> open_entry(const RandomFile& zip, const ZipEntry& entry, std::string name);

}  // namespace rsmf
