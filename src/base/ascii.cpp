#include "base/ascii.hpp"

#include <emmintrin.h>

namespace rsmf {
namespace {

__m128i load_16(const char* p) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}

bool is_printable(char c) {
  return (c >= 0x20 && c < 0x7F) || c == '\t';
}

}  // namespace

size_t ascii_prefix(std::string_view text) {
  size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    int mask = _mm_movemask_epi8(load_16(text.data() + i));
    if (mask) return i + size_t(__builtin_ctz(unsigned(mask)));
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

size_t printable_prefix(std::string_view text) {
  size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    __m128i block = load_16(text.data() + i);
    // Bytes over 127 are the negative ones.
    __m128i good =
        _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8(0x1F)), _mm_cmplt_epi8(block, _mm_set1_epi8(0x7F)));
    good = _mm_or_si128(good, _mm_cmpeq_epi8(block, _mm_set1_epi8('\t')));
    unsigned bad = ~unsigned(_mm_movemask_epi8(good)) & 0xFFFF;
    if (bad) return i + size_t(__builtin_ctz(bad));
  }
  while (i < text.size() && is_printable(text[i])) ++i;
  return i;
}

}  // namespace rsmf
