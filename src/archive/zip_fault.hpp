// What a zip reader had to tolerate, as data: who reads the zip decides what it means.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace rsmf {

struct ZipEntry;

struct ZipFault {
  enum class Kind : uint8_t {
    // Of the zip:
    empty_file,
    not_a_zip,          ///< neither a directory nor a local header
    directory_missing,  ///< `count` entries were found by their local headers
    directory_cut_off,  ///< ends within a record
    entry_count,        ///< `stated` entries, but `count` records (compared modulo 65,536)
    too_many_entries,   ///< or too long names: all behind the first `count` are left out
    zip_behind,         ///< another zip in the comment or behind it
    bytes_before,       ///< `count` bytes before the first entry
    bytes_behind,       ///< `count` bytes behind the end of the zip
    comment_cut_off,
    // Of an entry:
    name_without_flag,  ///< UTF-8, but not flagged as such
    name_not_utf8,      ///< read as code page 437
    encrypted,
    unknown_method,  ///< `count` is the method
    header_missing,  ///< no local header where the directory states
    header_cut_off,  ///< the local header goes beyond the end of the zip
    header_shared,   ///< local headers are together longer than the zip: entries share them
    header_differs,  ///< see `differs` and `local_name`
    has_descriptor,
    size_unknown,  ///< no descriptor states it (only without a directory)
  };
  /// Bits: what the local header states otherwise than the directory.
  enum Difference : uint8_t { name = 1, method = 2, encryption = 4, crc = 8, packed_size = 16, size = 32 };

  Kind kind;
  uint64_t offset = 0;              ///< in the zip
  const ZipEntry* entry = nullptr;  ///< null: the zip as a whole. Valid during the call
  uint64_t count = 0, stated = 0;
  uint8_t differs = 0;
  std::string_view local_name;  ///< raw; may be cut off if its length differs. Valid during the call
};

/// Takes faults as they are met; must not throw.
using ZipFaultSink = std::function<void(const ZipFault&)>;

}  // namespace rsmf
