// Copying text at memory speed up to the next byte that needs care.
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/byte_block.hpp"

namespace rsmf {

/// Says which bytes are special: is(byte) for one of them and, for speed, mask(block) for sixteen, with one bit per
/// special byte.
template <class Special>
concept HasBlockMask = requires(ByteBlock block) {
  { Special::mask(block) } -> std::convertible_to<uint32_t>;
};

/// True if there is no byte in `text` for which `Special` holds.
template <class Special>
inline bool is_free_of(std::string_view text) {
  const char* from = text.data();
  const char* end = from + text.size();
  if constexpr (HasBlockMask<Special>) {
    for (; end - from >= 16; from += 16)
      if (Special::mask(ByteBlock::load(from)) != 0) return false;
    if (from == end) return true;
    if (text.size() > 16) return Special::mask(ByteBlock::load(end - 16)) == 0;
    auto size = static_cast<size_t>(end - from);
    return (Special::mask(ByteBlock::load_some(from, size)) & ((uint32_t(1) << size) - 1)) == 0;
  }
  while (from < end)
    if (Special::is(static_cast<unsigned char>(*from++))) return false;
  return true;
}

/// Copies from [from, end) to `to` until a byte for which `Special` holds; returns where it stopped and moves `to`.
/// Never reads past `end`; may write up to 16 bytes past the last copied one.
template <class Special>
inline const char* copy_until(const char* from, const char* end, char*& to) {
  if constexpr (HasBlockMask<Special>) {
    const char* start = from;
    while (end - from >= 16) {
      const ByteBlock block = ByteBlock::load(from);
      block.store(to);
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
      const ByteBlock block = seen == 0 ? ByteBlock::load_some(from, size) : ByteBlock::load(end - 16);
      block.store(to - seen);
      auto clean = static_cast<size_t>(__builtin_ctz(Special::mask(block) | uint32_t(1) << (seen + size))) - seen;
      to += clean;
      from += clean;
    }
    return from;
  }
  while (from < end && !Special::is(static_cast<unsigned char>(*from))) *to++ = *from++;
  return from;
}

}  // namespace rsmf
