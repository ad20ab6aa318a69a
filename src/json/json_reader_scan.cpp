// Strings, words and faults of JsonReader.
#include <algorithm>
#include <utility>

#include "base/byte_block.hpp"
#include "json/json_reader.hpp"
#include "json/json_unescape.hpp"

namespace rsmf {
namespace {

using Kind = JsonFault::Kind;

constexpr size_t kKeptFaults = 200;

/// The first quote, backslash or control character at or behind `p`. The zero bytes behind the window stop it.
const char* find_special(const char* p) {
  for (;; p += 16) {
    const ByteBlock block = ByteBlock::load(p);
    const ByteMask found = (block == '"') | (block == '\\') | (block <= 0x1F);
    if (uint32_t mask = found.bits(); mask != 0) return p + std::countr_zero(mask);
  }
}

/// What ends a number or literal. A zero byte does only behind the window.
bool ends_word(char c) {
  switch (c) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case ',':
    case ':':
    case '{':
    case '}':
    case '[':
    case ']':
    case '"':
    case '/':
    case '\0':
      return true;
    default:
      return false;
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = char(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The four hex digits at `p`, or -1.
int code_unit(const char* p) {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    int digit = hex_digit(p[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

bool take_digits(std::string_view& text) {
  size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
  text.remove_prefix(n);
  return n > 0;
}

bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
  } else if (!take_digits(text)) {
    return false;
  }
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

}  // namespace

inline void JsonReader::end_token(const char* behind) {
  uint64_t end = offset_of(behind);
  raw_bytes_ = end - token_offset_;
  raw_ = long_token_ ? std::string_view(long_text_)
                     : std::string_view(token_, size_t(std::min<uint64_t>(raw_bytes_, options_.keep_bytes)));
  if (window_.next_invalid() < end) take_invalid(end);
  if (raw_bytes_ > options_.max_string_bytes) fault(Kind::too_long, token_place_, "a string is too long");
}

void JsonReader::scan_string() {
  begin_token();
  token_ = p_ + 1;
  token_offset_ = token_place_.offset + 1;
  const char* p = find_special(token_);
  if (*p != '"') p = scan_specials(p);
  end_token(p);
  if (p < end_) {
    p_ = p + 1;
    return;
  }
  if (!window_.error()) fault(Kind::malformed, token_place_, "the text ends inside this string");
  told_end_ = true;
  p_ = p;
}

// From the first byte in a string that is special on to the quote that ends it, or to the end of the text.
const char* JsonReader::scan_specials(const char* p) {
  told_control_ = told_escape_ = told_odd_ = false;
  for (; *p != '"'; p = find_special(p)) {
    if (*p == '\\') {
      p = escape(p);
    } else if (p == end_) {
      if (!want(p, 1)) break;
    } else {
      if (!std::exchange(told_control_, true))
        fault(Kind::malformed, place_of(p), "bare control character in a string", static_cast<unsigned char>(*p));
      if (*p == '\n') take_line(p);
      ++p;
    }
  }
  return p;
}

// Makes `bytes` bytes from `p` on available; false if the text ends before. Moves `p` along with the window.
bool JsonReader::want(const char*& p, size_t bytes) {
  while (size_t(end_ - p) < bytes) {
    size_t done = size_t(p - token_);
    if (!long_token_ && done >= options_.keep_bytes) {
      long_text_.assign(token_, options_.keep_bytes);
      long_token_ = true;
    }
    take_invalid(offset_of(p));
    size_t gone = size_t((long_token_ ? p : token_) - window_.data());
    bool more = window_.slide(gone);
    token_ = window_.data();
    p = long_token_ ? token_ : token_ + done;
    end_ = window_.data() + window_.size();
    if (!more) return false;
  }
  return true;
}

// `p` is at a backslash. What does not belong to a good escape is left to be scanned as text.
const char* JsonReader::escape(const char* p) {
  has_escapes_ = true;
  if (!want(p, 2)) return p + 1;
  switch (p[1]) {
    case '"':
    case '\\':
    case '/':
    case 'n':
    case 'r':
    case 't':
      return p + 2;
    case 'b':
    case 'f':
      odd_character(p, "control character in a string");
      return p + 2;
    case 'u':
      return unicode_escape(p);
    default:
      if (!std::exchange(told_escape_, true)) fault(Kind::malformed, place_of(p), "no such escape in JSON");
      return p + 1;
  }
}

const char* JsonReader::unicode_escape(const char* p) {
  int unit = want(p, 6) ? code_unit(p + 2) : -1;
  if (unit < 0) {
    if (!std::exchange(told_escape_, true)) fault(Kind::malformed, place_of(p), "\\u without four hex digits");
    return p + 2;
  }
  if (unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r')
    odd_character(p, unit == 0 ? "NUL in a string" : "control character in a string");
  if (unit < 0xD800 || unit > 0xDFFF) return p + 6;
  if (unit < 0xDC00 && want(p, 12) && p[6] == '\\' && p[7] == 'u') {
    int low = code_unit(p + 8);
    if (low >= 0xDC00 && low <= 0xDFFF) return p + 12;
  }
  odd_character(p, "half a surrogate pair in a string");
  return p + 6;
}

void JsonReader::odd_character(const char* p, const char* what) {
  if (!std::exchange(told_odd_, true)) fault(Kind::odd_character, place_of(p), what);
}

void JsonReader::scan_word() {
  begin_token();
  token_ = p_;
  token_offset_ = token_place_.offset;
  const char* p = p_ + (*p_ == '/');  // one that begins no comment
  for (;;) {
    while (!ends_word(*p)) ++p;
    if (*p != '\0') break;
    if (p < end_) {
      ++p;
    } else if (!want(p, 1)) {
      break;
    }
  }
  end_token(p);
  p_ = p;
}

JsonToken JsonReader::literal() {
  scan_word();
  if (raw_ == "true" || raw_ == "false") return JsonToken::truth;
  if (raw_ == "null") return JsonToken::null;
  if (raw_bytes_ == raw_.size() && is_json_number(raw_)) return JsonToken::number;
  fault(Kind::malformed, token_place_, "neither a string, a number, true, false nor null",
        raw_.empty() ? -1 : static_cast<unsigned char>(raw_[0]));
  return JsonToken::invalid;
}

std::string_view JsonReader::unescape() {
  unescaped_.resize(raw_.size());
  JsonTextFaults faults;
  return {unescaped_.data(), unescape_json(raw_, unescaped_.data(), faults)};
}

bool JsonReader::slide() {
  take_invalid(offset_of(p_));
  bool more = window_.slide(size_t(p_ - window_.data()));
  p_ = window_.data();
  end_ = p_ + window_.size();
  return more;
}

bool JsonReader::has(size_t bytes) {
  while (size_t(end_ - p_) < bytes)
    if (!slide()) return size_t(end_ - p_) >= bytes;
  return true;
}

// `p` is at a line end.
void JsonReader::take_line(const char* p) {
  uint64_t offset = offset_of(p);
  if (window_.next_invalid() < offset) take_invalid(offset);
  ++line_;
  line_start_ = offset + 1;
}

void JsonReader::take_invalid(uint64_t before) {
  for (; window_.next_invalid() < before; window_.take_invalid())
    fault(Kind::invalid_utf8, place_at(window_.next_invalid()), "a byte that is not UTF-8");
}

void JsonReader::fault(Kind kind, const JsonPlace& place, const char* what, int found) {
  if (kind != Kind::invalid_utf8 && window_.next_invalid() < place.offset) take_invalid(place.offset);
  any_fault_ = true;
  if (faults_.size() < kKeptFaults) {
    faults_.push_back({kind, place, what, found});
  } else {
    ++more_faults_[size_t(kind)];
  }
}

void JsonReader::clear_faults() {
  faults_.clear();
  more_faults_.fill(0);
  any_fault_ = false;
}

}  // namespace rsmf
