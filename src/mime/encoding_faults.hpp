// What is wrong with the transfer encoding of a part.
#pragma once

#include <array>
#include <cstdint>

namespace rsmf {

enum class EncodingFault : uint8_t {
  long_line,         // base64: over 76 columns
  bad_character,     // base64: none of the alphabet
  behind_padding,    // base64: text follows the padding
  missing_padding,   // base64
  extra_padding,     // base64: too much of it
  bad_escape,        // quoted-printable: "=" without two hex digits
  not_escaped,       // quoted-printable: a byte that must be escaped
  long_quoted_line,  // quoted-printable: over 76 columns
  eight_bit,         // 7bit: a byte over 127
};
inline constexpr size_t kEncodingFaults = 9;

/// The first place of each kind, and how many there are.
class EncodingFaults {
 public:
  struct Spot {
    uint64_t count = 0;
    uint64_t line = 0, column = 0, offset = 0;  // of the first; line and column 1-based
    uint64_t value = 0;                         // a length, or a character
  };
  void add(EncodingFault fault, uint64_t line, uint64_t column, uint64_t offset, uint64_t value, uint64_t count = 1) {
    Spot& spot = spots_[size_t(fault)];
    if (spot.count == 0) spot = {0, line, column, offset, value};
    spot.count += count;
  }
  const Spot& at(EncodingFault fault) const { return spots_[size_t(fault)]; }

 private:
  std::array<Spot, kEncodingFaults> spots_{};
};

}  // namespace rsmf
