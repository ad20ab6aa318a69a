// Strings as JSON wants them.
#pragma once

#include <string_view>

#include "base/text_buffer.hpp"

namespace rsmf {

/// Appends `text` with what RFC 8259 demands escaped, without quotes. UTF-8 passes as it is.
void append_json_escaped(std::string_view text, TextBuffer& to);

/// The same between quotes.
void append_json_string(std::string_view text, TextBuffer& to);

/// Appends `before` (as `,"name":"`), the text, and a quote; nothing if the text is empty.
void append_json_member(std::string_view before, std::string_view text, TextBuffer& to);

}  // namespace rsmf
