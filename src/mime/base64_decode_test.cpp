#include "mime/base64_decode.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rsmf {
namespace {

constexpr std::string_view kAll = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

TEST(Base64Decode, EveryCharacterHasItsValue) {
  for (int c = 0; c < 256; ++c) {
    size_t at = kAll.find(char(c));
    EXPECT_EQ(base64_value(char(c)), at == kAll.npos ? kNotBase64 : at) << c;
  }
}

TEST(Base64Decode, EveryLengthAndEveryPlaceOfAFault) {
  for (size_t size = 0; size <= 160; size += 4) {
    std::string text;
    for (size_t i = 0; i < size; ++i) text += kAll[(i * 7 + size) % 64];
    std::string loose;
    ASSERT_TRUE(decode_loose_base64(text, loose));
    std::vector<char> out(size / 4 * 3);  // of the exact size: a sanitizer sees a byte too many
    ASSERT_TRUE(decode_base64(text, out.data()));
    EXPECT_EQ(std::string(out.data(), out.size()), loose);
    std::vector<char> portable(out.size());
    ASSERT_TRUE(decode_base64_portably(text, portable.data()));
    EXPECT_EQ(portable, out);
    for (size_t at = 0; at < size; ++at) {
      for (char bad : {'=', '\0', '-', '\x80', '@', '[', '`', '{', ':', ' ', '\xAB'}) {
        std::string spoiled = text;
        spoiled[at] = bad;
        EXPECT_FALSE(decode_base64(spoiled, out.data())) << size << " " << at;
        EXPECT_FALSE(decode_base64_portably(spoiled, out.data())) << size << " " << at;
        EXPECT_EQ(whole_base64_lines(spoiled + "\r\n", size, "\r\n"), 0u);
        EXPECT_EQ(whole_base64_lines_portably(spoiled + "\r\n", size, "\r\n"), 0u);
      }
    }
  }
}

TEST(Base64Decode, CountsWholeLines) {
  std::string line = std::string(76, 'Q') + "\r\n";
  EXPECT_EQ(whole_base64_lines(line + line + line, 76, "\r\n"), 3u);
  EXPECT_EQ(whole_base64_lines_portably(line + line + line, 76, "\r\n"), 3u);
  EXPECT_EQ(whole_base64_lines(line + line + "QUE=\r\n", 76, "\r\n"), 2u);
  EXPECT_EQ(whole_base64_lines(line + line.substr(0, 77), 76, "\r\n"), 1u);
  EXPECT_EQ(whole_base64_lines(line, 72, "\r\n"), 0u);
  EXPECT_EQ(whole_base64_lines("", 76, "\n"), 0u);
}

TEST(Base64Decode, LooseSaysWhatWasWrong) {
  std::string out;
  EXPECT_TRUE(decode_loose_base64("QUI=", out));
  EXPECT_EQ(out, "AB");
  for (std::string_view bad : {"QUI", "QU I=", "Q", "QUJD=", "QQ=", "QUI=QUI="}) {
    out.clear();
    EXPECT_FALSE(decode_loose_base64(bad, out)) << bad;
  }
  EXPECT_EQ(out, "AB");
}

}  // namespace
}  // namespace rsmf
