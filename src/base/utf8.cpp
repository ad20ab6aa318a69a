#include "base/utf8.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "base/ascii.hpp"

namespace rsmf {
namespace {

/// Length of the valid sequence at `p`, or 0; `bad` is then the length of the maximal subpart to replace.
size_t sequence(const unsigned char* p, size_t left, size_t& bad) {
  bad = 1;
  unsigned char lead = p[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;   // no overlong forms
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;  // no surrogates, nothing over 10FFFF
  for (size_t i = 1; i < length; ++i) {
    if (i >= left || p[i] < low || p[i] > high) return 0;
    bad = i + 1;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

std::string map_with(std::string_view text, utf8proc_option_t options) {
  if (ascii_prefix(text) == text.size() && !(options & UTF8PROC_CASEFOLD)) return std::string(text);
  utf8proc_uint8_t* out = nullptr;
  auto* in = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_ssize_t n = utf8proc_map(in, utf8proc_ssize_t(text.size()), &out, options);
  std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  return n < 0 ? std::string(text) : std::string(reinterpret_cast<char*>(out), size_t(n));
}

}  // namespace

size_t valid_utf8_prefix(std::string_view text) {
  auto* p = reinterpret_cast<const unsigned char*>(text.data());
  size_t i = ascii_prefix(text), bad;
  while (i < text.size()) {
    size_t n = sequence(p + i, text.size() - i, bad);
    if (n == 0) break;
    i += n == 1 ? ascii_prefix(text.substr(i)) : n;
  }
  return i;
}

size_t append_repaired_utf8(std::string_view text, std::string& to) {
  size_t replaced = 0;
  for (;;) {
    size_t good = valid_utf8_prefix(text), bad;
    to.append(text.substr(0, good));
    if (good == text.size()) return replaced;
    sequence(reinterpret_cast<const unsigned char*>(text.data()) + good, text.size() - good, bad);
    to.append("\xEF\xBF\xBD");
    ++replaced;
    text.remove_prefix(good + bad);
  }
}

void append_code_point(char32_t c, std::string& to) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
  to.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

char32_t next_code_point(std::string_view text, size_t& position) {
  utf8proc_int32_t c;
  auto* p = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position;
  const utf8proc_ssize_t size = utf8proc_iterate(p, static_cast<utf8proc_ssize_t>(text.size() - position), &c);
  position += size > 0 ? static_cast<size_t>(size) : 1;
  return size > 0 ? static_cast<char32_t>(c) : 0xFFFD;
}

std::string_view truncate_utf8(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string to_nfc(std::string_view text) {
  return map_with(text, utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

std::string fold_case(std::string_view text) {
  return map_with(text, utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
}

bool is_hidden_order(char32_t c) {
  return (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c < 0xE0080);
}
bool is_direction_mark(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C;
}

std::string excerpt(std::string_view raw, size_t bytes) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  auto is_hidden = [&](size_t at) {
    char32_t c = next_code_point(raw, at);
    return is_hidden_order(c) || is_direction_mark(c);
  };
  std::string out;
  auto* p = reinterpret_cast<const unsigned char*>(raw.data());
  size_t bad;
  for (size_t i = 0; i < raw.size() && out.size() < bytes;) {
    size_t n = sequence(p + i, raw.size() - i, bad);
    bool control = n == 1 && (p[i] < 0x20 || p[i] == 0x7F);
    control |= n == 2 && p[i] == 0xC2 && p[i + 1] < 0xA0;  // C1: some terminals obey these too
    if (n == 0 || control) {
      out += "\\x";
      out += kHex[p[i] >> 4];
      out += kHex[p[i] & 15];
      i += 1;
    } else if (n > 1 && is_hidden(i)) {
      size_t next = i;
      char32_t c = next_code_point(raw, next);
      out += "<U+";
      for (int shift = c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) out += kHex[(c >> shift) & 15];
      out += '>';
      i = next;
    } else {
      out.append(raw.substr(i, n));
      i += n;
    }
    if (out.size() >= bytes && i < raw.size()) out += "...";
  }
  return out;
}

}  // namespace rsmf
