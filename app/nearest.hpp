// "Did you mean ...?"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rsmf::app {

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate most like `word`, or empty if none is near enough to be meant.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace rsmf::app
