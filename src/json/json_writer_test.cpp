#include "json/json_writer.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

/// The same document in any style: nested, with empty parts and every kind of value.
std::string document(JsonStyle style, size_t depth = 0) {
  std::string text;
  JsonWriter json(text, style, depth);
  json.begin_object().text("name", "Zoë/\n").number("count", UINT64_MAX).boolean("on", false).null("none");
  json.begin_array("rows");
  json.number(1).begin_object().end_object().begin_array().end_array().raw("[2,3]");
  json.end_array().decimal("share", 0.25).end_object();
  return text;
}

TEST(JsonWriterTest, OneLine) {
  EXPECT_EQ(
      document(kJsonLine),
      R"({"name":"Zoë/\u000a","count":18446744073709551615,"on":false,"none":null,"rows":[1,{},[],[2,3]],"share":0.25})");
  EXPECT_EQ(
      document(kExportLine),
      R"({"name":"Zoë/\n","count":18446744073709551615,"on":false,"none":null,"rows":[1,{},[],[2,3]],"share":0.25})");
}

TEST(JsonWriterTest, Indented) {
  EXPECT_EQ(document(kJsonIndented), R"({
  "name": "Zoë/\u000a",
  "count": 18446744073709551615,
  "on": false,
  "none": null,
  "rows": [
    1,
    {},
    [],
    [2,3]
  ],
  "share": 0.25
})");
}

TEST(JsonWriterTest, AsSlackWritesIt) {
  const std::string text = document(kExportIndented);
  EXPECT_TRUE(text.starts_with("{\n    \"name\": \"Zo\\u00eb\\/\\n\",\n    \"count\"")) << text;
  EXPECT_TRUE(text.ends_with("        [],\n        [2,3]\n    ],\n    \"share\": 0.25\n}")) << text;
}

TEST(JsonWriterTest, AValueInsideOfAnotherDocumentIsIndentedAsThere) {
  const std::string text = document(kJsonIndented, 2);
  EXPECT_NE(text.find("{\n      \"name\""), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("\n    }")) << text;
}

TEST(JsonWriterTest, DecimalsAreShort) {
  std::string text;
  JsonWriter json(text);
  json.begin_array().decimal(0.5).decimal(100).decimal(0).decimal(1.23456).decimal(0.0004).end_array();
  EXPECT_EQ(text, "[0.5,100,0,1.235,0]");
}

TEST(JsonWriterTest, TextsAndKeysAreEscapedAndRepaired) {
  EXPECT_EQ(json_string("a\"\\\n\x01 é \xff"), "\"a\\\"\\\\\\u000a\\u0001 é \xEF\xBF\xBD\"");
  std::string text;
  JsonWriter(text).begin_object().text("a\"\xff", "\xc3").end_object();
  EXPECT_EQ(text, "{\"a\\\"\xEF\xBF\xBD\":\"\xEF\xBF\xBD\"}");
}

TEST(JsonWriterTest, ATextInPieces) {
  std::string text;
  JsonWriter json(text);
  json.begin_array().begin_text().text_piece("a\"").bytes("&amp;").text_piece("").end_text().text("b").end_array();
  EXPECT_EQ(text, R"(["a\"&amp;","b"])");
}

}  // namespace
}  // namespace rsmf
