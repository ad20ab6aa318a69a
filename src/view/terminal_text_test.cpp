#include "view/terminal_text.hpp"

#include <gtest/gtest.h>

#include "base/text_columns.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"

namespace rsmf {
namespace {

std::string shown(std::string_view text) {
  std::string to;
  append_terminal_text(text, to);
  return to;
}

TEST(TerminalText, ControlsBecomeVisible) {
  EXPECT_EQ(shown("\x1b[31mred\x1b[0m\a"), "␛[31mred␛[0m␇");
  EXPECT_EQ(shown(std::string_view("a\0b\x7f", 4)), "a␀b<U+007F>");
  EXPECT_EQ(shown("\xC2\x9B"
                  "31m"),
            "<U+009B>31m");  // CSI in one character
  EXPECT_EQ(shown("a\u202Etxt.exe\u202C"), "a<U+202E>txt.exe<U+202C>");
  EXPECT_EQ(shown("tag\U000E0041"), "tag<U+E0041>");
}

TEST(TerminalText, InvalidBytesAreReplaced) {
  EXPECT_EQ(shown("a\x9B"
                  "31m\xFF"),
            "a\uFFFD31m\uFFFD");
}

TEST(TerminalText, LineEndsOfAllKinds) {
  EXPECT_EQ(shown("a\r\nb\u2028c\u2029d\rover"), "a\nb\nc\nd␍over");
}

TEST(TerminalText, HonestTextStaysAsItIs) {
  constexpr std::string_view kText = "Grüße, 漢字, שלום, 👩‍👩‍👧 @\u2068Ada\u2069";
  EXPECT_EQ(shown(kText), kText);
}

TEST(TerminalText, NamesStayOnTheirLineAndEnd) {
  EXPECT_EQ(terminal_line("a\nb\u2028c", 60), "a b c");
  EXPECT_EQ(terminal_line("漢字漢字", 5), "漢字…");
  EXPECT_EQ(terminal_line("\u2067name", 60), "name");
  EXPECT_LT(terminal_line(std::string(1 << 20, 'x'), 60).size(), 70u);
  EXPECT_LT(terminal_line("a" + std::string(1 << 20, '\xCC'), 60).size(), 4000u);
}

TEST(WrapLines, BreaksAtBlanksAndKeepsLineEnds) {
  using Lines = std::vector<std::string_view>;
  EXPECT_EQ(wrap_lines("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap_lines("one\n\ntwo", 8), (Lines{"one", "", "two"}));
  EXPECT_EQ(wrap_lines("abcdefghij kl", 4), (Lines{"abcd", "efgh", "ij", "kl"}));
  EXPECT_EQ(wrap_lines("漢字漢字", 4), (Lines{"漢字", "漢字"}));
  EXPECT_EQ(wrap_lines("漢", 1), (Lines{"漢"}));
  EXPECT_EQ(wrap_lines("  code", 4), (Lines{"  co", "de"}));
  EXPECT_EQ(wrap_lines("one two", 0), (Lines{"one two"}));
  EXPECT_EQ(wrap_lines("", 8), Lines{});
}

/// Whatever the bytes are, what comes out is UTF-8, steers nothing, and wrapping loses blanks only.
TEST(TerminalText, AnyBytes) {
  uint64_t state = 1;
  auto random = [&] { return state = state * 6364136223846793005u + 1442695040888963407u; };
  for (int round = 0; round < 3000; ++round) {
    std::string raw;
    for (uint64_t length = random() >> 58; length > 0; --length) {
      const uint64_t kind = random() >> 61;
      if (kind == 0) raw += ' ';
      if (kind == 1) append_code_point(char32_t(0x2000 + (random() >> 54) % 0x80), raw);
      if (kind > 1) raw += char(random() >> 56);
    }
    const std::string text = shown(raw);
    EXPECT_TRUE(is_valid_utf8(text));
    for (size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      EXPECT_TRUE(c == '\n' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0))) << uint32_t(c);
      EXPECT_FALSE(c >= 0x202A && c <= 0x202E);
    }
    std::string joined, wanted = text;
    for (std::string_view line : wrap_lines(text, 7)) joined += line;
    std::erase_if(joined, [](char c) { return c == ' '; });
    std::erase_if(wanted, [](char c) { return c == ' ' || c == '\n'; });
    EXPECT_EQ(joined, wanted);
    EXPECT_EQ(terminal_line(raw, 20).find('\n'), std::string::npos);
    EXPECT_LE(text_columns(terminal_line(raw, 20)), 21u);
  }
}

TEST(TextColumns, CountsWideAndCombining) {
  EXPECT_EQ(text_columns("abc"), 3u);
  EXPECT_EQ(text_columns("漢字"), 4u);
  EXPECT_EQ(text_columns("e\u0301"), 1u);
  EXPECT_EQ(text_columns("\U0001F600"), 2u);
}

}  // namespace
}  // namespace rsmf
