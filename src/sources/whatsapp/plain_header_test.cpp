#include "sources/whatsapp/plain_header.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rsmf::whatsapp {
namespace {

// A short line is never read by parse_plain_header(), so that parse_header() says of it what the general scanner finds.
constexpr const char* kMessage = "A: a message long enough for anybody to read it quickly";

TEST(PlainHeader, AgreesWithTheGeneralScanner) {
  size_t plain = 0;
  for (const char* header :
       {"[30/01/19, 20:49:00] ", "30/01/19, 20:49 - ", "30.1.2019 20.49 - ", "2019-01-30, 20:49 - ",
        "1/30/19, 8:49\u202FPM - ", "1/30/19, 12:49 am - ", "\u200E[30/01/2019, 20:49:00] ", "[1/2/19, 8:49:07 pM] ",
        "[30/01/19, 20:49:00]", "99/99/99, 99:99 - ", "30/01/19,20:49 - ", "30/01/19, 20:49:0 - ",
        "30/01/19, 20:49x - ", "30/01-19, 20:49 - ", "300/01/19, 20:49 - ", "30/01/19, 20:495 - ",
        "1/30/19, 8:49 AN - ", "20:49 "}) {
    std::string line = std::string(header) + kMessage;
    Header quick, general, both;
    bool is_header = parse_header(line.substr(0, 36), general);
    EXPECT_EQ(parse_header(line, both), is_header) << header;
    if (!parse_plain_header(line, quick)) continue;
    ++plain;
    ASSERT_TRUE(is_header) << header;
    EXPECT_EQ(quick.shape, general.shape) << header;
    EXPECT_TRUE(quick.fields.same_date(general.fields)) << header;
    EXPECT_EQ(quick.fields.hour, general.fields.hour) << header;
    EXPECT_EQ(quick.fields.minute, general.fields.minute) << header;
    EXPECT_EQ(quick.fields.second, general.fields.second) << header;
    EXPECT_EQ(quick.begin, general.begin) << header;
    EXPECT_EQ(quick.end, general.end) << header;
    EXPECT_EQ(quick.rest, general.rest) << header;
    EXPECT_EQ(quick.marked, general.marked) << header;
  }
  EXPECT_EQ(plain, 10u);
}

}  // namespace
}  // namespace rsmf::whatsapp
