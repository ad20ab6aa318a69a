// The lines of a file, in blocks: a line may be longer than memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

enum class LineEnd : uint8_t { none, lf, crlf };

/// A line, or a piece of one that is longer than a block.
struct LinePiece {
  std::string_view text;        ///< without its line end; valid until the next call of the scanner
  uint64_t offset = 0;          ///< of its first byte, in the file
  uint64_t line = 0;            ///< 1-based
  uint64_t column = 0;          ///< 0-based, of its first byte
  bool begins = true;           ///< the line begins here
  bool ends = true;             ///< the line ends here
  LineEnd end = LineEnd::none;  ///< none: the line goes on, or the file ends

  uint64_t next_offset() const {
    return offset + text.size() + (end == LineEnd::none ? 0 : end == LineEnd::lf ? 1 : 2);
  }
};

/// Reads forward, each byte once. The file must outlive it.
class LineScanner {
 public:
  static constexpr size_t kBlock = 64 * 1024;
  /// `first_read`: how much is asked for at first; a caller who only wants headers takes little.
  LineScanner(const RandomFile& file, size_t first_read);

  /// False at the end of the file.
  Result<bool> next(LinePiece& piece);

  /// What is at hand from here on, without reading; may be empty. REQUIRES: the last piece ended its line.
  std::string_view buffered() const { return {buffer_.get() + at_, end_ - at_}; }
  /// Moves past whole lines of what is buffered.
  void skip(size_t bytes, uint64_t lines) {
    at_ += bytes;
    line_ += lines;
  }
  uint64_t offset() const { return base_ + at_; }
  uint64_t line() const { return line_; }
  /// Nothing else was read yet than what is buffered, up to the end of the file.
  bool at_end() const { return at_end_ && at_ == end_; }

 private:
  Result<void> fill();

  const RandomFile& file_;
  std::unique_ptr<char[]> buffer_;
  size_t capacity_, first_read_;
  size_t at_ = 0, end_ = 0;
  uint64_t base_ = 0;  // offset of buffer_[0]
  uint64_t line_ = 1, column_ = 0;
  bool at_end_ = false;
};

}  // namespace rsmf
