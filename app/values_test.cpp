#include "app/values.hpp"

#include <gtest/gtest.h>

#include "base/time_zone.hpp"

namespace rsmf::app {
namespace {

TEST(ParseNumber, KnowsUnits) {
  EXPECT_EQ(parse_number("0"), 0u);
  EXPECT_EQ(parse_number("10000"), 10'000u);
  EXPECT_EQ(parse_number("10k"), 10'000u);
  EXPECT_EQ(parse_number("150M"), 150'000'000u);
  EXPECT_EQ(parse_number("2g"), 2'000'000'000u);
  EXPECT_EQ(parse_number("32MiB"), 32u * 1024 * 1024);
  EXPECT_EQ(parse_number("7kB"), 7'000u);
  EXPECT_EQ(parse_number("18446744073709551615"), UINT64_MAX);
}

TEST(ParseNumber, RefusesTheRest) {
  for (const char* text :
       {"", "k", "-1", "+1", "1.5M", "1 M", "0x10", "10kk", "1e3", "18446744073709551616", "99999999999G"})
    EXPECT_FALSE(parse_number(text)) << text;
  EXPECT_FALSE(parse_number("5000M", UINT32_MAX));
  EXPECT_EQ(parse_number("4294967295", UINT32_MAX), 4294967295u);
}

TEST(ParseRate, SharesAndPercent) {
  EXPECT_EQ(parse_rate("0.25"), 0.25);
  EXPECT_EQ(parse_rate("25%"), 0.25);
  EXPECT_EQ(parse_rate("1"), 1.0);
  EXPECT_EQ(parse_rate("100%"), 1.0);
  for (const char* text : {"", "%", "1.01", "-0.1", "101%", "nan", "inf", "0,5", "half"})
    EXPECT_FALSE(parse_rate(text)) << text;
}

TEST(ParseFromTo, ADayIsInToItsLastMoment) {
  const TimeNs start = parse_timestamp("2024-02-29T00:00:00Z");
  EXPECT_EQ(parse_from("2024-02-29"), start);
  EXPECT_EQ(parse_to("2024-02-29"), start + 86'400 * kSecond);
}

TEST(ParseFromTo, AnInstantIsIn) {
  const TimeNs t = parse_timestamp("2024-03-01T07:00:00Z");
  EXPECT_EQ(parse_from("2024-03-01T08:00:00+01:00"), t);
  EXPECT_EQ(parse_to("2024-03-01T08:00:00+01:00"), t + 1);
}

TEST(ParseFromTo, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2023-02-29", "2024-13-01", "2024/03/01", "01.03.2024", "2024-3-1", "-024-03-01",
                           "yesterday", "2024-03-01T08:00:00", "2024-03-01T25:00:00Z", "9999-01-01"}) {
    EXPECT_FALSE(parse_from(text)) << text;
    EXPECT_FALSE(parse_to(text)) << text;
  }
}

}  // namespace
}  // namespace rsmf::app
