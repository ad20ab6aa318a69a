// Texts that are put together at compile time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rsmf {

/// A text of constant size. `text` ends with a zero, as a literal does.
template <size_t kSize>
struct FixedText {
  char text[kSize] = {};
  constexpr FixedText() = default;
  constexpr FixedText(const char (&literal)[kSize]) { std::copy_n(literal, kSize, text); }
  constexpr operator std::string_view() const { return {text, kSize - 1}; }
};

/// Two of them, one after the other.
template <FixedText kFirstPart, FixedText kSecondPart>
inline constexpr auto concatenated = [] {
  FixedText<sizeof kFirstPart.text + sizeof kSecondPart.text - 1> made;
  std::copy_n(kFirstPart.text, sizeof kFirstPart.text, made.text);
  std::copy_n(kSecondPart.text, sizeof kSecondPart.text, made.text + sizeof kFirstPart.text - 1);
  return made;
}();

}  // namespace rsmf
