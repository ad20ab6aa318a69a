// Decoding base64.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rsmf {

/// 0 to 63; kNotBase64 for everything else, "=" included.
uint8_t base64_value(char c);
inline constexpr uint8_t kNotBase64 = 0xFF;

/// How many characters at the start are of the alphabet.
size_t base64_prefix(std::string_view text);

/// How many lines at the start of `text` have exactly `columns` characters of the alphabet and then `line_end`.
/// REQUIRES: columns > 0.
size_t whole_base64_lines(std::string_view text, size_t columns, std::string_view line_end);

/// Writes exactly text.size() / 4 * 3 bytes; false (and the bytes are worthless) if a character is not of the alphabet.
/// REQUIRES: text.size() % 4 == 0.
bool decode_base64(std::string_view text, char* to);

/// The same without vector instructions, for machines that have none, and for tests.
size_t whole_base64_lines_portably(std::string_view text, size_t columns, std::string_view line_end);
bool decode_base64_portably(std::string_view text, char* to);

/// Leaves out what is not of the alphabet and stops at the first "="; true if nothing had to be left out, and length
/// and padding are right. For short texts.
bool decode_loose_base64(std::string_view text, std::string& to);

}  // namespace rsmf
