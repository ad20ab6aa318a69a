#include "app/progress_meter.hpp"

#include <gtest/gtest.h>

namespace rsmf::app {
namespace {

Progress at(uint64_t bytes, uint64_t records, const char* stage = "converting") {
  Progress p;
  p.bytes = bytes;
  p.total_bytes = 1'000'000'000;
  p.records = records;
  p.stage = stage;
  return p;
}

TEST(HumanDuration, IsNoFinerThanAnEstimateDeserves) {
  EXPECT_EQ(human_duration(0), "1 s");
  EXPECT_EQ(human_duration(3.2), "4 s");
  EXPECT_EQ(human_duration(41), "45 s");
  EXPECT_EQ(human_duration(60), "1 min");
  EXPECT_EQ(human_duration(75), "1 min 20 s");
  EXPECT_EQ(human_duration(1500), "25 min");
  EXPECT_EQ(human_duration(7500), "2 h 05 min");
  EXPECT_EQ(human_duration(1e9), "days");
}

TEST(ProgressMeter, EstimatesFromBytes) {
  ProgressMeter meter(0);
  for (int64_t s = 0; s <= 10; ++s) {
    meter.update(at(static_cast<uint64_t>(s) * 50'000'000, static_cast<uint64_t>(s) * 300'000), s * kSecond);
  }
  EXPECT_DOUBLE_EQ(*meter.share(), 0.5);
  EXPECT_NEAR(*meter.seconds_left(), 10, 0.01);
  EXPECT_EQ(meter.line(200), "converting  50 %  10 s left  3,000,000 messages  300k messages/s  50 MB/s");
}

TEST(ProgressMeter, SaysNothingOfTheEndTooEarly) {
  ProgressMeter meter(0);
  meter.update(at(0, 0), 0);
  EXPECT_FALSE(meter.seconds_left());
  meter.update(at(1000, 10), kSecond / 2);
  EXPECT_FALSE(meter.seconds_left());
  EXPECT_EQ(meter.line(200).find("left"), std::string::npos);
}

TEST(ProgressMeter, AShortStallDoesNotThrowTheEstimate) {
  ProgressMeter meter(0);
  int64_t t = 0;
  for (; t <= 20; ++t) meter.update(at(static_cast<uint64_t>(t) * 10'000'000, 1), t * kSecond);
  const double before = *meter.seconds_left();
  meter.update(at(200'000'000, 1), t * kSecond);
  EXPECT_GT(*meter.seconds_left(), before);
  EXPECT_LT(*meter.seconds_left(), before * 1.5);
}

TEST(ProgressMeter, ANewStageHasItsOwnSpeed) {
  ProgressMeter meter(0);
  for (int64_t s = 0; s <= 5; ++s) meter.update(at(static_cast<uint64_t>(s) * 200'000'000, 0, "hashing"), s * kSecond);
  meter.update(at(0, 0, "converting"), 6 * kSecond);
  EXPECT_FALSE(meter.seconds_left());
  for (int64_t s = 7; s <= 10; ++s) {
    meter.update(at(static_cast<uint64_t>(s - 6) * 10'000'000, 0, "converting"), s * kSecond);
  }
  EXPECT_NEAR(*meter.seconds_left(), 96, 0.1);
}

TEST(ProgressMeter, StaysWithinTheTerminal) {
  ProgressMeter meter(0);
  for (int64_t s = 0; s <= 10; ++s) {
    meter.update(at(static_cast<uint64_t>(s) * 50'000'000, static_cast<uint64_t>(s) * 300'000), s * kSecond);
  }
  for (size_t width = 0; width < 120; ++width) EXPECT_LE(meter.line(width).size(), width) << width;
  EXPECT_EQ(meter.line(20), "converting  50 %");
}

TEST(ProgressMeter, UnknownTotalsAndOddNumbers) {
  ProgressMeter meter(0);
  Progress p;
  p.stage = "survey";
  meter.update(p, kSecond);
  EXPECT_FALSE(meter.share());
  EXPECT_EQ(meter.line(80), "survey");
  meter.update(at(2'000'000'000, 1), 9 * kSecond);  // more than the total
  meter.update(at(2'100'000'000, 1), 19 * kSecond);
  EXPECT_EQ(*meter.share(), 1.0);
  EXPECT_EQ(*meter.seconds_left(), 0.0);
}

TEST(ProgressMeter, Json) {
  ProgressMeter meter(0);
  Progress p = at(10, 5);
  p.source = "a \"b\"\n.zip";
  meter.update(p, kSecond);
  EXPECT_EQ(meter.json(),
            R"({"stage":"converting","source":"a \"b\"\u000a.zip","bytes":10,"total_bytes":1000000000,"records":5,)"
            R"("events":0,"slices":0,"findings":0,"seconds":1,"records_per_second":0})");
}

}  // namespace
}  // namespace rsmf::app
