#include "mime/base64_scan.hpp"

#include <algorithm>

#include "mime/base64_decode.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kLeastRun = 64 * 1024, kMostRuns = 16384;
constexpr size_t kFewRuns = 64;  // so many may be as short as they like
constexpr uint64_t kMaxColumns = 76;

/// How many characters at the start are neither of the alphabet nor padding.
size_t foreign_prefix(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && base64_value(text[at]) == kNotBase64 && text[at] != '=') ++at;
  return at;
}

}  // namespace

Base64Scan::Base64Scan(uint64_t file_size) : run_bytes_(std::max(kLeastRun, file_size / kMostRuns)) {}

void Base64Scan::begin_irregular(uint64_t offset) {
  bool few = layout_.runs.size() < kFewRuns;
  if (columns_ != 0 && !few && offset - run_begin_ < run_bytes_) {
    layout_.runs.back().columns = 0;  // too short to be worth a run of its own
    columns_ = 0;
    return;
  }
  columns_ = 0;
  run_begin_ = offset;
  layout_.runs.push_back({characters_ / 4 * 3, offset, 0, 0});
}

size_t Base64Scan::take_lines(std::string_view text, uint64_t offset, uint64_t& lines) {
  lines = 0;
  if (columns_ == 0 || offset != layout_.end) return 0;
  static constexpr std::string_view kCrLf = "\r\n";
  lines = whole_base64_lines(text, columns_, kCrLf.substr(2 - line_end_));
  characters_ += lines * columns_;
  if (lines > 0) layout_.end = offset + lines * (columns_ + line_end_);
  return lines * (columns_ + line_end_);
}

/// A whole line that goes on the present run, or begins a new one.
bool Base64Scan::add_regular(const LinePiece& piece) {
  if (!piece.begins || !piece.ends || piece.end == LineEnd::none || padding_ > 0 || characters_ % 4 != 0) return false;
  auto columns = uint32_t(piece.text.size()), line_end = uint32_t(piece.end == LineEnd::lf ? 1 : 2);
  bool goes_on = columns_ == columns && line_end_ == line_end && piece.offset == layout_.end;
  if (!goes_on) {
    bool may_begin = layout_.runs.size() < kFewRuns || piece.offset - run_begin_ >= run_bytes_;
    if (!may_begin || columns == 0 || columns % 4 != 0) return false;
  }
  if (base64_prefix(piece.text) != piece.text.size()) return false;
  if (!goes_on) {
    columns_ = columns;
    line_end_ = line_end;
    run_begin_ = piece.offset;
    layout_.runs.push_back({characters_ / 4 * 3, piece.offset, columns, line_end});
  }
  characters_ += columns;
  layout_.end = piece.next_offset();
  return true;
}

void Base64Scan::check_length(const LinePiece& piece) {
  uint64_t length = piece.column + piece.text.size();
  bool counted = piece.column > kMaxColumns;  // with an earlier piece of the line
  if (length > kMaxColumns && !counted)
    faults_.add(EncodingFault::long_line, piece.line, kMaxColumns + 1, piece.offset - piece.column + kMaxColumns,
                length);
}

void Base64Scan::add(const LinePiece& piece) {
  check_length(piece);
  if (add_regular(piece)) return;
  for (size_t i = 0; i < piece.text.size();) {
    if (size_t foreign = foreign_prefix(piece.text.substr(i)); foreign > 0) {
      faults_.add(EncodingFault::bad_character, piece.line, piece.column + i + 1, piece.offset + i,
                  static_cast<unsigned char>(piece.text[i]), foreign);
      i += foreign;
      continue;
    }
    // A run begins with a group of four; in between, what is good is only counted.
    size_t good = padding_ == 0 && characters_ % 4 == 0 ? base64_prefix(piece.text.substr(i)) : 0;
    add_character(piece.text[i], piece, i);
    if (good > 1) {
      characters_ += good - 1;
      layout_.end = piece.offset + i + good;
    }
    i += std::max<size_t>(good, 1);
  }
}

/// A character of the alphabet, or "=".
void Base64Scan::add_character(char c, const LinePiece& piece, size_t index) {
  uint64_t offset = piece.offset + index;
  if (c == '=') {
    ++padding_;
    return;
  }
  if (padding_ > 0) {
    faults_.add(EncodingFault::behind_padding, piece.line, piece.column + index + 1, offset,
                static_cast<unsigned char>(c));
    return;
  }
  bool is_due = layout_.runs.empty() || columns_ != 0 || offset - run_begin_ >= run_bytes_;
  if (characters_ % 4 == 0 && is_due) begin_irregular(offset);
  ++characters_;
  layout_.end = offset + 1;
}

void Base64Scan::finish() {
  uint64_t left = characters_ % 4, needed = left == 0 ? 0 : 4 - left;
  layout_.size = characters_ / 4 * 3 + (left > 1 ? left - 1 : 0);
  if (padding_ < needed) faults_.add(EncodingFault::missing_padding, 0, 0, layout_.end, left);
  if (padding_ > needed) faults_.add(EncodingFault::extra_padding, 0, 0, layout_.end, padding_);
}

}  // namespace rsmf
