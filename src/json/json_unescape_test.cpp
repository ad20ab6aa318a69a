#include "json/json_unescape.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/arena.hpp"
#include "json/json_repair.hpp"

namespace rsmf {
namespace {

std::string text_of(std::string_view raw, JsonTextFaults& faults) {
  Arena arena;
  return std::string(json_text(raw, arena, faults));
}

TEST(JsonText, text_without_escapes_is_borrowed) {
  Arena arena;
  JsonTextFaults faults;
  std::string_view raw = "plain \xC3\xA9";
  EXPECT_EQ(json_text(raw, arena, faults).data(), raw.data());
  EXPECT_EQ(json_text({}, arena, faults).data(), nullptr);
}

TEST(JsonText, escapes_mean_what_the_standard_says) {
  JsonTextFaults faults;
  EXPECT_EQ(text_of(R"(\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\udc4b.)", faults),
            "\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x91\x8B.");
  EXPECT_FALSE(faults.any());
}

TEST(JsonText, lone_surrogates_become_replacement_characters_and_are_counted) {
  JsonTextFaults faults;
  EXPECT_EQ(text_of(R"(a\ud83d b\udc4bc\ud83d\ud83d\udc4b\ud83dA)", faults),
            "a\xEF\xBF\xBD b\xEF\xBF\xBD"
            "c\xEF\xBF\xBD\xF0\x9F\x91\x8B\xEF\xBF\xBD"
            "A");
  EXPECT_EQ(faults.lone_surrogates, 4u);
}

TEST(JsonText, bad_escapes_stay_as_they_are) {
  JsonTextFaults faults;
  EXPECT_EQ(text_of(R"(\x41 \u12 \uZZZZ \)", faults), R"(\x41 \u12 \uZZZZ \)");
  EXPECT_EQ(faults.bad_escapes, 4u);
}

std::string repaired(std::string_view raw, JsonRepairs* done = nullptr) {
  Bytes into;
  JsonRepairs repairs = repair_json(raw, into);
  if (done) *done = repairs;
  return std::string(into.view());
}

TEST(JsonRepair, good_json_is_left_alone) {
  std::string_view good = R"( {"a":"x, }\" \\","b":[1 , {"c":null}]} )";
  JsonRepairs done;
  std::string out = repaired(good, &done);
  EXPECT_FALSE(done.any());
  std::erase(out, ' ');
  std::string expected(good);
  std::erase(expected, ' ');
  EXPECT_EQ(out, expected);
}

TEST(JsonRepair, mends_what_a_strict_reader_refuses) {
  JsonRepairs done;
  EXPECT_EQ(repaired("{\"a\":\"x\xFFy\xE2\x82z\"}", &done), "{\"a\":\"x\xEF\xBF\xBDy\xEF\xBF\xBDz\"}");
  EXPECT_EQ(done.invalid_utf8, 2u);
  EXPECT_EQ(repaired("{\"a\":\"x\ny\x01\\\n\"}", &done), "{\"a\":\"x\\u000ay\\u0001\\\\\\u000a\"}");
  EXPECT_EQ(done.control_characters, 3u);
  EXPECT_EQ(repaired("\xEF\xBB\xBF{\"a\":1}", &done), "{\"a\":1}");
  EXPECT_EQ(done.stray_bytes, 1u);
  EXPECT_EQ(repaired("{\"a\":[1,2, ],}", &done), "{\"a\":[1,2]}");
  EXPECT_EQ(done.trailing_commas, 2u);
  EXPECT_EQ(done.describe(), "2 trailing comma(s) removed");
}

}  // namespace
}  // namespace rsmf
