#include "json/json_escape.hpp"

#include <algorithm>

#include "base/copy_until.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

struct JsonSpecial {
  static bool is(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }
  static uint32_t mask(ByteBlock block) { return ((block <= 0x1f) | (block == '"') | (block == '\\')).bits(); }
};

constexpr char kHex[] = "0123456789abcdef";

/// A brief escape: at most six bytes.
char* put_escape(unsigned char c, char* to) {
  *to++ = '\\';
  switch (c) {
    case '"':
    case '\\':
      *to++ = static_cast<char>(c);
      return to;
    case '\n':
      *to++ = 'n';
      return to;
    case '\r':
      *to++ = 'r';
      return to;
    case '\t':
      *to++ = 't';
      return to;
    case '\b':
      *to++ = 'b';
      return to;
    case '\f':
      *to++ = 'f';
      return to;
    default:
      break;
  }
  std::memcpy(to, "u00", 3);
  to[3] = kHex[c >> 4];
  to[4] = kHex[c & 15];
  return to + 5;
}

void append_unit(uint32_t unit, std::string& to) {
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to += kHex[(unit >> shift) & 15];
}

/// UTF-16, as \u escapes are.
void append_units(char32_t c, std::string& to) {
  if (c >= 0x10000) {
    append_unit(0xd800 + ((c - 0x10000) >> 10), to);
    append_unit(0xdc00 + ((c - 0x10000) & 0x3ff), to);
  } else {
    append_unit(c, to);
  }
}

bool is_escaped(unsigned char c, JsonEscapes escapes) {
  return JsonSpecial::is(c) || (escapes == JsonEscapes::ascii && (c >= 0x80 || c == '/'));
}

}  // namespace

void append_json_escaped(std::string_view text, JsonEscapes escapes, std::string& to) {
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && !is_escaped(static_cast<unsigned char>(text[end]), escapes)) ++end;
    to.append(text.substr(at, end - at));
    at = end;
    if (at == text.size()) break;
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x80) {
      append_units(next_code_point(text, at), to);
      continue;
    }
    ++at;
    if (c == '/') {
      to += "\\/";
    } else if (c < 0x20 && escapes == JsonEscapes::numeric) {
      append_unit(c, to);
    } else {
      char escape[6];
      to.append(escape, put_escape(c, escape));
    }
  }
}

void append_json_escaped(std::string_view text, TextBuffer& to) {
  // In pieces, so that the worst case (six bytes for one) is reserved for a piece only, not for a 64 MB body.
  constexpr size_t kPiece = 16 * 1024;
  const char* from = text.data();
  const char* end = from + text.size();
  while (from < end) {
    const char* piece_end = from + std::min(kPiece, static_cast<size_t>(end - from));
    char* out = to.room(static_cast<size_t>(piece_end - from) * 6);
    for (;;) {
      from = copy_until<JsonSpecial>(from, piece_end, out);
      if (from == piece_end) break;
      out = put_escape(static_cast<unsigned char>(*from++), out);
    }
    to.commit(out);
  }
}

void append_json_string(std::string_view text, TextBuffer& to) {
  to.append('"');
  append_json_escaped(text, to);
  to.append('"');
}

void append_json_member(std::string_view before, std::string_view text, TextBuffer& to) {
  if (text.empty()) return;
  to.append(before);
  append_json_escaped(text, to);
  to.append('"');
}

}  // namespace rsmf
