#include "json/json_escape.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace rsmf {
namespace {

std::string escaped(std::string_view text) {
  TextBuffer buffer;
  append_json_string(text, buffer);
  return std::string(buffer.view());
}

TEST(JsonTextTest, EscapesWhatMustBeAndNothingElse) {
  EXPECT_EQ(escaped("plain text, 100% /fine/ <ok>"), "\"plain text, 100% /fine/ <ok>\"");
  EXPECT_EQ(escaped("a\"b\\c\nd\re\tf\bg\fh"), R"("a\"b\\c\nd\re\tf\bg\fh")");
  EXPECT_EQ(escaped(std::string_view("\0\x01\x1f\x7f", 4)), "\"\\u0000\\u0001\\u001f\x7f\"");
  EXPECT_EQ(escaped("Zürich \U0001F44D \u2028"), "\"Zürich \U0001F44D \u2028\"");
  EXPECT_EQ(escaped(""), "\"\"");
}

TEST(JsonTextTest, EachFormOfEscapes) {
  auto form = [](std::string_view text, JsonEscapes escapes) {
    std::string to;
    append_json_escaped(text, escapes, to);
    return to;
  };
  const std::string_view text = "\"\\/\n\r\t\b\f\x01\x7f é \u2028 \U0001F44D";
  EXPECT_EQ(form(text, JsonEscapes::brief), "\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\x7f é \u2028 \U0001F44D");
  EXPECT_EQ(form(text, JsonEscapes::numeric),
            "\\\"\\\\/\\u000a\\u000d\\u0009\\u0008\\u000c\\u0001\x7f é \u2028 \U0001F44D");
  EXPECT_EQ(form(text, JsonEscapes::ascii), "\\\"\\\\\\/\\n\\r\\t\\b\\f\\u0001\x7f \\u00e9 \\u2028 \\ud83d\\udc4d");
  EXPECT_EQ(form("\xff", JsonEscapes::ascii), "\\ufffd");
  // The fast form is the brief one.
  for (int c = 0; c < 128; ++c) {
    const std::string one(1, static_cast<char>(c));
    EXPECT_EQ(escaped(one), "\"" + form(one, JsonEscapes::brief) + "\"") << c;
  }
}

TEST(JsonTextTest, FindsASpecialByteAtEveryPlaceOfEveryLength) {
  for (size_t size = 1; size <= 70; ++size) {
    for (size_t at = 0; at < size; ++at) {
      auto exact = std::make_unique<char[]>(size);
      std::string text(size, 'x');
      text[at] = '\n';
      text.copy(exact.get(), size);
      std::string expected = "\"" + std::string(at, 'x') + "\\n" + std::string(size - at - 1, 'x') + "\"";
      ASSERT_EQ(escaped({exact.get(), size}), expected) << size << " " << at;
    }
  }
}

TEST(JsonTextTest, AMegabyteOfTheWorst) {
  std::string text(1 << 20, '\x01'), expected;
  for (size_t i = 0; i < text.size(); ++i) expected += "\\u0001";
  EXPECT_EQ(escaped(text), "\"" + expected + "\"");
}

}  // namespace
}  // namespace rsmf
