// The directory of a zip: where it is, and its records one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "archive/zip_records.hpp"
#include "base/bytes.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Offsets count from the start of the file.
struct ZipDirectory {
  uint64_t entries = 0, offset = 0, size = 0;  ///< as the end record, or zip64's, states them
  uint64_t begin = 0;                          ///< of the first record
  uint64_t end = 0;                            ///< the records end here, or before
  uint64_t zip_end = 0;                        ///< behind the comment
  bool is_comment_cut = false;                 ///< the file ends within the comment
  bool follows_inner_zip = false;              ///< end records of a zip in the comment or behind it were passed over

  /// What is to be added (modulo 2^64) to every offset that a record states: not 0 if bytes are missing at the front,
  /// or were put there.
  uint64_t shift() const { return begin == end ? 0 : begin - offset; }
  /// An offset that a record states, as offset in the file; UINT64_MAX if that is below zero or beyond all files.
  uint64_t place_of(uint64_t stated) const;
};

/// How much disorder a search for the directory puts up with.
struct ZipSearch {
  uint64_t window = 1 << 20;   ///< the end record begins in so many last bytes of the file
  size_t candidates = 64;      ///< so many signatures of end records are tried, from the end
  bool whole_comment = false;  ///< an end record whose comment goes beyond the end of the file is no candidate
};
struct ZipSearchOutcome {
  std::optional<ZipDirectory> directory;
  bool has_end_record = false;  ///< a candidate, good or not
};
/// Finds the last end record that leads to a directory. Passes over those of a zip that is an entry of this one, or
/// was put behind it. Fails only if the disk does.
Result<ZipSearchOutcome> find_zip_directory(const RandomFile& zip, const ZipSearch& search);

/// Reads the records of a directory front to back. Memory: 256 KiB, whatever the size of the directory.
class ZipDirectoryReader {
 public:
  /// Of the records in [begin, end). The zip must outlive it.
  ZipDirectoryReader(const RandomFile& zip, uint64_t begin, uint64_t end);

  /// Goes to the next record; false where there is none. Fails only if the disk does.
  Result<bool> next();
  /// After next() gave false: the last record began, but did not end.
  bool is_cut_off() const { return cut_off_; }
  /// Offset in the file, of the record at hand or of the place where next() found none.
  uint64_t offset() const { return base_ + at_; }

  /// Of the record at hand; views are valid until next().
  ZipRecord record() const { return parse_directory_entry(fixed(), extra()); }
  std::string_view raw_name() const { return {fixed() + kZipEntrySize, zip_u16(fixed() + 28)}; }
  std::string_view extra() const { return {fixed() + kZipEntrySize + zip_u16(fixed() + 28), zip_u16(fixed() + 30)}; }

 private:
  const char* fixed() const { return window_.data() + at_; }
  Result<bool> has(size_t bytes);

  std::unique_ptr<ByteSource> stream_;
  Bytes window_;
  uint64_t base_, end_;  // of the window and of the directory, in the file
  size_t at_ = 0;        // in the window
  size_t length_ = 0;    // of the record at hand
  bool cut_off_ = false;
};

}  // namespace rsmf
