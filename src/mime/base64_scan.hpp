// Checks base64 as its lines are read, and finds where in a file which decoded bytes are.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mime/encoding_faults.hpp"
#include "mime/line_scanner.hpp"

namespace rsmf {

/// Where in a file which decoded bytes are. Lines of equal length are one run, found by arithmetic; other text is
/// divided into runs of some 64 KiB, each decoded from its start.
struct Base64Layout {
  struct Run {
    uint64_t decoded = 0;   ///< offset of its first byte; a multiple of 3
    uint64_t at = 0;        ///< offset in the file
    uint32_t columns = 0;   ///< of each of its lines, a multiple of 4; 0: anything
    uint32_t line_end = 0;  ///< bytes
  };
  std::vector<Run> runs;
  uint64_t size = 0;  ///< decoded bytes
  uint64_t end = 0;   ///< offset in the file behind the last character that counts
};

/// Checks a base64 text line by line, and notes its layout. Memory is bounded: runs get longer in a larger file.
class Base64Scan {
 public:
  explicit Base64Scan(uint64_t file_size);

  /// Takes as many whole regular lines from the start of `text` as it can, and returns their bytes. REQUIRES: a line
  /// begins at `text`.
  size_t take_lines(std::string_view text, uint64_t offset, uint64_t& lines);
  void add(const LinePiece& piece);
  void finish();

  const EncodingFaults& faults() const { return faults_; }
  Base64Layout& layout() { return layout_; }

 private:
  void begin_irregular(uint64_t offset);
  void add_character(char c, const LinePiece& piece, size_t index);
  bool add_regular(const LinePiece& piece);
  void check_length(const LinePiece& piece);

  Base64Layout layout_;
  EncodingFaults faults_;
  uint64_t run_bytes_;       // that a run should have at least, once there are many
  uint64_t characters_ = 0;  // of the alphabet, before any padding
  uint64_t padding_ = 0;
  uint64_t run_begin_ = 0;  // offset in the file of the last run
  uint32_t columns_ = 0;    // of the current regular run; 0: irregular
  uint32_t line_end_ = 0;
};

}  // namespace rsmf
