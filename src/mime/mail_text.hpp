// Text in mail headers: folding, quoting, encoded words. No text given here can end a header or begin another.
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// Valid UTF-8 on one line: control characters and line separators become blanks, runs of blanks one blank, outer
/// blanks go, and at most `max_bytes` are kept (an ellipsis shows the cut).
std::string one_line(std::string_view text, size_t max_bytes);

/// Appends a header of free text (Subject) with CRLF: folded, in encoded words where it is not plain ASCII.
void append_text_header(std::string_view name, std::string_view text, std::string& to);

/// The same on one unfolded line where it is plain ASCII, for the X-RSMF-* headers. Nothing if empty.
void append_plain_header(std::string_view name, std::string_view text, std::string& to);

/// `"Name" <address>`, the name in encoded words where it is not plain ASCII. May contain folds. REQUIRES: the
/// address is plain ASCII without blanks.
std::string mailbox(std::string_view display, std::string_view address);

}  // namespace rsmf
