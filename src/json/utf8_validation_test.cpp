#include "json/utf8_validation.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

TEST(Utf8Validation, ValidAndInvalid) {
  EXPECT_TRUE(is_valid_utf8("plain ASCII of more than sixteen bytes"));
  EXPECT_TRUE(is_valid_utf8("gr\xC3\xBC\xC3\x9F \xF0\x9F\x91\x8B"));
  for (const char* bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "0123456789abcdef\xFF"})
    EXPECT_FALSE(is_valid_utf8(bad)) << excerpt(bad);
}

TEST(Utf8Validation, FindsAFaultAtEveryPlace) {
  for (size_t at = 0; at < 80; ++at) {
    for (const char* good : {"\xC3\xBC", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
      std::string text = std::string(at, 'a') + good;
      EXPECT_TRUE(is_valid_utf8(text + std::string(40, 'b'))) << at;
      EXPECT_TRUE(is_valid_utf8(text)) << at;
      text.pop_back();
      EXPECT_FALSE(is_valid_utf8(text)) << at;
      EXPECT_FALSE(is_valid_utf8(text + std::string(40, 'b'))) << at;
      EXPECT_FALSE(is_valid_utf8(std::string(at, 'a') + good + "\x80" + std::string(40, 'b'))) << at;
    }
    for (const char* bad : {"\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                            "\xF5\x80\x80\x80", "\xFF"})
      EXPECT_FALSE(is_valid_utf8(std::string(at, 'a') + bad + std::string(40, 'b'))) << at << excerpt(bad);
  }
}

TEST(Utf8Validation, AgreesWithTheByteByByteForm) {
  std::mt19937 random(11);
  int valid = 0;
  for (int round = 0; round < 40'000; ++round) {
    std::string text;
    for (size_t length = random() % 200; text.size() < length;) {
      static constexpr std::string_view kPool[] = {"a",
                                                   "some plain ASCII text",
                                                   "\xC3\xBC",
                                                   "\xE0\xA0\x80",
                                                   "\xED\x9F\xBF",
                                                   "\xEF\xBF\xBD",
                                                   "\xF0\x90\x80\x80",
                                                   "\xF4\x8F\xBF\xBF",
                                                   "\xF1\x80\x80\x80"};
      text += kPool[random() % std::size(kPool)];
    }
    if (random() % 4 != 0 && !text.empty()) text[random() % text.size()] = static_cast<char>(random());
    if (random() % 4 == 0 && !text.empty()) text.erase(random() % text.size(), 1);
    const bool whole = valid_utf8_prefix(text) == text.size();
    ASSERT_EQ(is_valid_utf8(text), whole) << excerpt(text, 1000);
    valid += whole;
  }
  EXPECT_GT(valid, 5'000);
  EXPECT_LT(valid, 35'000);
  // Every pair of bytes, where two blocks meet and within one.
  for (size_t at : {63u, 70u})
    for (int pair = 0; pair < 0x10000; ++pair) {
      std::string text(128, 'a');
      text[at] = static_cast<char>(pair >> 8);
      text[at + 1] = static_cast<char>(pair);
      text[at + 2] = static_cast<char>(0x80);
      ASSERT_EQ(is_valid_utf8(text), valid_utf8_prefix(text) == text.size()) << excerpt(text, 1000);
    }
}

}  // namespace
}  // namespace rsmf
