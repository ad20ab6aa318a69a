// Events on disk, in the order in which they were put there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Rows of bytes, written once, then read through or one by one. The file is removed by the destructor.
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
  Result<void> read_at(uint64_t place, std::string& row) const;

  uint64_t bytes() const { return size_; }

 private:
  FileSystem& files_;
  std::string path_;
  std::unique_ptr<OutputFile> out_;
  std::unique_ptr<RandomFile> in_;
  std::string pending_;
  uint64_t size_ = 0;
  Bytes window_;
  size_t at_ = 0;
  uint64_t offset_ = 0;
};

}  // namespace rsmf
