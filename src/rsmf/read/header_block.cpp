#include "rsmf/read/header_block.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "rsmf/read/encoded_words.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kAllHeadersFactor = 16;  // all headers together: so many times the limit of one

/// Length of the name at the start of a line, with blanks behind it; npos if it is no header.
size_t name_length(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && line[at] > 0x20 && line[at] < 0x7F && line[at] != ':') ++at;
  size_t blank = at;
  while (blank < line.size() && (line[blank] == ' ' || line[blank] == '\t')) ++blank;
  return at > 0 && blank < line.size() && line[blank] == ':' ? blank : line.npos;
}

Place place_of(const LinePiece& piece, uint64_t column = 0) {
  Place place;
  place.line = piece.line;
  place.column = piece.column + column + 1;
  place.offset = piece.offset + column;
  return place;
}

}  // namespace

void HeaderBlock::append(std::string_view text, const LinePiece& piece) {
  std::string& raw = headers_.back().raw;
  uint64_t room = options_.max_header_bytes - std::min<uint64_t>(options_.max_header_bytes, raw.size());
  uint64_t all = options_.max_header_bytes * kAllHeadersFactor;
  room = std::min(room, all - std::min(all, total_bytes_));
  if (text.size() > room && !std::exchange(cut_, true))
    log_.add(RuleId::malformed_mail, place_of(piece),
             fmt::format("header {} is too long and was cut off", excerpt(headers_.back().name)));
  text = text.substr(0, size_t(room));
  raw.append(text);
  total_bytes_ += text.size();
}

void HeaderBlock::begin_header(const LinePiece& piece) {
  open_ = cut_ = false;
  size_t colon = name_length(piece.text);
  skipping_ = colon == piece.text.npos || headers_.size() >= options_.max_headers;
  if (colon == piece.text.npos) {
    log_.add(RuleId::malformed_mail, place_of(piece),
             fmt::format("a line among the headers is no header: \"{}\"", excerpt(piece.text)));
    return;
  }
  if (skipping_) {
    if (headers_.size() == options_.max_headers && log_.wants(RuleId::malformed_mail))
      log_.add(RuleId::malformed_mail, place_of(piece),
               fmt::format("more than {} headers: the rest was left out", options_.max_headers));
    return;
  }
  std::string_view name = trim_blanks(piece.text.substr(0, colon));
  constexpr size_t kLongestName = 1024;  // longer ones are told by their length
  if (starts_ignoring_case(name, "X-RSMF-") && name.size() >= 255)
    log_.add(RuleId::header_name_long, place_of(piece),
             fmt::format("{} characters: {}", name.size(), excerpt(name, 60)));
  if (colon != name.size())
    log_.add(RuleId::blank_before_colon, place_of(piece, name.size()), fmt::format("header {}", excerpt(name)));
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
    log_.add(RuleId::malformed_mail, place_of(piece), "the first header line begins with a blank");
  }
}

std::vector<MailHeader> HeaderBlock::finish() {
  for (MailHeader& header : headers_) {
    bool clean = true;
    std::string_view raw = trim_blanks(header.raw);
    if (raw.size() != header.raw.size()) header.raw = std::string(raw);
    header.value = decode_header_text(header.raw, clean);
    bool eight_bit = false;
    for (char c : header.raw) eight_bit |= static_cast<unsigned char>(c) >= 0x80;
    bool is_rsmf = starts_ignoring_case(header.name, "X-RSMF-");
    Place place;
    place.line = header.line;
    place.column = 1;
    place.offset = header.offset;
    if (is_rsmf && (!clean || header.value.empty()))
      log_.add(RuleId::header_repeated, place,
               header.value.empty()
                   ? fmt::format("{} is empty", excerpt(header.name))
                   : fmt::format("{} cannot be decoded: \"{}\"", excerpt(header.name), excerpt(header.raw)));
    bool is_participants = equals_ignoring_case(header.name, "X-RSMF-Participants");
    if (eight_bit && !(is_participants && is_valid_utf8(header.raw)))
      log_.add(RuleId::line_form, place, fmt::format("header {} has 8-bit characters", excerpt(header.name)));
  }
  open_ = skipping_ = cut_ = false;
  total_bytes_ = 0;
  return std::exchange(headers_, {});
}

}  // namespace rsmf
