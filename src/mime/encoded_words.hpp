// RFC 2047: text in headers beyond ASCII.
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// Decodes the encoded-words in an unfolded header value; the result is always UTF-8. `clean` becomes false if
/// something could not be decoded (it is kept as it is) or was no UTF-8 (repaired).
std::string decode_header_text(std::string_view raw, bool& clean);

/// Appends valid UTF-8 as encoded-words of at most 75 characters, one a line, that never cut a code point. `column` is
/// where the first begins.
void append_encoded_words(std::string_view text, size_t column, std::string& to);

/// Appends text of that charset as UTF-8; false if the charset is unknown, or a byte is not of it.
bool append_from_charset(std::string_view charset, std::string_view bytes, std::string& to);

}  // namespace rsmf
