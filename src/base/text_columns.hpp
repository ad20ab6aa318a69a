// How wide text is on a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace rsmf {

/// Columns of a terminal that the character takes: 0 (it combines with the one before), 1 or 2.
size_t columns_of(char32_t c);
/// The sum over all characters. Invalid bytes count as one each.
size_t text_columns(std::string_view text);

}  // namespace rsmf
