// Events on disk, in the order in which they were put there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "io/file_system.hpp"
#include "io/spill_file.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Rows of bytes, written once, then read through or one by one. The file is removed by the destructor. Holds some 1
/// MiB, and a few times its largest row.
class EventSpool {
 public:
  EventSpool(FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}
  ~EventSpool();
  EventSpool(const EventSpool&) = delete;

  /// Gives the place of the row, for read_at().
  Result<uint64_t> add(std::string_view row);
  /// No more rows; REQUIRED before reading.
  Result<void> finish();

  /// Reads from the first row again.
  void rewind();
  /// False at the end. The row is valid until the next call.
  Result<bool> next(std::string_view& row);
  /// The row is valid until the next call.
  Result<void> read_at(uint64_t place, std::string_view& row);

  uint64_t bytes() const { return bytes_; }

 private:
  Result<void> write_block();
  Result<size_t> row_at(std::string_view block, size_t at, std::string_view& row) const;

  FileSystem& files_;
  const std::string path_;
  bool created_ = false;
  std::optional<SpillWriter> out_;
  std::optional<SpillReader> in_;
  uint64_t bytes_ = 0;
  Bytes block_;  // being filled, then the one that next() is in
  size_t at_ = 0;
  Bytes packed_, found_;  // the block that read_at() fetched last
  uint64_t found_at_ = UINT64_MAX;
};

}  // namespace rsmf
