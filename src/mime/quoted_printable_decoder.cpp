#include "mime/quoted_printable_decoder.hpp"

#include <cstring>

#include "base/ascii.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kMaxQuotedColumns = 76;

void check_bytes(std::string_view text, const LinePiece& piece, EncodingFaults& faults) {
  for (size_t i = printable_prefix(text); i < text.size(); i += 1 + printable_prefix(text.substr(i + 1)))
    faults.add(EncodingFault::not_escaped, piece.line, piece.column + i + 1, piece.offset + i,
               static_cast<unsigned char>(text[i]));
}

}  // namespace

void QuotedPrintableDecoder::add(const LinePiece& piece, std::string& to, EncodingFaults& faults) {
  uint64_t length = piece.column + piece.text.size();
  if (length > kMaxQuotedColumns && piece.column <= kMaxQuotedColumns)
    faults.add(EncodingFault::long_quoted_line, piece.line, kMaxQuotedColumns + 1,
               piece.offset - piece.column + kMaxQuotedColumns, length);
  std::string joined;
  std::string_view text = piece.text;
  check_bytes(text, piece, faults);
  if (!held_.empty()) {
    joined = held_.append(text);
    text = joined;
    held_.clear();
  }
  // Blanks at the end of a line were added on the way; a "=" before them is a soft line break.
  if (piece.ends)
    for (; text.ends_with(' ') || text.ends_with('\t'); --length) text.remove_suffix(1);
  bool soft = false;
  while (!text.empty()) {
    size_t plain = std::min(text.find('='), text.size());
    to.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text.size() < 3 && !piece.ends) {
      held_ = text;
      break;
    }
    if (text.size() == 1) {
      soft = true;
      break;
    }
    int value = text.size() >= 3 ? hex_pair(text[1], text[2]) : -1;
    if (value >= 0) {
      to += char(value);
      text.remove_prefix(3);
      continue;
    }
    uint64_t column = length - text.size();
    faults.add(EncodingFault::bad_escape, piece.line, column + 1, piece.offset - piece.column + column, 0);
    to += '=';
    text.remove_prefix(1);
  }
  if (piece.ends && !soft && piece.end != LineEnd::none) to.append(piece.end == LineEnd::crlf ? "\r\n" : "\n");
}

void QuotedPrintableDecoder::finish(std::string& to, EncodingFaults&) {
  to += held_;
  held_.clear();
}

}  // namespace rsmf
