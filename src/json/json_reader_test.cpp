#include "json/json_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/text_source.hpp"

namespace rsmf {
namespace {

std::string_view fault_name(JsonFault::Kind kind) {
  constexpr std::string_view kNames[] = {"utf8", "malformed", "comma", "odd", "deep", "long"};
  return kNames[size_t(kind)];
}

std::string place_text(const JsonPlace& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column) + "@" + std::to_string(place.offset);
}

struct Reading {
  std::string tokens;               ///< "{ a: 1 }" and so on
  std::string places;               ///< of each token
  std::vector<std::string> faults;  ///< "malformed 1:3@2 what"
};

Reading read_json(std::string_view text, const JsonReaderOptions& options = {}, size_t portion = SIZE_MAX) {
  static constexpr std::string_view kSigns[] = {"{", "}", "[", "]", "", "", "", "", "null", "?", ""};
  JsonReader reader(options);
  TextSource source(text, portion);
  reader.start(source);
  Reading reading;
  for (JsonToken token = JsonToken::invalid; token != JsonToken::end;) {
    token = reader.next();
    if (token == JsonToken::name) {
      reading.tokens += std::string(reader.text()) + ":";
    } else if (token == JsonToken::string) {
      reading.tokens += "'" + std::string(reader.text()) + "'";
    } else if (token == JsonToken::number || token == JsonToken::truth) {
      reading.tokens += reader.raw();
    } else {
      reading.tokens += kSigns[size_t(token)];
    }
    reading.tokens += ' ';
    reading.places += place_text(reader.place()) + " ";
    for (const JsonFault& f : reader.faults())
      reading.faults.push_back(std::string(fault_name(f.kind)) + " " + place_text(f.place) + " " + f.what);
    reader.clear_faults();
  }
  while (!reading.tokens.empty() && reading.tokens.back() == ' ') reading.tokens.pop_back();
  return reading;
}

std::string kinds_of(const Reading& reading) {
  std::string kinds;
  for (const std::string& fault : reading.faults)
    kinds += (kinds.empty() ? "" : " ") + fault.substr(0, fault.find(' '));
  return kinds;
}

struct Sample {
  std::string text, tokens, faults;
};

std::vector<Sample> samples() {
  using namespace std::string_literals;
  return {
      {R"({"a":1})", "{ a: 1 }", ""},
      {"", "?", "malformed"},
      {"  \r\n\t", "?", "malformed"},
      {"\xEF\xBB\xBF{}", "{ }", ""},
      {"true", "true", ""},
      {"[null,false,-0.5e+10,0,\"x\",{},[]]", "[ null false -0.5e+10 0 'x' { } [ ] ]", ""},
      {R"({"a":"\"\\\/\n\r\t\u00e9\ud83d\ude00"})", "{ a: '\"\\/\n\r\t\u00e9\U0001F600' }", ""},
      {R"({"\u0061":1})", "{ a: 1 }", ""},
      // Commas
      {"[1,2,]", "[ 1 2 ]", "comma"},
      {R"({"a":1,})", "{ a: 1 }", "comma"},
      {R"({"a":[1,],"b":2 , })", "{ a: [ 1 ] b: 2 }", "comma comma"},
      {"[1 2]", "[ 1 2 ]", "malformed"},
      {R"({"a":1 "b":2})", "{ a: 1 b: 2 }", "malformed"},
      {"[1,,2]", "[ 1 2 ]", "malformed"},
      {"[,1]", "[ 1 ]", "malformed"},
      {R"({,"a":1})", "{ a: 1 }", "malformed"},
      // Colons, names and values
      {R"({"a" 1,"b":2})", "{ a: 1 b: 2 }", "malformed"},
      {R"({"a":,"b":2})", "{ a: ? b: 2 }", "malformed"},
      {R"({"a":})", "{ a: ? }", "malformed"},
      {R"({"a"})", "{ a: ? }", "malformed malformed"},
      {R"({"a"::1})", "{ a: 1 }", "malformed"},
      {R"({a:1})", "{ a: 1 }", "malformed"},
      {R"({:1,"b":2})", "{ : 1 b: 2 }", "malformed"},
      {R"({{},"b":2})", "{ : { } b: 2 }", "malformed"},
      {"[1:2]", "[ 1 2 ]", "malformed malformed"},
      // Words
      {"[True,nul,NaN,01,1.,.5,+1,-,1e,0x10,'a']", "[ ? ? ? ? ? ? ? ? ? ? ? ]",
       "malformed malformed malformed malformed malformed malformed malformed malformed malformed malformed malformed"},
      {"[1// one\n,2 /* two */]", "[ 1 2 ]", "malformed malformed"},
      {"[1/* open", "[ 1 ]", "malformed malformed"},
      {"[1/2]", "[ 1 ? ]", "malformed malformed"},
      // Brackets
      {R"({"a":[1,2},"b":3})", "{ a: [ 1 2 ] } ", "malformed malformed"},
      {R"({"a":1],"b":3})", "{ a: 1 b: 3 }", "malformed"},
      {"[1}]", "[ 1 ]", "malformed"},
      {"}{}", "{ }", "malformed"},
      {"{}{}", "{ }", "malformed"},
      {"{} \n x", "{ }", "malformed"},
      {"{}\0\0\0"s, "{ }", "malformed"},
      // Ends
      {"{", "{ }", "malformed"},
      {R"({"a)", "{ a: ? }", "malformed"},
      {R"({"a":)", "{ a: ? }", "malformed"},
      {R"({"a":[{"b":"c)", "{ a: [ { b: 'c' } ] }", "malformed"},
      {R"(["\)", "[ '\\' ]", "malformed"},
      {R"(["\u12)", "[ '\\u12' ]", "malformed malformed"},
      {R"(["\ud83d)", "[ '\uFFFD' ]", "odd malformed"},
      // Strings
      {"[\"a\nb\tc\"]", "[ 'a\nb\tc' ]", "malformed"},
      {"[\"a\0b\"]"s, "[ 'a\0b' ]"s, "malformed"},
      {R"(["\x","\u12g4"])", "[ '\\x' '\\u12g4' ]", "malformed malformed"},
      {R"(["\u0000","\u0007","\b","\f","\u0009"])", "[ '\0' '\a' '\b' '\f' '\t' ]"s, "odd odd odd odd"},
      {R"(["\ud800","\udc00x","\ud800\ud800\udc00"])", "[ '\uFFFD' '\uFFFDx' '\uFFFD\U00010000' ]", "odd odd odd"},
      // UTF-8
      {"[\"\xFF\"]", "[ '\xFF' ]", "utf8"},
      {"[\"\xC3\xA9\xE2\x82\",\"\xE2\x82\xAC\"]", "[ '\xC3\xA9\xE2\x82' '\u20AC' ]", "utf8 utf8"},
      {"[\"\xC0\x80\",\"\xED\xA0\x80\"]", "[ '\xC0\x80' '\xED\xA0\x80' ]", "utf8 utf8 utf8 utf8 utf8"},
      {"{}\xF0\x9F", "{ }", "malformed utf8 utf8"},
      {"[\"\xF0\x9F", "[ '\xF0\x9F' ]", "utf8 utf8 malformed"},
  };
}

