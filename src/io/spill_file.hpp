// Blocks of bytes that wait on disk for the end of a run.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A written spill file, and what reading it takes. Not a public format: a file is read by the run that wrote it.
struct SpillFile {
  std::string path;
  uint64_t bytes = 0;
  size_t largest_block = 0, largest_packed = 0;  ///< bytes, unpacked and as they lie in the file
};

/// Writes blocks one after the other, compressed, each with a checksum.
class SpillWriter {
 public:
  static constexpr size_t kMaxBlock = 0x7E000000;  ///< what LZ4 takes

  /// Creates the file. Writes are put together until they make `buffer` bytes.
  static Result<SpillWriter> create(FileSystem& files, std::string path, size_t buffer);

  /// Where the next block will lie, for SpillReader::read_at().
  uint64_t bytes() const { return file_.bytes; }
  Result<void> add(std::string_view block);
  /// REQUIRED before reading.
  Result<SpillFile> close();

 private:
  std::unique_ptr<OutputFile> out_;
  SpillFile file_;
  Bytes pending_;
  size_t buffer_ = 0;
};

/// Reads what a SpillWriter wrote. A block that is not as it was written is an ErrorKind::io that names file and place.
class SpillReader {
 public:
  /// Reads ahead in steps of `window` bytes.
  static Result<SpillReader> open(FileSystem& files, SpillFile file, size_t window);

  /// The next block; false behind the last one.
  Result<bool> next(Bytes& block);
  /// From the first block again.
  void rewind();
  /// The block at `place`; next() is not disturbed. `packed` is room for the compressed bytes.
  Result<void> read_at(uint64_t place, Bytes& packed, Bytes& block) const;

  /// Memory of the window. Blocks are the caller's.
  size_t held() const { return window_.capacity(); }

 private:
  Result<size_t> unpack(std::string_view bytes, uint64_t place, Bytes& block) const;
  Result<bool> need(size_t bytes);
  std::unexpected<Error> damaged(uint64_t place, std::string_view how) const;

  std::unique_ptr<RandomFile> in_;
  SpillFile file_;
  Bytes window_;
  size_t at_ = 0, step_ = 0;
  uint64_t offset_ = 0;  // in the file, of the end of the window
};

}  // namespace rsmf
