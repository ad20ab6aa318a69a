// Sixteen bytes that are compared at once, on any machine. The vector types are those of GCC and clang, which use the
// vector instructions of the machine. What is written for x86 has a portable form beside it, which is compiled and
// tested on every machine.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rsmf {

static_assert(std::endian::native == std::endian::little,
              "load_some() and portable_bits() count bytes from the lowest");

/// The result of a comparison: yes or no for each of sixteen bytes.
class ByteMask {
 public:
  using Bytes = signed char __attribute__((vector_size(16)));  // -1 for yes, 0 for no

  explicit ByteMask(Bytes bytes) : bytes_(bytes) {}
  friend ByteMask operator|(ByteMask a, ByteMask b) { return ByteMask(a.bytes_ | b.bytes_); }
  friend ByteMask operator&(ByteMask a, ByteMask b) { return ByteMask(a.bytes_ & b.bytes_); }

  /// One bit for each byte, that of the first byte lowest.
  uint32_t bits() const {
#if defined(__SSE2__)
    return static_cast<uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes_)));
#else
    return portable_bits();
#endif
  }
  /// bits() without instructions of x86.
  uint32_t portable_bits() const {
    uint64_t halves[2];
    std::memcpy(halves, &bytes_, sizeof halves);
    return half_bits(halves[0]) | half_bits(halves[1]) << 8;
  }

 private:
  /// The product moves the top bit of byte i to bit 56 + i; no two of its terms meet in one bit.
  static uint32_t half_bits(uint64_t half) {
    return static_cast<uint32_t>((half & 0x8080808080808080) * 0x0002040810204081 >> 56);
  }

  Bytes bytes_;
};

class ByteBlock {
 public:
  using Bytes = unsigned char __attribute__((vector_size(16)));

  explicit ByteBlock(Bytes bytes) : bytes_(bytes) {}
  /// Of sixteen bytes.
  static ByteBlock load(const char* from) {
    Bytes bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return ByteBlock(bytes);
  }
  /// The first `size` bytes are those at `from`, the others anything. Reads no others. REQUIRES: 0 < size < 16.
  static ByteBlock load_some(const char* from, size_t size) {
#if defined(__SSE2__)
    if (size >= 8) {
      __m128i low = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from));
      __m128i high = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from + size - 8));
      high = _mm_srl_epi64(high, _mm_cvtsi32_si128(static_cast<int>(16 - size) * 8));
      return ByteBlock(reinterpret_cast<Bytes>(_mm_unpacklo_epi64(low, high)));
    }
    return ByteBlock(reinterpret_cast<Bytes>(_mm_cvtsi64_si128(static_cast<int64_t>(load_less_than_8(from, size)))));
#else
    return portable_load_some(from, size);
#endif
  }
  /// load_some() without instructions of x86.
  static ByteBlock portable_load_some(const char* from, size_t size) {
    uint64_t halves[2] = {0, 0};
    if (size > 8) {
      std::memcpy(&halves[0], from, 8);
      std::memcpy(&halves[1], from + size - 8, 8);
      halves[1] >>= (16 - size) * 8;
    } else if (size == 8) {
      std::memcpy(&halves[0], from, 8);
    } else {
      halves[0] = load_less_than_8(from, size);
    }
    Bytes bytes;
    std::memcpy(&bytes, halves, sizeof bytes);
    return ByteBlock(bytes);
  }
  /// Writes sixteen bytes.
  void store(char* to) const {
    std::memcpy(to, &bytes_, sizeof bytes_);
  }

  friend ByteMask operator==(ByteBlock block, char c) {
    return ByteMask(block.bytes_ == static_cast<unsigned char>(c));
  }
  /// Bytes are unsigned here.
  friend ByteMask operator<=(ByteBlock block, unsigned char c) {
    return ByteMask(block.bytes_ <= c);
  }
  /// Below `c`, or outside ASCII: in one comparison, since those are negative as signed bytes. REQUIRES: c is ASCII.
  ByteMask below_or_not_ascii(char c) const {
    return ByteMask(reinterpret_cast<ByteMask::Bytes>(bytes_) < static_cast<signed char>(c));
  }
  /// Not ASCII.
  ByteMask not_ascii() const {
    return below_or_not_ascii(0);
  }
  /// With these bits set in every byte.
  friend ByteBlock operator|(ByteBlock block, char bits) {
    return ByteBlock(block.bytes_ | static_cast<unsigned char>(bits));
  }

#if defined(__SSE2__)
  operator __m128i() const {
    return reinterpret_cast<__m128i>(bytes_);
  }
#endif

 private:
  /// By two loads that may overlap: the bytes that both have are the same, so OR joins them.
  static uint64_t load_less_than_8(const char* from, size_t size) {
    if (size >= 4) {
      uint32_t first, last;
      std::memcpy(&first, from, 4);
      std::memcpy(&last, from + size - 4, 4);
      return first | uint64_t{last} << (size - 4) * 8;
    }
    auto byte = [&](size_t at) { return uint32_t{static_cast<unsigned char>(from[at])} << at * 8; };
    return byte(0) | byte(size / 2) | byte(size - 1);
  }

  Bytes bytes_;
};

}  // namespace rsmf
