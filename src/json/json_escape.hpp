// Strings as JSON requires them: what RFC 8259 demands is escaped, UTF-8 passes as it is. None of these adds quotes
// unless it says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text_buffer.hpp"

namespace rsmf {

/// Which form of an escape is written, where JSON leaves a choice.
enum class JsonEscapes : uint8_t {
  brief,    ///< \n, \r, \t, \b, \f; other control characters as \u00NN
  numeric,  ///< every control character as \u00NN
  ascii,    ///< brief, and \/ for /, and everything outside ASCII as \uNNNN
};

/// Appends `text` with brief escapes. The fast form, for manifests.
void append_json_escaped(std::string_view text, TextBuffer& to);

/// Appends `text` with the escapes that are asked for. With JsonEscapes::ascii, an invalid byte becomes U+FFFD.
void append_json_escaped(std::string_view text, JsonEscapes escapes, std::string& to);

/// Appends `text` with brief escapes, between quotes.
void append_json_string(std::string_view text, TextBuffer& to);

/// Appends `before` (as `,"name":"`), the text, and a quote; nothing if the text is empty.
void append_json_member(std::string_view before, std::string_view text, TextBuffer& to);

}  // namespace rsmf
