// The clock of the stages' figures.
#pragma once

#include <chrono>
#include <cstdint>

namespace rsmf {

/// Nanoseconds of a steady clock with an arbitrary start.
inline uint64_t stage_clock() {
  return static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

}  // namespace rsmf
