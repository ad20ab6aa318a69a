// Making a damaged JSON record readable without losing anything of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace rsmf {

/// What a repair changed. The counts add up over many records.
struct JsonRepairs {
  uint32_t invalid_utf8 = 0;        ///< invalid sequences, now U+FFFD
  uint32_t control_characters = 0;  ///< bare control characters in strings, now escaped
  uint32_t stray_bytes = 0;         ///< control characters between tokens and byte order marks, now spaces
  uint32_t trailing_commas = 0;     ///< commas before a closing bracket, now spaces
  const char* first = nullptr;      ///< where the first repair was made, in the raw text
  bool any() const { return invalid_utf8 + control_characters + stray_bytes + trailing_commas > 0; }
  /// "2 invalid bytes replaced, 1 control character escaped"
  std::string describe() const;
};

/// Replaces the content of `into` by `raw` with the faults mended that make a strict reader refuse it. What cannot be
/// mended (a missing quote or brace) stays as it is.
JsonRepairs repair_json(std::string_view raw, Bytes& into);

}  // namespace rsmf
