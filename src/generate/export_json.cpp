#include "generate/export_json.hpp"

#include "base/utf8.hpp"

namespace rsmf {

namespace {

void append_unit(uint32_t unit, std::string& to) {
  static constexpr char kHex[] = "0123456789abcdef";
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to += kHex[(unit >> shift) & 15];
}

void append_escaped(char32_t c, std::string& to) {
  if (c >= 0x10000) {
    append_unit(0xd800 + ((c - 0x10000) >> 10), to);
    append_unit(0xdc00 + ((c - 0x10000) & 0x3ff), to);
  } else {
    append_unit(c, to);
  }
}

bool is_plain(unsigned char c, JsonStyle style) {
  if (c < 0x20 || c == '"' || c == '\\') return false;
  return style == JsonStyle::compact || (c < 0x80 && c != '/');
}

}  // namespace

void JsonText::part(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    size_t end = at;
    while (end < text.size() && is_plain(static_cast<unsigned char>(text[end]), style_)) ++end;
    into_->append(text.substr(at, end - at));
    at = end;
    if (at == text.size()) break;
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80) {
      append_escaped(next_code_point(text, at), *into_);
      continue;
    }
    ++at;
    switch (c) {
      case '"':
        *into_ += "\\\"";
        break;
      case '\\':
        *into_ += "\\\\";
        break;
      case '/':
        *into_ += "\\/";
        break;
      case '\n':
        *into_ += "\\n";
        break;
      case '\t':
        *into_ += "\\t";
        break;
      default:
        append_escaped(static_cast<unsigned char>(c), *into_);
    }
  }
}

}  // namespace rsmf
