// Text that must be, become or stay UTF-8. Whether a long text is valid: json/utf8_validation.hpp, which is faster.
#pragma once

#include <string>
#include <string_view>

namespace rsmf {

/// Length of the longest prefix that is valid UTF-8: the place of the first error, or text.size().
size_t valid_utf8_prefix(std::string_view text);

/// Appends `text` with every invalid sequence replaced by U+FFFD (one per maximal subpart, as Unicode advises).
/// Returns the number of replacements.
size_t append_repaired_utf8(std::string_view text, std::string& to);

void append_code_point(char32_t c, std::string& to);

/// Decodes the code point at `position` and moves past it; an invalid byte gives U+FFFD and moves by one.
/// REQUIRES: position < text.size().
char32_t next_code_point(std::string_view text, size_t& position);

/// The longest prefix of at most `bytes` bytes that does not cut a code point.
std::string_view truncate_utf8(std::string_view text, size_t bytes);

/// Unicode normal form C. Text that is invalid UTF-8 comes back as it is.
std::string to_nfc(std::string_view text);
/// For comparing names without regard to case.
std::string fold_case(std::string_view text);

/// Characters that say something to the terminal rather than to the reader: C1 controls, orders to write from the other
/// side (embeddings, overrides, isolates), annotations, tags.
bool is_hidden_order(char32_t c);
/// Marks without a shape, that honest text of either direction uses, and that move what stands beside them.
bool is_direction_mark(char32_t c);

/// A bytewise excerpt for reports: at most `bytes` bytes, control characters and invalid bytes as \xNN, other hidden
/// orders and direction marks as <U+NNNN>.
std::string excerpt(std::string_view raw, size_t bytes = 120);

}  // namespace rsmf
