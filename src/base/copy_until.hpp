// Copying text at memory speed up to the next byte that needs care.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rsmf {

#if defined(__SSE2__)
/// The first `size` bytes are those at `from`, the others anything. Reads no others. REQUIRES: 0 < size < 16.
inline __m128i load_some(const char* from, size_t size) {
  // Two loads that may overlap: the bytes that both have are the same, so OR joins them.
  if (size >= 8) {
    __m128i low = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
    __m128i high = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from + size - 8));
    return _mm_unpacklo_epi64(low, _mm_srl_epi64(high, _mm_cvtsi32_si128(static_cast<int>(16 - size) * 8)));
  }
  if (size >= 4) {
    uint32_t first, last;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + size - 4, 4);
    return _mm_cvtsi64_si128(static_cast<int64_t>(first | uint64_t(last) << (size - 4) * 8));
  }
  auto byte = [&](size_t at) { return uint32_t(static_cast<unsigned char>(from[at])) << at * 8; };
  return _mm_cvtsi32_si128(static_cast<int>(byte(0) | byte(size / 2) | byte(size - 1)));
}
#endif

/// True if there is no byte in `text` for which `Special` holds (see copy_until).
template <class Special>
inline bool is_free_of(std::string_view text) {
  const char* from = text.data();
  const char* end = from + text.size();
#if defined(__SSE2__)
  for (; end - from >= 16; from += 16)
    if (Special::mask(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))) != 0) return false;
  if (from == end) return true;
  if (text.size() > 16) return Special::mask(_mm_loadu_si128(reinterpret_cast<const __m128i*>(end - 16))) == 0;
  auto size = static_cast<size_t>(end - from);
  return (Special::mask(load_some(from, size)) & ((uint32_t(1) << size) - 1)) == 0;
#else
  while (from < end)
    if (Special::is(static_cast<unsigned char>(*from++))) return false;
  return true;
#endif
}

/// Copies from [from, end) to `to` until a byte for which `Special` holds; returns where it stopped and moves `to`.
/// Never reads past `end`; may write up to 16 bytes past the last copied one.
/// Special has is(byte) and, with SSE2, mask(16 bytes): one bit per special byte.
template <class Special>
inline const char* copy_until(const char* from, const char* end, char*& to) {
#if defined(__SSE2__)
  const char* start = from;
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
  if (from < end) {
    auto size = static_cast<size_t>(end - from);
    // Loads the last 16 bytes again, if there are as many; bytes that were seen before are not special.
    size_t seen = from == start ? 0 : 16 - size;
    __m128i block = seen == 0 ? load_some(from, size) : _mm_loadu_si128(reinterpret_cast<const __m128i*>(end - 16));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to - seen), block);
    auto clean = static_cast<size_t>(__builtin_ctz(Special::mask(block) | uint32_t(1) << (seen + size))) - seen;
    to += clean;
    from += clean;
  }
  return from;
#else
  while (from < end && !Special::is(static_cast<unsigned char>(*from))) *to++ = *from++;
  return from;
#endif
}

}  // namespace rsmf
