// How the memory of a run is divided.
#pragma once

#include <cstddef>
#include <cstdint>

#include "rsmf/convert.hpp"

namespace rsmf {

/// What one input may hold. No value influences a byte of the output: with less memory, units are smaller, and there is
/// more spilling and more reading again.
///
/// Shares of what one of the inputs side by side gets:
///   one eighth    units of input and the batches they are decoded to
///   three eighths slices between the slicer and the output
///   a quarter     what a source keeps in order not to read it twice
///   one half      the sort, on the sorted route, which is not used by sources that keep much
/// Reading ahead and writing behind (--io) get a sixteenth of the whole in addition. Tables of people and conversations
/// are not counted.
struct MemoryPlan {
  uint64_t frame_bytes;    ///< size to aim at when a unit is cut
  size_t units;            ///< units of input under way at a time
  uint64_t slice_bytes;    ///< text of the slices under way; one that is larger goes alone
  size_t slices;           ///< under way at a time
  uint64_t source_bytes;   ///< see SourceArgs::memory
  uint64_t sorting_bytes;  ///< of the sorted route
};

/// How many of `wanted` threads the memory for buffers feeds: at least 1. Each thread has an encoder, a decoder, and
/// its share of units and slices under way.
unsigned affordable_threads(const ConvertOptions& options, unsigned wanted);

/// The plan for each of `inputs` that are converted side by side.
MemoryPlan plan_memory(const ConvertOptions& options, size_t threads, size_t inputs);

}  // namespace rsmf
