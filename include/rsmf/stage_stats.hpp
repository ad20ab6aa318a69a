// What a stage of a run did: counted and timed by the engine, not by the stage.
#pragma once

#include <cstdint>
#include <string>

namespace rsmf {

/// Figures of one stage. Times are of a steady clock, in nanoseconds, and differ from run to run; counts do not.
struct StageStats {
  std::string name;
  bool parallel = false;    ///< several threads may be in it at once
  uint64_t items = 0;       ///< pieces of work done: units of input, slices, inputs
  uint64_t bytes = 0;       ///< of those, as the stage measures them; 0 where it does not
  uint64_t busy_ns = 0;     ///< time of all threads in the stage, added up
  uint64_t waiting_ns = 0;  ///< time for which items were ready and no thread had taken them, added up
  uint64_t depth = 0;       ///< most items that waited for the stage at one moment

  /// Adds the figures of the same stage of another input.
  StageStats& operator+=(const StageStats& other) {
    items += other.items;
    bytes += other.bytes;
    busy_ns += other.busy_ns;
    waiting_ns += other.waiting_ns;
    depth = depth > other.depth ? depth : other.depth;
    return *this;
  }
};

}  // namespace rsmf
