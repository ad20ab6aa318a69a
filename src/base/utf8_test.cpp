#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include "base/portable_name.hpp"

namespace rsmf {
namespace {

TEST(Utf8, place_of_the_first_error) {
  for (std::string_view good : {"", "plain ASCII of more than sixteen bytes", "gr\xC3\xBC\xC3\x9F \xF0\x9F\x91\x8B",
                                "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(valid_utf8_prefix(good), good.size()) << good;
    for (std::string_view bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                                 "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80", "\xFF"}) {
      EXPECT_EQ(valid_utf8_prefix(std::string(good).append(bad)), good.size()) << good << excerpt(bad);
      EXPECT_EQ(valid_utf8_prefix(std::string(good).append(bad).append("more")), good.size()) << good << excerpt(bad);
    }
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
