// Quoted-printable, the transfer encoding for text that is mostly ASCII (RFC 2045).
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// Appends `text` encoded, in lines of at most 76 characters; it ends in CRLF. REQUIRES: all line ends are CRLF; 64
/// bytes behind the text can be read.
void append_quoted_printable(std::string_view text, std::string& to);

/// The same without vector instructions, for machines that have none, and for tests.
void append_quoted_printable_portably(std::string_view text, std::string& to);

}  // namespace rsmf
