// Blocks of bytes on disk that a sort reads back later.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A written spill file, and what a reader must know of it. Not a public format: only the run that wrote it reads it.
struct SpillFile {
  std::string path;
  uint64_t bytes = 0;
  size_t largest_block = 0, largest_packed = 0;  ///< bytes, unpacked and in the file
};

/// Writes blocks one after the other, compressed, each with a checksum.
class SpillWriter {
 public:
  static constexpr size_t kMaxBlock = 0x7E000000;  ///< the limit of LZ4

  /// Creates the file. Collects blocks until they make `buffer` bytes, then writes.
  static Result<SpillWriter> create(FileSystem& files, std::string path, size_t buffer);

  /// Position of the next block, for SpillReader::read_at().
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

/// Reads what a SpillWriter wrote. A damaged block is an error (ErrorKind::io) that names file and position.
class SpillReader {
 public:
  /// Reads ahead in steps of `window` bytes.
  static Result<SpillReader> open(FileSystem& files, SpillFile file, size_t window);

  /// Reads the next block; false after the last one.
  Result<bool> next(Bytes& block);
  /// Goes back to the first block.
  void rewind();
  /// Reads the block at `place`; does not move next(). `packed` is a buffer for the compressed bytes.
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
