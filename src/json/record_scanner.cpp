#include "json/record_scanner.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/byte_block.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr uint32_t kDepthLimit = 1024;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// The first quote or bracket at or behind p.
const char* find_token(const char* p, const char* end) {
  for (; end - p >= 16; p += 16) {
    const ByteBlock block = ByteBlock::load(p);
    const ByteBlock folded = block | 0x20;  // '[' -> '{', ']' -> '}'
    const ByteMask hit = (block == '"') | (folded == '{') | (folded == '}');
    if (uint32_t mask = hit.bits()) return p + std::countr_zero(mask);
  }
  for (; p < end; ++p)
    if (*p == '"' || char(*p | 0x20) == '{' || char(*p | 0x20) == '}') return p;
  return end;
}

// The quote that closes the string whose content begins at p; `end` if there is none.
const char* find_string_end(const char* p, const char* end) {
  while (p < end) {
    if (end - p >= 16) {
      const ByteBlock block = ByteBlock::load(p);
      const uint32_t mask = ((block == '"') | (block == '\\')).bits();
      if (mask == 0) {
        p += 16;
        continue;
      }
      p += std::countr_zero(mask);
    }
    if (*p == '"') return p;
    p += *p == '\\' ? 2 : 1;
  }
  return end;
}

// The last byte before p that is not space; 0 if there is none.
char before(const char* begin, const char* p) {
  while (p > begin && is_space(p[-1])) --p;
  return p > begin ? p[-1] : '\0';
}

// Kinds of the open brackets, one bit each: a missing one shows at the first that does not match.
class Brackets {
 public:
  uint32_t depth() const { return depth_; }
  bool in_object() const { return depth_ > 0 && (bits_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64) & 1); }
  void open(bool object) {
    uint64_t bit = uint64_t{1} << depth_ % 64;
    bits_[depth_ / 64] = object ? bits_[depth_ / 64] | bit : bits_[depth_ / 64] & ~bit;
    ++depth_;
  }
  void close() { --depth_; }

 private:
  std::array<uint64_t, kDepthLimit / 64> bits_{};
  uint32_t depth_ = 0;
};

// What stands before an opening bracket tells whether it may stand there.
bool may_open(const Brackets& brackets, const char* begin, const char* p) {
  if (brackets.depth() == 0) return true;
  char c = before(begin, p);
  return brackets.in_object() ? c == ':' : c == '[' || c == ',';
}

// A quote that opens a string follows a separator; otherwise an earlier quote is missing.
bool may_quote(const char* p) {
  char c = p[-1];
  return is_space(c) || c == ':' || c == ',' || c == '{' || c == '[';
}

// What follows an object that may be a record. A member, or anything without a separator, shows that the object was
// closed too early.
enum class Behind : uint8_t { nothing, separator, member };

Behind behind_record(const char* p, const char* end) {
  bool comma = false;
  for (; p < end && (is_space(*p) || *p == ','); ++p) comma = comma || *p == ',';
  if (p == end) return Behind::nothing;
  if (!comma) return *p == ']' || *p == '[' || *p == '{' ? Behind::separator : Behind::member;
  if (*p != '"') return Behind::separator;
  const char* q = find_string_end(p + 1, end);
  if (q >= end) return Behind::nothing;
  for (++q; q < end && is_space(*q);) ++q;
  return q == end ? Behind::nothing : *q == ':' ? Behind::member : Behind::separator;
}

}  // namespace

JsonPiece RecordScanner::next(std::string_view text, size_t from, bool last) const {
  return options_.form == JsonForm::lines ? next_line(text, from, last) : next_object(text, from, last);
}

JsonPiece RecordScanner::next_line(std::string_view text, size_t from, bool last) const {
  using PieceKind = JsonPiece::Kind;
  while (true) {
    while (from < text.size() && is_space(text[from])) ++from;
    if (from == text.size()) return {last ? PieceKind::end : PieceKind::more, from, from};
    size_t to = text.find('\n', from);
    if (to == std::string_view::npos) {
      if (!last) return {PieceKind::more, from, text.size()};
      to = text.size();
    }
    while (is_space(text[to - 1])) --to;
    if (text.substr(from, to - from).starts_with(kByteOrderMark)) from += kByteOrderMark.size();
    if (from < to) return {PieceKind::record, from, to};
  }
}

JsonPiece RecordScanner::next_object(std::string_view text, size_t from, bool last) const {
  using PieceKind = JsonPiece::Kind;
  for (; from < text.size(); ++from) {
    char c = text[from];
    if (c == kByteOrderMark[0]) {
      if (!last && text.size() - from < kByteOrderMark.size()) return {PieceKind::more, from, text.size()};
      if (!text.substr(from).starts_with(kByteOrderMark)) break;
      from += kByteOrderMark.size() - 1;
      continue;
    }
    if (c == ']' && options_.stop_at_close) return {PieceKind::end, from, from};
    if (!is_space(c) && c != ',' && c != '[' && c != ']') break;
  }
  if (from == text.size()) return {last ? PieceKind::end : PieceKind::more, from, from};
  if (text[from] != '{') return resume(text, from, from, last);
  size_t at = from;
  Scan scan = scan_object(text, at, last);
  if (scan == Scan::more) return {PieceKind::more, from, text.size()};
  if (scan == Scan::whole) return {PieceKind::record, from, at};
  return resume(text, from, from + 1, last);
}

