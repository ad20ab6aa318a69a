// The text of a chat in blocks of whole lines.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "sources/whatsapp/text_stream.hpp"

namespace rsmf::whatsapp {

/// For readers who look at each line by itself. Holds one block, or one line up to the limit.
class LineBlocks {
 public:
  /// Blocks are of about `block_bytes`. Of a line longer than `line_bytes` at least so much is given, and the rest may
  /// be left out. `text` must outlive it.
  LineBlocks(TextStream& text, uint64_t block_bytes, size_t line_bytes);

  /// False at the end. An error is told once the whole lines before it have been given; half a line is not.
  Result<bool> next(Bytes& block);

 private:
  void fill(size_t bytes);
  /// Drops the rest of a long line; false if more must be read.
  bool pass_line();

  TextStream& text_;
  const size_t block_bytes_, line_bytes_;
  Bytes pending_;
  bool passing_ = false;  // the beginning of the line at hand was given
  bool ended_ = false;
  std::optional<Error> failed_;
};

}  // namespace rsmf::whatsapp
