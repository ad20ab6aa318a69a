// ASCII, without a locale.
#pragma once

#include <cstddef>
#include <string_view>

namespace rsmf {

inline char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

inline bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  return true;
}

inline bool starts_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && equals_ignoring_case(text.substr(0, start.size()), start);
}

/// Without blanks and tabs at both ends.
inline std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// How many bytes at the start are below 128.
size_t ascii_prefix(std::string_view text);
/// How many are printable ASCII, a blank or a tab.
size_t printable_prefix(std::string_view text);

inline int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = to_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
/// The byte that two hex digits give; -1 if they are none.
inline int hex_pair(char high, char low) {
  int h = hex_digit(high), l = hex_digit(low);
  return h < 0 || l < 0 ? -1 : h * 16 + l;
}

}  // namespace rsmf
