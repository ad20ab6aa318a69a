// Text of others, made fit for a page.
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// Appends `text` as characters only: fit for the content of an element and for a quoted attribute. Control characters
/// become visible, invalid bytes U+FFFD, line ends LF.
void append_html(std::string_view text, std::string& to);
/// A name on one line, isolated, so that it cannot reorder what stands beside it.
std::string html_name(std::string_view text, size_t columns);

}  // namespace rsmf
