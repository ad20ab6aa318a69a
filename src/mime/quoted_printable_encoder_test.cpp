#include "mime/quoted_printable_encoder.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/text_buffer.hpp"

namespace rsmf {
namespace {

std::string encoded(std::string_view text, void (*append)(std::string_view, std::string&)) {
  TextBuffer buffer;
  buffer.append(text);
  std::string to = "before";
  append(buffer.view(), to);
  return to;
}

void expect_same(std::string_view text) {
  ASSERT_EQ(encoded(text, append_quoted_printable), encoded(text, append_quoted_printable_portably)) << text;
}

TEST(QuotedPrintableTest, EachByteAtEachPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    if (byte == '\r' || byte == '\n') continue;
    for (size_t at = 0; at < 160; ++at) {
      std::string text(at, 'x');
      text += static_cast<char>(byte);
      expect_same(text + "\r\n");
      expect_same(text + "yyy \r\n\r\nz\r\n");
    }
  }
}

/// All patterns of what is to be quoted within eight bytes, at all columns where a line may be broken.
TEST(QuotedPrintableTest, EachPatternWhereALineEnds) {
  for (size_t before = 60; before < 80; ++before)
    for (unsigned pattern = 0; pattern < 256; ++pattern) {
      std::string text(before, 'x');
      for (unsigned bit = 0; bit < 8; ++bit) text += pattern >> bit & 1 ? '\xc3' : 'y';
      expect_same(text + "\r\n");
      expect_same(text + " \r\n");
    }
}

TEST(QuotedPrintableTest, LinesOfAnyLength) {
  std::mt19937 random(3);
  for (int round = 0; round < 1500; ++round) {
    std::string text;
    size_t longest = round % 16 == 0 ? 20'000 : round % 4 == 0 ? 6'000 : 200;
    for (size_t lines = random() % 40; lines > 0; --lines) {
      size_t kind = random() % 4;
      for (size_t left = random() % longest; left > 0; --left) {
        static constexpr std::string_view kPool = "aaaaaaaaaabcd =.\t\xc3\xa9\x01\x7f~!";
        text += kind == 0 ? '\xe4' : kind == 1 || random() % 3 == 0 ? 'x' : kPool[random() % kPool.size()];
      }
      text += random() % 8 ? "\r\n" : " \t\r\n\r\n";
    }
    if (random() % 8 == 0) text += "no line end ";
    expect_same(text);
  }
}

}  // namespace
}  // namespace rsmf
