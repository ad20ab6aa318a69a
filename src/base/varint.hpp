// Numbers in as few bytes as they need, seven bits a byte, the least first.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rsmf {

inline constexpr size_t kMaxVarint = 10;

/// Writes at most kMaxVarint bytes; returns the position after them.
inline char* put_varint(uint64_t value, char* to) {
  for (; value >= 0x80; value >>= 7) *to++ = char(value | 0x80);
  *to++ = char(value);
  return to;
}

/// Reads one number from [at, end). Null if it is cut off or longer than any that put_varint() writes.
inline const char* get_varint(const char* at, const char* end, uint64_t& value) {
  if (at != end && static_cast<signed char>(*at) >= 0) {
    value = uint64_t(*at);
    return at + 1;
  }
  value = 0;
  for (unsigned shift = 0; at != end && shift < 64; shift += 7) {
    const uint64_t byte = static_cast<unsigned char>(*at++);
    value |= (byte & 0x7F) << shift;
    if (byte < 0x80) return at;
  }
  return nullptr;
}

/// Small numbers of either sign become small numbers.
inline uint64_t zigzag(int64_t value) {
  return (uint64_t(value) << 1) ^ uint64_t(value >> 63);
}
inline int64_t unzigzag(uint64_t value) {
  return int64_t(value >> 1) ^ -int64_t(value & 1);
}

}  // namespace rsmf
