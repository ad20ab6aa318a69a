// How many things of a row stand elsewhere than in another.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rsmf {

/// `places`: for each thing, in the order of one row, its place in the other. Returns the fewest things one must take
/// out so that the rest stands in order. Time n log n.
uint64_t moved_events(std::span<const uint32_t> places);

}  // namespace rsmf
