#include "diff/moved_events.hpp"

#include <algorithm>

namespace rsmf {

// What may stay is a longest ascending subsequence: ends[n] is the smallest end of one of n + 1 things.
uint64_t moved_events(std::span<const uint32_t> places) {
  std::vector<uint32_t> ends;
  for (uint32_t place : places) {
    const auto at = std::ranges::lower_bound(ends, place);
    if (at == ends.end()) {
      ends.push_back(place);
    } else {
      *at = place;
    }
  }
  return places.size() - ends.size();
}

}  // namespace rsmf
