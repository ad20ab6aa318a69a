#include "mime/mail_date.hpp"

#include <gtest/gtest.h>

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

TEST(MailDate, ReadsWhatMailWrites) {
  TimeNs expected = parse_timestamp("2024-03-01T08:09:10Z");
  for (std::string_view text :
       {"Fri, 01 Mar 2024 08:09:10 +0000", "1 Mar 2024 09:09:10 +0100", "Fri, 1 mar 24 08:09:10 GMT",
        "Fri, 01 Mar 2024 03:09:10 EST", "Fri, 01 Mar 2024 08:09:10 -0000 (UTC)"})
    EXPECT_EQ(parse_mail_date(text), expected) << text;
  EXPECT_EQ(parse_mail_date(format_mail_date(expected)), expected);
  EXPECT_EQ(parse_mail_date("1 Mar 2024 08:09 Z"), expected - 10'000'000'000);
}

TEST(MailDate, RefusesTheRest) {
  for (std::string_view text :
       {"", "Fri", "2024-03-01T08:09:10Z", "30 Feb 2024 08:09:10 +0000", "1 Mar 2024 25:09:10 +0000",
        "1 Mar 2024 08:09:10", "1 Mar 2024 08:09:10 +1", "1 Mar 2024 08:09:10 XYZ", "1 Mar 2024 08 +0000",
        "1 Mar 99999 08:09:10 +0000", "32 Mar 2024 08:09:10 +0000", "1 Mar 2024 08:60:10 +0000"})
    EXPECT_EQ(parse_mail_date(text), kNoTime) << text;
}

}  // namespace
}  // namespace rsmf
