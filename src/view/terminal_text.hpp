// Text of others, made fit for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rsmf {

/// Appends `text` so that it cannot steer a terminal or reorder what stands beside it: control characters become
/// visible, invalid bytes U+FFFD. Line ends (LF, CRLF, U+2028, U+2029) become LF, tabs four blanks.
void append_terminal_text(std::string_view text, std::string& to);
/// The same on one line: line ends become blanks, and what is behind `columns` columns an ellipsis.
std::string terminal_line(std::string_view text, size_t columns);

/// Lines of at most `columns` columns (0: as long as they are), broken at blanks, within a word only where it alone is
/// longer. Line ends in the text stay. REQUIRES: what append_terminal_text() gives.
std::vector<std::string_view> wrap_lines(std::string_view text, size_t columns);

}  // namespace rsmf
