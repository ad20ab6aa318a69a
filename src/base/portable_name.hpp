// File names that work everywhere.
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// Turns any text into one path component that Windows, macOS, Linux and zip tools accept: NFC, no separators, control
/// or reserved characters, no outer dots or blanks, no device names; at most `max_bytes` bytes of whole characters.
/// Empty if nothing is left.
std::string portable_name(std::string_view text, size_t max_bytes);

}  // namespace rsmf
