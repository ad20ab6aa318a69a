// The `ts` of a message: its time, and its name.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf::slack {

/// Length of the usual form: "1700000010.000100".
inline constexpr size_t kTsLength = 17;
inline constexpr uint64_t kMicrosPerSecond = 1'000'000;
/// The year 2255: what is later is no time.
inline constexpr uint64_t kLastSecond = 9'000'000'000;

/// True if the bytes of `text` are eight digits; `value` is their number then.
inline bool eight_digits(uint64_t text, uint64_t& value) {
  // Neither a digit nor a digit + 6 leaves the row of '0'.
  constexpr uint64_t kRow = 0x3030303030303030, kHigh = 0xF0F0F0F0F0F0F0F0;
  if ((text & kHigh) != kRow || ((text + 0x0606060606060606) & kHigh) != kRow) return false;
  text -= kRow;
  text = text * 10 + (text >> 8);  // pairs, in every other byte
  constexpr uint64_t kPairs = 0x000000FF000000FF;
  value = ((text & kPairs) * 0x000F424000000064 + (text >> 16 & kPairs) * 0x0000271000000001) >> 32;
  return true;
}

/// A `ts` of the usual form as a number: the one form of which text and number say the same. 0 for any other, and for
/// what is no time.
inline uint64_t micros_of(std::string_view ts) {
  static_assert(std::endian::native == std::endian::little);
  if (ts.size() != kTsLength || ts[10] != '.') return 0;
  uint64_t first, last, high = 0, low = 0;
  std::memcpy(&first, ts.data(), sizeof first);
  std::memcpy(&last, ts.data() + 9, sizeof last);
  last = (last & ~uint64_t{0xFFFF}) | 0x3030;  // six digits
  const auto ninth = uint64_t(static_cast<unsigned char>(ts[8] - '0'));
  const auto tenth = uint64_t(static_cast<unsigned char>(ts[9] - '0'));
  if (ninth > 9 || tenth > 9 || !eight_digits(first, high) || !eight_digits(last, low)) return 0;
  const uint64_t seconds = high * 100 + ninth * 10 + tenth;
  return seconds > 0 && seconds <= kLastSecond ? seconds * kMicrosPerSecond + low : 0;
}

/// "1700000010.000100" without ever passing through a double. kNoTime if it is not such a number, or absurd.
TimeNs time_of(std::string_view ts);

}  // namespace rsmf::slack
