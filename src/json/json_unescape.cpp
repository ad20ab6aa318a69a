#include "json/json_unescape.hpp"

namespace rsmf {
namespace {

// The four hex digits at p, or -1.
int32_t hex4(const char* p, const char* end) {
  if (end - p < 4) return -1;
  int32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    char c = p[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

char* put_utf8(uint32_t c, char* to) {
  if (c < 0x80) {
    *to++ = char(c);
  } else if (c < 0x800) {
    *to++ = char(0xC0 | c >> 6);
    *to++ = char(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *to++ = char(0xE0 | c >> 12);
    *to++ = char(0x80 | (c >> 6 & 0x3F));
    *to++ = char(0x80 | (c & 0x3F));
  } else {
    *to++ = char(0xF0 | c >> 18);
    *to++ = char(0x80 | (c >> 12 & 0x3F));
    *to++ = char(0x80 | (c >> 6 & 0x3F));
    *to++ = char(0x80 | (c & 0x3F));
  }
  return to;
}

// `p` stands behind "\u". Moves it behind what was read.
char* put_unicode(const char*& p, const char* end, char* to, JsonTextFaults& faults) {
  int32_t unit = hex4(p, end);
  if (unit < 0) {
    ++faults.bad_escapes;
    *to++ = '\\';
    *to++ = 'u';
    return to;
  }
  p += 4;
  auto c = uint32_t(unit);
  if (c >= 0xD800 && c < 0xE000) {
    int32_t low = c < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u' ? hex4(p + 2, end) : -1;
    if (low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (uint32_t(low) - 0xDC00);
      p += 6;
    } else {
      ++faults.lone_surrogates;
      c = 0xFFFD;
    }
  }
  return put_utf8(c, to);
}

char simple_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

}  // namespace

size_t unescape_json(std::string_view raw, char* const to, JsonTextFaults& faults) {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  char* out = to;
  while (p < end) {
    const auto* slash = static_cast<const char*>(std::memchr(p, '\\', size_t(end - p)));
    size_t plain = size_t((slash ? slash : end) - p);
    std::memcpy(out, p, plain);
    out += plain;
    p += plain;
    if (!slash) break;
    char kind = end - p > 1 ? p[1] : '\0';
    if (kind == 'u') {
      p += 2;
      out = put_unicode(p, end, out, faults);
    } else if (char c = simple_escape(kind); c != 0) {
      *out++ = c;
      p += 2;
    } else {
      ++faults.bad_escapes;
      *out++ = *p++;
    }
  }
  return size_t(out - to);
}

}  // namespace rsmf
