// The one writer of zips: the records around and behind the bytes of the entries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "rsmf/result.hpp"

namespace rsmf {

/// Makes the records of one zip and counts where they are. It owns no file: the caller writes, in this order, the local
/// header, the packed bytes and (if streamed) the data descriptor of each entry, then what finish() gives.
///
/// Zip64 fields only where a number needs them. The bytes depend on the style and on the entries, in their order, only.
/// Memory: about 20 bytes for an entry, and what its name does not share with the beginning of the name before it.
/// Not thread-safe.
class ZipWriter {
 public:
  /// The first date that a zip can hold: 1980-01-01.
  static constexpr uint16_t kFirstDate = 1 << 5 | 1;
  static constexpr size_t kMaxName = 0xffff;

  /// The same for all entries of a zip.
  struct Style {
    uint16_t date = kFirstDate;  ///< MS-DOS date
    uint16_t unix_mode = 0;      ///< 0: made on no system in particular
    bool always_utf8 = false;    ///< flag names as UTF-8 even where they are ASCII
  };
  struct Entry {
    std::string_view name;        ///< UTF-8; at most kMaxName bytes
    uint64_t size = 0;            ///< unpacked
    uint64_t packed_size = 0;     ///< equal to `size` unless deflated
    uint32_t crc = 0;             ///< of the unpacked bytes
    bool is_deflated = false;     ///< else stored
    bool has_descriptor = false;  ///< sizes and CRC follow the bytes in a data descriptor
  };
  static Entry stored(std::string_view name, uint64_t size, uint32_t crc) { return {name, size, size, crc}; }

  ZipWriter() = default;
  explicit ZipWriter(Style style) : style_(style) {}

  /// The local header of an entry that begins at size().
  void append_local_header(const Entry& entry, std::string& to) const;
  /// The same over the header at `to`, when more of the entry is known. It has the length it had, unless the name, the
  /// descriptor or the need for zip64 sizes has changed.
  void rewrite_local_header(const Entry& entry, char* to) const;
  static size_t local_header_size(const Entry& entry);
  static void append_descriptor(const Entry& entry, std::string& to);
  /// Lists an entry that begins at size(): size() grows by its header, its packed bytes and its descriptor.
  void add(const Entry& entry);

  /// Bytes of the zip up to the end of the last entry.
  uint64_t size() const { return place_.size; }
  uint64_t entries() const { return place_.entries; }
  /// Bytes of the zip with directory and end.
  uint64_t finished_size() const { return finished_size_at(place_); }
  /// The same, if `entry` were added.
  uint64_t finished_size_with(const Entry& entry) const;

  /// Appends the directory and the end of the zip.
  void finish(std::string& to);
  /// The same in pieces of an entry each; stops at the first error of `put` and returns it.
  Result<void> finish(const std::function<Result<void>(std::string_view)>& put);

  /// A place between two entries.
  struct Mark {
    uint64_t size = 0, entries = 0;
    uint64_t directory = 0;  ///< bytes of the directory's entries
    size_t rows = 0;
    std::string last_name = {};
    bool is_same_place(const Mark& other) const {
      return size == other.size && entries == other.entries && directory == other.directory;
    }
  };
  Mark mark() const;
  /// Forgets all entries behind the mark. REQUIRES: the mark is of this zip.
  void rollback(const Mark& mark);
  /// Begins another zip; keeps its memory.
  void clear();

 private:
  /// How far the zip has come.
  struct Position {
    uint64_t size = 0, entries = 0, directory = 0;
  };
  static uint64_t finished_size_at(const Position& at);
  static Position behind(const Entry& entry, Position at);
  template <class Use>
  Result<void> each_entry(Use use);

  Style style_;
  Position place_;
  std::string rows_;  // of each entry: how much of its name is that of the last, the rest of it, kind, sizes, CRC
  std::string last_name_;
  std::string name_;  // of the row at hand; kept for its memory
};

}  // namespace rsmf
