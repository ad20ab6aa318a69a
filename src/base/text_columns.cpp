#include "base/text_columns.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "base/utf8.hpp"

namespace rsmf {

size_t columns_of(char32_t c) {
  if (c >= 0x20 && c < 0x7F) return 1;
  return static_cast<size_t>(std::max(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)), 0));
}

size_t text_columns(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) columns += columns_of(next_code_point(text, at));
  return columns;
}

}  // namespace rsmf
