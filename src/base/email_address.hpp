// E-mail addresses as the manifest's `email` allows them.
#pragma once

#include <string_view>

namespace rsmf {

/// The format idn-email, as far as Relativity's library was seen to go: a dot-atom or quoted string (either may be
/// non-ASCII), @, and a domain or an address in brackets. No display name, no underscore in the domain, no label that
/// begins or ends with a hyphen; at most 254 bytes.
bool is_email_address(std::string_view text);

/// A stricter check, for writing: what passes it is_email_address() and passes with every other reader too.
/// The domain is ASCII, has a dot and ends in a name; only the part before the @ may be non-ASCII, and is not quoted.
bool is_plain_email_address(std::string_view text);

}  // namespace rsmf
