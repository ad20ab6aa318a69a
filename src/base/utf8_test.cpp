#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/portable_name.hpp"

namespace rsmf {
namespace {

TEST(Utf8, valid_and_invalid) {
  EXPECT_TRUE(is_valid_utf8("plain ASCII of more than sixteen bytes"));
  EXPECT_TRUE(is_valid_utf8("gr\xC3\xBC\xC3\x9F \xF0\x9F\x91\x8B"));
  for (const char* bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "0123456789abcdef\xFF"})
    EXPECT_FALSE(is_valid_utf8(bad)) << excerpt(bad);
}

TEST(Utf8, faults_are_found_at_every_place) {
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

/// Looked at in long blocks as byte by byte.
TEST(Utf8, blocks_and_bytes_agree) {
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
    std::string repaired;
    bool whole = append_repaired_utf8(text, repaired) == 0;
    ASSERT_EQ(is_valid_utf8(text), whole) << excerpt(text, 1000);
    valid += whole;
  }
  EXPECT_GT(valid, 5'000);
  EXPECT_LT(valid, 35'000);
  // Every pair of bytes, where two blocks meet and within one.
  for (size_t at : {63u, 70u})
    for (int pair = 0; pair < 0x10000; ++pair) {
      std::string text(128, 'a'), repaired;
      text[at] = static_cast<char>(pair >> 8);
      text[at + 1] = static_cast<char>(pair);
      text[at + 2] = static_cast<char>(0x80);
      ASSERT_EQ(is_valid_utf8(text), append_repaired_utf8(text, repaired) == 0) << excerpt(text, 1000);
    }
}

TEST(Utf8, repair_replaces_maximal_subparts) {
  auto repaired = [](std::string_view text) {
    std::string out;
    size_t n = append_repaired_utf8(text, out);
    return std::to_string(n) + ":" + out;
  };
  EXPECT_EQ(repaired("ok"), "0:ok");
  EXPECT_EQ(repaired("a\xE2\x82z"), "1:a\uFFFDz");
  EXPECT_EQ(repaired("\xE0\x80\x80"), "3:\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(repaired("\xF0\x9F\x91\x8B\xFF"), "1:\xF0\x9F\x91\x8B\uFFFD");
}

TEST(Utf8, code_points_round_trip) {
  for (char32_t c = 0; c <= 0x10FFFF; c += 97) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_code_point(c, text);
    size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, truncation_keeps_characters_whole) {
  EXPECT_EQ(truncate_utf8("a\xC3\xBC", 2), "a");
  EXPECT_EQ(truncate_utf8("a\xC3\xBC", 3), "a\xC3\xBC");
  EXPECT_EQ(truncate_utf8("\xF0\x9F\x91\x8B", 3), "");
}

TEST(Utf8, normal_form_and_case) {
  EXPECT_EQ(to_nfc("u\xCC\x88"), "\xC3\xBC");
  EXPECT_EQ(to_nfc("bad \xFF"), "bad \xFF");
  EXPECT_EQ(fold_case("STRASSE"), fold_case("stra\xC3\x9F"
                                            "e"));
}

TEST(Utf8, excerpt_shows_bytes) {
  EXPECT_EQ(excerpt(std::string_view("a\0\n\xE9", 4)), "a\\x00\\x0A\\xE9");
  EXPECT_EQ(excerpt("a\xC2\x9B"
                    "2J\xC2\xA0"),
            "a\\xC2\\x9B2J\xC2\xA0")
      << "C1 controls";
  EXPECT_EQ(excerpt(std::string(500, 'x'), 10), "xxxxxxxxxx...");
  EXPECT_EQ(excerpt("a\u202Egpj.exe\u2069"), "a<U+202E>gpj.exe<U+2069>") << "what would reorder the line";
  EXPECT_EQ(excerpt("\u200E\u200F\u061C\U000E0041"), "<U+200E><U+200F><U+061C><U+E0041>");
  EXPECT_EQ(excerpt("שלום 👩‍👩‍👧"), "שלום 👩‍👩‍👧");
}

TEST(PortableName, works_everywhere) {
  EXPECT_EQ(portable_name("a/b\\c:d*e", 60), "a_b_c_d_e");
  EXPECT_EQ(portable_name("  ..name..  ", 60), "name");
  EXPECT_EQ(portable_name("con", 60), "_con");
  EXPECT_EQ(portable_name("COM7.txt", 60), "_COM7.txt");
  EXPECT_EQ(portable_name("..", 60), "");
  EXPECT_EQ(portable_name("\xE2\x80\xAE"
                          "gpj.exe",
                          60),
            "gpj.exe")
      << "right-to-left override";
  EXPECT_EQ(portable_name("u\xCC\x88", 60), "\xC3\xBC");
  EXPECT_EQ(portable_name(std::string(100, 'x'), 60).size(), 60u);
}

}  // namespace
}  // namespace rsmf
