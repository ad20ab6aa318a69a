// Quoted-printable, undone.
#pragma once

#include <memory>
#include <string>

#include "io/byte_source.hpp"
#include "rsmf/read/encoding_faults.hpp"
#include "rsmf/read/line_scanner.hpp"

namespace rsmf {

/// Line by line. What is no escape is kept as it stands.
class QuotedPrintable {
 public:
  /// Appends the decoded bytes of a line or piece, its line end included.
  void add(const LinePiece& piece, std::string& to, EncodingFaults& faults);
  /// Nothing follows: a piece that was held back.
  void finish(std::string& to, EncodingFaults& faults);

 private:
  std::string held_;  // an escape that a piece of a long line cut
};

}  // namespace rsmf
