#include "slice/slice_clock.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

std::string label(SliceUnit unit, const char* zone, const char* time) {
  SliceClock clock(unit, *TimeZone::find(zone));
  return clock.label(clock.start_of(parse_timestamp(time)));
}

TEST(SliceClock, labels) {
  const char* t = "2024-12-30T23:30:00Z";
  EXPECT_EQ(label(SliceUnit::none, "UTC", t), "all");
  EXPECT_EQ(label(SliceUnit::hour, "UTC", t), "2024-12-30T23");
  EXPECT_EQ(label(SliceUnit::day, "UTC", t), "2024-12-30");
  EXPECT_EQ(label(SliceUnit::day, "Asia/Kolkata", t), "2024-12-31");
  EXPECT_EQ(label(SliceUnit::week, "UTC", t), "2025-W01") << "the week belongs to the year of its Thursday";
  EXPECT_EQ(label(SliceUnit::month, "Pacific/Auckland", "2024-12-31T12:00:00Z"), "2025-01");
  SliceClock clock(SliceUnit::day, TimeZone());
  EXPECT_EQ(clock.label(clock.start_of(kNoTime)), "undated");
}

TEST(SliceClock, time_before_1970) {
  EXPECT_EQ(label(SliceUnit::day, "UTC", "1969-12-31T23:59:59Z"), "1969-12-31");
  EXPECT_EQ(label(SliceUnit::week, "UTC", "1969-12-31T23:59:59Z"), "1970-W01");
}

// Cairo skips midnight in spring, Beirut repeats the hour before it in autumn, Lord Howe moves by half an hour.
TEST(SliceClock, never_goes_back_whatever_the_clocks_do) {
  for (const char* zone : {"Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "America/Havana", "Europe/Berlin",
                           "America/St_Johns", "Pacific/Apia"}) {
    for (SliceUnit unit : {SliceUnit::hour, SliceUnit::day, SliceUnit::week, SliceUnit::month}) {
      SliceClock clock(unit, *TimeZone::find(zone));
      TimeNs before = std::numeric_limits<TimeNs>::min();
      for (TimeNs t = parse_timestamp("2010-12-20T00:00:00Z"); t < parse_timestamp("2012-01-10T00:00:00Z");
           t += 600 * kSecond) {
        TimeNs start = clock.start_of(t);
        ASSERT_LE(start, t) << zone;
        ASSERT_GE(start, before) << zone;
        SliceClock fresh(unit, *TimeZone::find(zone));
        if (start != before) {
          ASSERT_EQ(fresh.start_of(t), start) << zone << ": depends on what was asked before";
        }
        before = start;
      }
    }
  }
}

TEST(SliceClock, a_start_belongs_to_its_own_slice) {
  for (SliceUnit unit : {SliceUnit::none, SliceUnit::hour, SliceUnit::day, SliceUnit::week, SliceUnit::month}) {
    SliceClock clock(unit, *TimeZone::find("Africa/Cairo"));
    TimeNs start = clock.start_of(parse_timestamp("2024-04-26T05:00:00Z"));
    EXPECT_EQ(clock.start_of(start), start);
  }
}

}  // namespace
}  // namespace rsmf