TEST(JsonReaderTest, TokensAndFaults) {
  for (const Sample& sample : samples()) {
    Reading reading = read_json(sample.text);
    std::string expected = sample.tokens;
    while (!expected.empty() && expected.back() == ' ') expected.pop_back();
    EXPECT_EQ(reading.tokens, expected) << sample.text;
    EXPECT_EQ(kinds_of(reading), sample.faults) << sample.text << "\n" << testing::PrintToString(reading.faults);
  }
}

TEST(JsonReaderTest, PortionsMakeNoDifference) {
  std::vector<Sample> all = samples();
  std::string long_one = "{\"k\":[";
  for (int i = 0; i < 60; ++i)
    long_one += "\"" + std::string(size_t(i), i % 2 ? 'x' : '\\') + (i % 4 == 2 ? "\\" : "") +
                "\\u00e9\xE2\x82\xAC\",\n" + std::to_string(i) + ".5,";
  all.push_back({long_one, "", ""});
  for (const Sample& sample : all) {
    for (size_t keep : {size_t(1) << 20, size_t(5)}) {
      JsonReaderOptions options;
      options.keep_bytes = keep;
      Reading whole = read_json(sample.text, options);
      for (size_t read_bytes : {1, 2, 3, 7, 16, 33}) {
        options.read_bytes = read_bytes;
        for (size_t portion : {size_t(1), size_t(5), SIZE_MAX}) {
          Reading parts = read_json(sample.text, options, portion);
          EXPECT_EQ(parts.tokens, whole.tokens) << sample.text;
          EXPECT_EQ(parts.places, whole.places) << sample.text;
          EXPECT_EQ(parts.faults, whole.faults) << sample.text;
        }
      }
    }
  }
}

