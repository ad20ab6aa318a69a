#include "json/json_index.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "json/record_scanner.hpp"

namespace rsmf {
namespace {

Bytes bytes_of(std::string_view text) {
  Bytes b;
  b.append(text);
  return b;
}

TEST(JsonIndex, reads_members_in_order_and_skips_the_rest) {
  Bytes text =
      bytes_of(R"( { "a" : "x\ny" , "n":12, "deep":{"a":[1,{"b":"]}"}]},"t":true , "list":[ "p", 2 ,null] } )");
  JsonIndex index;
  ASSERT_EQ(index.build(text.view()), JsonIndex::Verdict::ok);
  JsonCursor c = index.cursor();
  std::string seen;
  std::string_view key;
  ASSERT_TRUE(c.begin_object());
  while (c.next_member(key)) {
    seen += std::string(key) + "=";
    if (key == "a") {
      seen += c.string();
    } else if (key == "n") {
      seen += std::to_string(c.count());
    } else if (key == "t") {
      seen += c.truth() ? "yes" : "no";
    } else if (key == "list" && c.begin_array()) {
      while (c.next_element()) seen += "<" + std::string(c.string()) + ">";
    } else {
      c.skip();
    }
    seen += ";";
  }
  EXPECT_FALSE(c.failed());
  EXPECT_EQ(c.peek(), '\0');
  EXPECT_EQ(seen, "a=x\\ny;n=12;deep=;t=yes;list=<p><><>;");
}

TEST(JsonIndex, refuses_what_it_cannot_index) {
  JsonIndex index;
  EXPECT_EQ(index.build(bytes_of("").view()), JsonIndex::Verdict::empty);
  EXPECT_EQ(index.build(bytes_of("{\"a\":\"\xFF\"}").view()), JsonIndex::Verdict::invalid_utf8);
  EXPECT_EQ(index.build(bytes_of("{\"a\":\"\n\"}").view()), JsonIndex::Verdict::control_character);
  EXPECT_EQ(index.build(bytes_of("{\"a\":\"b}").view()), JsonIndex::Verdict::open_string);
}

// Visits everything below the cursor, as a decoder would.
void walk(JsonCursor& c, int depth) {
  std::string_view key;
  if (depth < 40 && c.begin_object()) {
    while (c.next_member(key)) walk(c, depth + 1);
  } else if (depth < 40 && c.begin_array()) {
    while (c.next_element()) walk(c, depth + 1);
  } else {
    c.string_or_number();
  }
}

TEST(JsonIndex, broken_text_fails_the_cursor) {
  for (std::string_view text :
       {"{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":}", "{,}", "{\"a\":1,}", "[1,]", "[,1]", "[1 2]", "{\"a\":\"x\"y}",
        "{\"a\":[1}", "{1:2}", "[", "{", "{\"a\"", "{\"a\":", "[1,,2]"}) {
    Bytes b = bytes_of(text);
    JsonIndex index;
    ASSERT_EQ(index.build(b.view()), JsonIndex::Verdict::ok) << text;
    JsonCursor c = index.cursor();
    walk(c, 0);
    EXPECT_TRUE(c.failed()) << text;
  }
}

TEST(JsonIndex, never_leaves_the_text_whatever_it_holds) {
  std::mt19937 random(7);
  constexpr std::string_view kTokens[] = {"{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "true", " ", "\\", "x"};
  JsonIndex index;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (size_t i = 1 + random() % 12; i > 0; --i) text += kTokens[random() % std::size(kTokens)];
    Bytes b = bytes_of(text);
    if (index.build(b.view()) != JsonIndex::Verdict::ok) continue;
    JsonCursor c = index.cursor();
    for (int i = 0; i < 20 && !c.failed() && c.peek(); ++i) walk(c, 0);
    EXPECT_LE(c.offset(), b.size());
  }
}

// Otherwise the fate of a damaged record depends on whether something else in its frame made the reader go piece by
// piece.
/// For the sanitizers: memory before the first place is not the cursor's.
TEST(JsonIndex, what_stands_before_the_first_token_is_not_read) {
  const std::string text = R"([[1],{"a":2}])";
  Bytes padded = bytes_of(text);
  JsonIndex index;
  ASSERT_EQ(index.build(padded.view()), JsonIndex::Verdict::ok);
  const std::vector<uint32_t> places = {0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13};  // the last: the end
  JsonCursor c(padded.data(), places.data(), places.data() + places.size() - 1);
  EXPECT_EQ(c.raw(), text);
  EXPECT_EQ(index.cursor().raw(), text);
  c.skip();
  EXPECT_FALSE(c.failed());
  EXPECT_EQ(c.peek(), '\0');
}

TEST(JsonIndex, what_the_cursor_takes_the_scanner_takes) {
  std::mt19937 random(11);
  constexpr std::string_view kPieces[] = {
      "{", "}",       "[", "]",  ",",        ":",      "\"a\":", "\"b\"",   "1",  "true",
      " ", "\"a\":1", "C", "{}", ",\"c\":[", "\"x\"}", "[]",     "{\"d\":", "]}", "null"};
  RecordScanner scanner({.form = JsonForm::objects});
  JsonIndex index;
  size_t taken = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string text = "{\"k\":";
    for (size_t i = 1 + random() % 9; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    text += "}";
    Bytes b = bytes_of(text);
    if (index.build(b.view()) != JsonIndex::Verdict::ok) continue;
    JsonCursor c = index.cursor();
    std::string_view key;
    c.begin_object();
    while (c.next_member(key)) random() % 2 == 0 ? c.skip() : void(c.string_or_number());
    if (c.failed() || c.peek() != 0) continue;
    ++taken;
    JsonPiece piece = scanner.next(text, 0, true);
    EXPECT_EQ(int(piece.kind), int(JsonPiece::Kind::record)) << text;
    EXPECT_EQ(piece.end, text.size()) << text;
  }
  EXPECT_GT(taken, 1000u);
}

}  // namespace
}  // namespace rsmf
