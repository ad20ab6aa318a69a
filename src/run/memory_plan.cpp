#include "run/memory_plan.hpp"

#include <algorithm>

namespace rsmf {
namespace {

// A unit, the batch it is decoded to and, if it is packed, the unpacked text.
constexpr uint64_t kFrameCost = 4;
constexpr uint64_t kSmallestFrame = 64 * 1024;
// For each byte of text: a slice's events, its manifest and text part, the zip, and the file.
constexpr uint64_t kSliceCost = 5;

// What a thread holds at least: the smallest frame with its batch, a small slice with its file, tables of the packers.
constexpr uint64_t kThreadBytes = 2 * 1024 * 1024;

}  // namespace

unsigned affordable_threads(const ConvertOptions& options, unsigned wanted) {
  return unsigned(std::clamp<uint64_t>(options.memory / kThreadBytes, 1, std::max(wanted, 1U)));
}

MemoryPlan plan_memory(const ConvertOptions& options, size_t threads, size_t inputs) {
  const uint64_t share = options.memory / std::max<size_t>(inputs, 1);
  MemoryPlan plan{};
  const uint64_t frames = share / 8;
  // Two more than threads: one that is read, one that is merged.
  plan.units = threads + 2;
  const uint64_t affordable = std::max(frames / (kFrameCost * plan.units), kSmallestFrame);
  plan.frame_bytes = std::min(options.source.frame_bytes, affordable);
  plan.units = std::clamp<size_t>(frames / (kFrameCost * std::max(plan.frame_bytes, kSmallestFrame)), 1, plan.units);
  plan.slice_bytes = share * 3 / 8 / kSliceCost;
  plan.slices = 8 * threads;
  plan.source_bytes = share / 4;
  plan.sorting_bytes = options.sort_memory > 0 ? options.sort_memory : share / 2;
  return plan;
}

}  // namespace rsmf
