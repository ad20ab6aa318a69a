#include "base/time_zone.hpp"

#include <gtest/gtest.h>

#include "base/arena.hpp"
#include "base/digest.hpp"

namespace rsmf {
namespace {

std::string stamp(TimeNs t) {
  char buffer[32];
  return std::string(format_timestamp(t, buffer));
}

TEST(Timestamp, keeps_fractions_up_to_the_tick) {
  EXPECT_EQ(stamp(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(stamp(1'700'000'000'000'100'000), "2023-11-14T22:13:20.0001Z");
  EXPECT_EQ(stamp(123'456'789), "1970-01-01T00:00:00.1234567Z");
  EXPECT_EQ(stamp(-1), "1969-12-31T23:59:59.9999999Z") << "cut, never rounded into the next second";
  EXPECT_EQ(stamp(99), "1970-01-01T00:00:00Z");
}

TEST(Timestamp, reads_what_it_writes) {
  for (const char* text :
       {"2024-02-29T23:59:59Z", "1970-01-01T00:00:00.0000001Z", "2261-12-31T00:00:00Z", "1900-03-01T12:00:00.5Z"})
    EXPECT_EQ(stamp(parse_timestamp(text)), text);
}

// A small 'z' is unusual enough to be read the long way.
TEST(Timestamp, reads_the_usual_forms_as_all_others) {
  const std::string_view stamps[] = {"2024-02-29T23:59:59Z", "1970-01-01T00:00:00.0000001Z", "1900-03-01T12:00:00.5Z",
                                     "2024-03-01T08:09:10.123456789Z", "2024-03-01T08:09:10.1234567891Z"};
  for (std::string_view stamp_text : stamps) {
    for (size_t at = 0; at < stamp_text.size(); ++at) {
      for (char c : std::string_view("0129:/.-T+ZzX\0 ", 16)) {
        std::string usual(stamp_text);
        usual[at] = c;
        std::string other = usual;
        if (other.back() == 'Z') other.back() = 'z';
        ASSERT_EQ(parse_timestamp(usual), parse_timestamp(other)) << usual;
      }
      ASSERT_EQ(parse_timestamp(std::string(stamp_text.substr(0, at)) + "Z"),
                parse_timestamp(std::string(stamp_text.substr(0, at)) + "z"));
    }
  }
}

TEST(Timestamp, reads_offsets_and_refuses_the_rest) {
  EXPECT_EQ(stamp(parse_timestamp("2024-03-01T01:00:00+02:00")), "2024-02-29T23:00:00Z");
  EXPECT_EQ(stamp(parse_timestamp("2024-03-01T01:00:00-0530")), "2024-03-01T06:30:00Z");
  for (const char* text : {"", "2024-03-01", "2024-03-01T01:00:00", "2024-13-01T00:00:00Z", "2023-02-29T00:00:00Z",
                           "2024-03-01T24:00:00Z", "2024-03-01T00:00:60Z", "2024-03-01T00:00:00.Z",
                           "2024-03-01T00:00:00Zx", "2024-03-01T00:00:00+19:00", "99999-01-01T00:00:00Z"})
    EXPECT_EQ(parse_timestamp(text), kNoTime) << text;
}

TEST(CivilTime, agrees_with_itself_over_centuries) {
  for (int64_t day = days_from_civil(1678, 1, 1); day <= days_from_civil(2261, 12, 31); day += 13) {
    TimeNs t = day * 86'400 * kSecond + 45'296 * kSecond;
    CivilTime c = civil_from_utc(t);
    ASSERT_TRUE(is_valid(c));
    ASSERT_EQ(utc_from_civil(c), t);
    ASSERT_EQ(days_from_civil(c.year, c.month, c.day), day);
  }
}

TEST(MailDate, has_the_right_weekday) {
  EXPECT_EQ(format_mail_date(parse_timestamp("2024-03-01T08:09:10.9Z")), "Fri, 01 Mar 2024 08:09:10 +0000");
  EXPECT_EQ(format_mail_date(parse_timestamp("1969-12-31T23:00:00Z")), "Wed, 31 Dec 1969 23:00:00 +0000");
}

TEST(TimeZone, unknown_zone_names_similar_ones) {
  auto zone = TimeZone::find("Europe/Belin");
  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().kind, ErrorKind::usage);
  auto berlin = TimeZone::find("berlin");
  ASSERT_FALSE(berlin);
  EXPECT_NE(berlin.error().message.find("Europe/Berlin"), std::string::npos) << berlin.error().message;
}

TEST(TimeZone, gap_and_fold) {
  auto berlin = TimeZone::find("Europe/Berlin");
  ASSERT_TRUE(berlin);
  LocalTime summer = berlin->to_utc({2024, 7, 1, 12, 0, 0, 0});
  EXPECT_EQ(stamp(summer.utc), "2024-07-01T10:00:00Z");
  EXPECT_EQ(summer.kind, LocalTimeKind::unique);
  LocalTime gap = berlin->to_utc({2024, 3, 31, 2, 30, 0, 0});
  EXPECT_EQ(gap.kind, LocalTimeKind::nonexistent);
  EXPECT_EQ(stamp(gap.utc), "2024-03-31T01:30:00Z");
  LocalTime fold = berlin->to_utc({2024, 10, 27, 2, 30, 0, 0});
  EXPECT_EQ(fold.kind, LocalTimeKind::ambiguous);
  EXPECT_EQ(stamp(fold.utc), "2024-10-27T00:30:00Z") << "the earlier of the two";
}

TEST(TimeZone, memory_does_not_change_answers) {
  auto one = TimeZone::find("America/Sao_Paulo");
  ASSERT_TRUE(one);
  for (int32_t year : {1999, 2018, 2024, 1950})
    for (uint32_t month = 1; month <= 12; ++month)
      for (uint32_t day : {1u, 15u, 28u}) {
        auto fresh = TimeZone::find("America/Sao_Paulo");
        CivilTime t{year, month, day, 23, 59, 59, 0};
        LocalTime a = one->to_utc(t), b = fresh->to_utc(t);
        ASSERT_EQ(a.utc, b.utc) << year << "-" << month << "-" << day;
        ASSERT_EQ(a.kind, b.kind);
      }
}

TEST(Sha256, known_answers_and_reuse) {
  Sha256 hash;
  hash.update("ab");
  hash.update("c");
  EXPECT_EQ(hash.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash.finish(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Arena, keeps_null_apart_from_empty_and_gives_giants_back) {
  Arena arena(1024);
  EXPECT_EQ(arena.copy(std::string_view()).data(), nullptr);
  EXPECT_NE(arena.copy(std::string_view("")).data(), nullptr);
  std::string big(1 << 20, 'x');
  EXPECT_EQ(arena.copy(big), big);
  arena.reset();
  EXPECT_LT(arena.held(), big.size());
  size_t held = arena.held();
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 50; ++i) arena.copy("a few words");
    arena.reset();
  }
  EXPECT_EQ(arena.held(), std::max(held, size_t{1024})) << "steady state takes nothing from the system";
}

}  // namespace
}  // namespace rsmf
