// From a JSON string as it is written to the text it means.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace rsmf {

/// What was wrong with the escapes of a string, or of many: the counts add up.
struct JsonTextFaults {
  uint32_t lone_surrogates = 0;  ///< replaced by U+FFFD
  uint32_t bad_escapes = 0;      ///< left as they stand
  bool any() const { return lone_surrogates + bad_escapes > 0; }
};

/// Writes the text that `raw` means to `to`, which has room for raw.size() bytes. Returns its length. Never fails.
size_t unescape_json(std::string_view raw, char* to, JsonTextFaults& faults);

/// The text that `raw` means: `raw` itself where it has no escapes, otherwise a copy in `memory` (an EventBuilder or an
/// Arena). A null view stays null.
template <class Memory>
std::string_view json_text(std::string_view raw, Memory& memory, JsonTextFaults& faults) {
  if (raw.empty() || std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw;
  char* to = memory.allocate(raw.size());
  return {to, unescape_json(raw, to, faults)};
}

}  // namespace rsmf
