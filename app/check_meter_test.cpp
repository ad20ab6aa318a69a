#include "app/check_meter.hpp"

#include <gtest/gtest.h>

namespace rsmf::app {
namespace {

constexpr int64_t kOneSecond = 1'000'000'000;

ValidateProgress at(uint64_t files) {
  ValidateProgress p;
  p.files = files;
  p.bytes = files * 1000;
  p.total_files = 10'000;
  p.total_bytes = 10'000'000;
  p.failed = files / 1000;
  return p;
}

TEST(CheckMeter, TellsShareRateAndRest) {
  CheckMeter meter(0);
  for (int64_t s = 1; s <= 5; ++s) meter.update(at(static_cast<uint64_t>(s) * 500), s * kOneSecond);
  EXPECT_DOUBLE_EQ(meter.share(), 0.25);
  EXPECT_NEAR(*meter.seconds_left(), 15, 0.01);
  EXPECT_EQ(meter.line(200), "checking  25 %  15 s left  2,500 of 10,000 files  2 failed  500 files/s");
  EXPECT_EQ(meter.line(40), "checking  25 %  15 s left  2 failed");
  EXPECT_LT(meter.line(8).size(), 8U);
}

TEST(CheckMeter, SaysNothingOfTheEndTooEarly) {
  CheckMeter meter(0);
  EXPECT_FALSE(meter.seconds_left());
  meter.update(at(10), kOneSecond / 2);
  EXPECT_FALSE(meter.seconds_left());
}

TEST(CheckMeter, ALargeFileCountsByItsBytes) {
  CheckMeter meter(0);
  ValidateProgress p;
  p.total_files = 2;
  p.total_bytes = 1'000'000'000;
  p.files = 1;
  p.bytes = 1000;
  meter.update(p, kOneSecond);
  EXPECT_LT(meter.share(), 0.01);
  EXPECT_EQ(CheckMeter(0).share(), 1) << "no files, nothing to do";
}

}  // namespace
}  // namespace rsmf::app
