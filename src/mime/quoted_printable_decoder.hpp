// Quoted-printable, undone.
#pragma once

#include <string>

#include "mime/encoding_faults.hpp"
#include "mime/line_scanner.hpp"

namespace rsmf {

/// Decodes line by line; what is no escape is kept as it is. Keeps at most a line's last two bytes.
class QuotedPrintableDecoder {
 public:
  /// Appends the decoded bytes of a line or piece, its line end included.
  void add(const LinePiece& piece, std::string& to, EncodingFaults& faults);
  /// Nothing follows: a piece that was held back.
  void finish(std::string& to, EncodingFaults& faults);

 private:
  std::string held_;  // an escape that a piece of a long line cut
};

}  // namespace rsmf
