#include "sources/slack/ts.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rsmf::slack {
namespace {

// Digit by digit.
uint64_t plainly(const std::string& ts) {
  if (ts.size() != 17 || ts[10] != '.') return 0;
  for (size_t i = 0; i < ts.size(); ++i)
    if (i != 10 && (ts[i] < '0' || ts[i] > '9')) return 0;
  const uint64_t seconds = std::stoull(ts.substr(0, 10));
  return seconds == 0 || seconds > 9'000'000'000 ? 0 : seconds * 1'000'000 + std::stoull(ts.substr(11));
}

TEST(Ts, IsANumberInItsUsualForm) {
  EXPECT_EQ(micros_of("1700000010.000100"), 1'700'000'010'000'100u);
  for (const char* edge : {"0000000000.000001", "0000000001.000000", "9000000000.999999", "9000000001.000000", "",
                           "1700000010", "1700000010.00010", "1700000010.0001000", "17000000100.00010"})
    EXPECT_EQ(micros_of(edge), plainly(edge)) << edge;
  // Every byte at every place.
  for (size_t i = 0; i < 17; ++i)
    for (int c = 0; c < 256; ++c) {
      std::string ts = "1728394056.123987";
      ts[i] = char(c);
      EXPECT_EQ(micros_of(ts), plainly(ts)) << ts;
    }
}

TEST(Ts, IsATimeInAnyForm) {
  for (const char* ts : {"1700000010.000100", "1700000010", "1700000010.5", "1.000000001", "0900000000.000000"})
    EXPECT_NE(time_of(ts), kNoTime) << ts;
  EXPECT_EQ(time_of("1700000010.000100"), time_of("1700000010.0001"));
  EXPECT_EQ(time_of("9000000000.000000"), time_of("9000000000"));
  EXPECT_EQ(time_of("0000000001.000000"), time_of("1"));
  for (const char* ts :
       {"", "0", "0000000000.000001", "9000000001.000000", "1700000010.00010x", "17000000a0.000100", "x"})
    EXPECT_EQ(time_of(ts), kNoTime) << ts;
}

}  // namespace
}  // namespace rsmf::slack
