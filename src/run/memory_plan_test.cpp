#include "run/memory_plan.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

constexpr uint64_t kMiB = 1024 * 1024;

TEST(MemoryPlan, PartsFitIntoTheWhole) {
  for (uint64_t memory : {32 * kMiB, 256 * kMiB, 4096 * kMiB})
    for (size_t threads : {1UL, 2UL, 8UL})
      for (size_t inputs : {1UL, 2UL, 8UL}) {
        ConvertOptions options;
        options.memory = memory;
        const MemoryPlan plan = plan_memory(options, threads, inputs);
        // The direct way holds frames, slices and what the source keeps; the sorted one the sort in place of the last.
        const uint64_t frames = plan.frame_bytes * plan.units * 4, slices = plan.slice_bytes * 5;
        if (plan.frame_bytes > 64 * 1024) {
          EXPECT_LE(frames, memory / inputs / 8);
        }
        EXPECT_LE(slices + plan.source_bytes, memory / inputs * 3 / 4);
        EXPECT_LE(slices + plan.sorting_bytes, memory / inputs);
      }
}

TEST(MemoryPlan, HardlyAnyMemoryStillGivesAPlan) {
  ConvertOptions options;
  options.memory = 1;
  const MemoryPlan plan = plan_memory(options, 8, 8);
  EXPECT_GE(plan.units, 1U);
  EXPECT_GE(plan.frame_bytes, 1U);
  EXPECT_GE(plan.slices, 1U);
}

TEST(MemoryPlan, FramesAreNeverLargerThanAskedFor) {
  ConvertOptions options;
  options.source.frame_bytes = 64;
  EXPECT_EQ(plan_memory(options, 2, 1).frame_bytes, 64U);
}

TEST(MemoryPlan, StatedSortMemoryWins) {
  ConvertOptions options;
  options.sort_memory = 12345;
  EXPECT_EQ(plan_memory(options, 2, 1).sorting_bytes, 12345U);
}

TEST(MemoryPlan, ThreadsThatTheMemoryDoesNotFeedAreNotUsed) {
  ConvertOptions options;
  options.memory = 16 << 20;
  EXPECT_EQ(affordable_threads(options, 64), 8U);
  EXPECT_EQ(affordable_threads(options, 2), 2U);
  options.memory = 1;
  EXPECT_EQ(affordable_threads(options, 64), 1U);
  options.memory = ConvertOptions().memory;
  EXPECT_EQ(affordable_threads(options, 64), 64U);
}

}  // namespace
}  // namespace rsmf