// The object that begins at `at`; moves it behind its end. A whole object is followed by something that can follow a
// record: if a member follows instead, an extra bracket has closed it early.
RecordScanner::Scan RecordScanner::scan_object(std::string_view text, size_t& at, bool last) const {
  const char* const begin = text.data() + at;
  const char* const end = text.data() + text.size();
  const Scan at_end = last ? Scan::broken : Scan::more;
  Brackets brackets;
  const char* p = begin;
  do {
    p = find_token(p, end);
    if (p == end) return at_end;
    char c = *p;
    if (c == '"') {
      if (!may_quote(p)) return Scan::broken;
      p = find_string_end(p + 1, end);
      if (p >= end) return at_end;
    } else if (c == '{' || c == '[') {
      if (brackets.depth() >= std::min(options_.max_depth, kDepthLimit) || !may_open(brackets, begin, p))
        return Scan::broken;
      brackets.open(c == '{');
    } else {
      if (brackets.in_object() != (c == '}')) return Scan::broken;
      brackets.close();
    }
    ++p;
  } while (brackets.depth() > 0);
  at = size_t(p - text.data());
  switch (behind_record(p, end)) {
    case Behind::nothing:
      return last ? Scan::whole : Scan::more;
    case Behind::member:
      return Scan::broken;
    default:
      return Scan::whole;
  }
}

bool RecordScanner::has_record_keys(std::string_view object) const {
  size_t found = 0;
  uint32_t depth = 0;
  const char* const end = object.data() + object.size();
  for (const char* p = find_token(object.data(), end); p < end; p = find_token(p + 1, end)) {
    if (*p != '"') {
      depth += *p == '{' || *p == '[' ? 1 : uint32_t(-1);
      continue;
    }
    const char* close = find_string_end(p + 1, end);
    if (close >= end) return false;
    std::string_view key(p + 1, size_t(close - p - 1));
    p = close;
    const char* behind = close + 1;
    while (behind < end && is_space(*behind)) ++behind;
    if (depth == 1 && behind < end && *behind == ':')
      found += size_t(std::count(options_.record_keys.begin(), options_.record_keys.end(), key));
  }
  return found >= options_.record_keys.size();
}

// A broken stretch from `begin`: it reaches to the next object at or behind `from` that looks like a record.
JsonPiece RecordScanner::resume(std::string_view text, size_t begin, size_t from, bool last) const {
  using PieceKind = JsonPiece::Kind;
  // Separators at its end do not belong to it; but the ']' that ends the records must not be met twice.
  auto broken_to = [&](size_t to, bool at_end) {
    std::string_view separators = options_.stop_at_close && !at_end ? " \n\t\r,[" : " \n\t\r,[]";
    while (to > begin + 1 && separators.find(text[to - 1]) != std::string_view::npos) --to;
    return JsonPiece{PieceKind::broken, begin, to};
  };
  while (true) {
    size_t at = text.find('{', from);
    if (at == std::string_view::npos) break;
    from = at + 1;
    char left = before(text.data() + begin, text.data() + at);
    if (left != ',' && left != '}' && left != '[' && left != 0 && left != ']') continue;
    size_t right = from;
    while (right < text.size() && is_space(text[right])) ++right;
    if (right == text.size() && !last) return {PieceKind::more, begin, text.size()};
    if (right < text.size() && text[right] != '"') continue;
    size_t end = at;
    Scan scan = scan_object(text, end, last);
    if (scan == Scan::more) return {PieceKind::more, begin, text.size()};
    if (scan == Scan::broken) continue;
    if (has_record_keys(text.substr(at, end - at))) return broken_to(at, false);
    from = end;
  }
  return last ? broken_to(text.size(), true) : JsonPiece{PieceKind::more, begin, text.size()};
}

size_t find_member_array(std::string_view text, std::string_view name) {
  const char* const data = text.data();
  const char* const end = data + text.size();
  uint32_t depth = 0;
  for (const char* p = find_token(data, end); p < end; p = find_token(p + 1, end)) {
    if (*p != '"') {
      depth += *p == '{' || *p == '[' ? 1 : uint32_t(-1);
      if (depth == 0) break;
      continue;
    }
    const char* close = find_string_end(p + 1, end);
    if (close >= end) break;
    std::string_view key(p + 1, size_t(close - p - 1));
    p = close;
    if (depth != 1 || key != name) continue;
    const char* q = close + 1;
    while (q < end && (is_space(*q) || *q == ':')) ++q;
    if (q < end && *q == '[') return size_t(q - data) + 1;
  }
  return 0;
}

}  // namespace rsmf
