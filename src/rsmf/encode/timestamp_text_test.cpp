#include "rsmf/encode/timestamp_text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace rsmf {
namespace {

TEST(TimestampTextTest, SameAsOneByOne) {
  std::mt19937_64 random(9);
  TimestampText text;
  char plain[32];
  constexpr TimeNs kFractions[] = {0, 1, 99, 100, 1'200, 123'456'000, 123'456'789, 500'000'000, 999'999'999};
  TimeNs day = 0;
  for (int round = 0; round < 20'000; ++round) {
    // Some days before 1970, and the last and first moments of days.
    if (round % 16 == 0) day = (static_cast<TimeNs>(random() % 40'000) - 5'000) * 86'400 * kSecond;
    TimeNs second =
        random() % 8 == 0 ? 86'399 + static_cast<TimeNs>(random() % 3) : static_cast<TimeNs>(random() % 86'400);
    TimeNs fraction =
        random() % 2 ? kFractions[random() % std::size(kFractions)] : static_cast<TimeNs>(random() % 1'000'000'000);
    TimeNs time = day + second * kSecond + fraction;
    ASSERT_EQ(text.of(time), format_timestamp(time, plain)) << time;
  }
}

}  // namespace
}  // namespace rsmf
