#include "mime/header_block.hpp"

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "mime/encoded_words.hpp"

namespace rsmf {
namespace {

constexpr size_t kLongName = 255, kLongestName = 1024;  // what is longer is cut off
constexpr uint64_t kAllHeadersFactor = 16;              // all headers together: so many times the limit of one

/// Length of the name at the start of a line, with blanks behind it; npos if it is no header.
size_t name_length(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && line[at] > 0x20 && line[at] < 0x7F && line[at] != ':') ++at;
  size_t blank = at;
  while (blank < line.size() && (line[blank] == ' ' || line[blank] == '\t')) ++blank;
  return at > 0 && blank < line.size() && line[blank] == ':' ? blank : line.npos;
}

MailFault fault_at(const LinePiece& piece, MailFault::Kind kind, std::string_view text = {}, uint64_t count = 0,
                   uint64_t column = 0) {
  return {.kind = kind,
          .line = piece.line,
          .column = piece.column + column + 1,
          .offset = piece.offset + column,
          .count = count,
          .text = text};
}

}  // namespace

void HeaderBlock::append(std::string_view text, const LinePiece& piece) {
  std::string& raw = headers_.back().raw;
  uint64_t room = limits_.max_header_bytes - std::min<uint64_t>(limits_.max_header_bytes, raw.size());
  uint64_t all = limits_.max_header_bytes * kAllHeadersFactor;
  room = std::min(room, all - std::min(all, total_bytes_));
  if (text.size() > room && !std::exchange(cut_, true))
    faults_(fault_at(piece, MailFault::Kind::header_cut_off, headers_.back().name));
  text = text.substr(0, size_t(room));
  raw.append(text);
  total_bytes_ += text.size();
}

void HeaderBlock::begin_header(const LinePiece& piece) {
  open_ = cut_ = false;
  size_t colon = name_length(piece.text);
  skipping_ = colon == piece.text.npos || headers_.size() >= limits_.max_headers;
  if (colon == piece.text.npos) {
    faults_(fault_at(piece, MailFault::Kind::not_a_header, piece.text));
    return;
  }
  if (skipping_) {
    faults_(fault_at(piece, MailFault::Kind::too_many_headers, {}, limits_.max_headers));
    return;
  }
  std::string_view name = trim_blanks(piece.text.substr(0, colon));
  if (name.size() >= kLongName) faults_(fault_at(piece, MailFault::Kind::long_name, name, name.size()));
  if (colon != name.size()) faults_(fault_at(piece, MailFault::Kind::blank_before_colon, name, 0, name.size()));
  MailHeader header;
  header.name = name.substr(0, kLongestName);
  header.offset = piece.offset;
  header.line = piece.line;
  headers_.push_back(std::move(header));
  open_ = true;
  append(trim_blanks(piece.text.substr(colon + 1)).empty() ? std::string_view() : piece.text.substr(colon + 1), piece);
}

void HeaderBlock::add(const LinePiece& piece) {
  if (!piece.begins) {
    if (open_) append(piece.text, piece);
    return;
  }
  bool folds = piece.text.starts_with(' ') || piece.text.starts_with('\t');
  if (!folds) return begin_header(piece);
  if (open_) {
    headers_.back().folded = true;
    append(piece.text, piece);
  } else if (!skipping_) {
    skipping_ = true;
    faults_(fault_at(piece, MailFault::Kind::folded_first_line));
  }
}

std::vector<MailHeader> HeaderBlock::finish() {
  for (MailHeader& header : headers_) {
    bool clean = true;
    std::string_view raw = trim_blanks(header.raw);
    if (raw.size() != header.raw.size()) header.raw = std::string(raw);
    header.value = decode_header_text(header.raw, clean);
    MailFault fault{.kind = MailFault::Kind::header_empty, .line = header.line, .offset = header.offset};
    fault.header = &header;
    if (!header.value.empty()) fault.kind = MailFault::Kind::header_not_decoded;
    if (!clean || header.value.empty()) faults_(fault);
    fault.kind = MailFault::Kind::eight_bit_header;
    if (ascii_prefix(header.raw) < header.raw.size()) faults_(fault);
  }
  open_ = skipping_ = cut_ = false;
  total_bytes_ = 0;
  return std::exchange(headers_, {});
}

}  // namespace rsmf
