// Names of zip entries, in the encodings that writers use.
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// As UTF-8. Code page 437 is what the standard means by a name without the UTF-8 flag.
std::string from_code_page_437(std::string_view raw);

/// Info-ZIP's extra field 0x7075: the name in UTF-8, if it belongs to this raw name; else empty. Not checked for valid
/// UTF-8. A view into `extra`.
std::string_view unicode_zip_name(std::string_view raw_name, std::string_view extra);

}  // namespace rsmf