TEST(JsonReaderTest, PlacesAreOfTheTokensFirstByte) {
  Reading reading = read_json("{\n  \"a\" : [ 1,\r\n\t\"\u00e9\" , true ] }");
  EXPECT_EQ(reading.places, "1:1@0 2:3@4 2:9@10 2:11@12 3:2@17 3:9@24 3:14@29 3:16@31 3:17@32 ");
  EXPECT_EQ(read_json("{\"a\":1,\n\"b\":[2,\n ],}").faults,
            (std::vector<std::string>{"comma 2:7@14 comma before a closing bracket",
                                      "comma 3:3@18 comma before a closing bracket"}));
  // Behind a bare line end in a string, lines go on counting; an invalid byte before it keeps its own line.
  EXPECT_EQ(read_json("[\"\xFF\n\",\n\"\xFF\"]").faults,
            (std::vector<std::string>{"utf8 1:3@2 a byte that is not UTF-8",
                                      "malformed 1:4@3 bare control character in a string",
                                      "utf8 3:2@8 a byte that is not UTF-8"}));
}

TEST(JsonReaderTest, DepthIsLimited) {
  JsonReaderOptions options;
  options.max_depth = 3;
  Reading reading = read_json(R"([[[1],[[{"]":[]}],2]],{"a":3}])", options);
  EXPECT_EQ(reading.tokens, "[ [ [ 1 ] [ ? 2 ] ] { a: 3 } ]");
  EXPECT_EQ(reading.faults, std::vector<std::string>{"deep 1:8@7 nested too deeply"});
  std::string deep(1'000'000, '[');
  EXPECT_EQ(read_json(deep).faults.size(), 2u);
}

TEST(JsonReaderTest, LongStringsAreCutButChecked) {
  JsonReaderOptions options;
  options.keep_bytes = 10;
  options.read_bytes = 4;
  options.max_string_bytes = 100;
  std::string text = "[\"" + std::string(1000, 'a') + "\\x\xFF\",1]";
  JsonReader reader(options);
  TextSource source(text);
  reader.start(source);
  EXPECT_EQ(reader.next(), JsonToken::begin_array);
  EXPECT_EQ(reader.next(), JsonToken::string);
  EXPECT_EQ(reader.raw(), std::string(10, 'a'));
  EXPECT_EQ(reader.raw_bytes(), 1003u);
  ASSERT_EQ(reader.faults().size(), 3u);
  EXPECT_EQ(reader.faults()[0].place.offset, 1002u);
  EXPECT_EQ(reader.faults()[1].place.offset, 1004u);
  EXPECT_EQ(reader.faults()[2].kind, JsonFault::Kind::too_long);
  EXPECT_EQ(reader.next(), JsonToken::number);
  EXPECT_EQ(reader.next(), JsonToken::end_array);
  EXPECT_EQ(reader.next(), JsonToken::end);
  EXPECT_EQ(reader.next(), JsonToken::end);
}

TEST(JsonReaderTest, FaultsBeyondSomeAreCounted) {
  JsonReader reader;
  TextSource source("[" + std::string(1'000'000, ',') + "1]");
  reader.start(source);
  reader.next();
  EXPECT_EQ(reader.next(), JsonToken::number);
  EXPECT_LT(reader.faults().size(), 1000u);
  EXPECT_EQ(reader.faults().size() + reader.uncounted_faults(JsonFault::Kind::malformed), 1'000'000u);
}

TEST(JsonReaderTest, ErrorsOfTheStreamAreNoFaults) {
  JsonReader reader;
  TextSource source("[1,\"ab", SIZE_MAX, Error{ErrorKind::format, "checksum differs"});
  reader.start(source);
  EXPECT_EQ(reader.next(), JsonToken::begin_array);
  EXPECT_EQ(reader.next(), JsonToken::number);
  EXPECT_EQ(reader.next(), JsonToken::string);
  EXPECT_EQ(reader.next(), JsonToken::end_array);
  EXPECT_EQ(reader.next(), JsonToken::end);
  EXPECT_FALSE(reader.has_faults());
  ASSERT_TRUE(reader.error());
  EXPECT_EQ(reader.error()->message, "checksum differs");
}

}  // namespace
}  // namespace rsmf
