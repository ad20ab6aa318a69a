// Copying text at memory speed up to the next byte that needs care.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rsmf {

/// Copies from [from, end) to `to` until a byte for which `Special` holds; returns where it stopped and moves `to`.
/// Never reads past `end`; may write up to 16 bytes past the last copied one.
/// Special has is(byte) and, with SSE2, mask(16 bytes): one bit per special byte.
template <class Special>
inline const char* copy_until(const char* from, const char* end, char*& to) {
#if defined(__SSE2__)
  while (end - from >= 16) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
    if (uint32_t mask = Special::mask(block); mask != 0) {
      auto clean = __builtin_ctz(mask);
      to += clean;
      return from + clean;
    }
    from += 16;
    to += 16;
  }
  if (end - from >= 8) {
    __m128i block = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), block);
    if (uint32_t mask = Special::mask(block) & 0xff; mask != 0) {
      auto clean = __builtin_ctz(mask);
      to += clean;
      return from + clean;
    }
    from += 8;
    to += 8;
  }
#endif
  while (from < end && !Special::is(static_cast<unsigned char>(*from))) *to++ = *from++;
  return from;
}

}  // namespace rsmf
