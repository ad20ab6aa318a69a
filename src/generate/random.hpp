// Random numbers that are the same on every machine.
#pragma once

#include <cstdint>

namespace rsmf {

/// A good 64-bit mix of two numbers (the finaliser of splitmix64).
constexpr uint64_t mix(uint64_t a, uint64_t b) {
  uint64_t z = a + 0x9e3779b97f4a7c15ULL * (b + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// splitmix64. Integers only: no library distribution, whose results differ between implementations.
class Random {
 public:
  explicit constexpr Random(uint64_t seed) : state_(seed) {}

  constexpr uint64_t next() { return mix(state_ += 0x9e3779b97f4a7c15ULL, 0); }
  /// From 0 to limit - 1. REQUIRES: limit > 0.
  constexpr uint32_t below(uint32_t limit) { return static_cast<uint32_t>(((next() >> 32) * limit) >> 32); }
  constexpr bool chance(uint32_t per_million) { return below(1'000'000) < per_million; }

 private:
  uint64_t state_;
};

}  // namespace rsmf
