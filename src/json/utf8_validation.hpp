// Whether a text is UTF-8.
#pragma once

#include <string_view>

namespace rsmf {

/// True if `text` is valid UTF-8: no overlong forms, no surrogates, nothing over U+10FFFF, no sequence that is cut. The
/// widest vector instructions of the machine are used. Where the first error is: valid_utf8_prefix() in base/utf8.hpp.
bool is_valid_utf8(std::string_view text);

}  // namespace rsmf
