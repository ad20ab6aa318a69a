#include "rsmf/validate/manifest_checker.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/text_source.hpp"

namespace rsmf {
namespace {

// A small manifest with one of everything that breaks no rule, and what a case puts in its place.
constexpr std::string_view kGood2 =
    R"({"version":"2.0.0","participants":[{"id":"a","display":"A","email":"a@example.com"},{"id":"b","display":"B"}],)"
    R"("conversations":[{"id":"c","platform":"slack","type":"channel","participants":["a","b"]}],)"
    R"("events":[{"id":"1","type":"message","conversation":"c","participant":"a","timestamp":"2024-01-01T00:00:00Z",)"
    R"("body":"x"},{"id":"2","type":"message","conversation":"c","participant":"b",)"
    R"("timestamp":"2024-01-01T00:01:00Z","parent":"1"}],"eventcollectionid":"k"})";

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out(text);
  size_t at = out.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? out : out.replace(at, what.size(), with);
}

/// "R061 /events/0/body" for each breach, sorted as they were found.
std::vector<std::string> breaches(std::string_view text, size_t portion = SIZE_MAX, bool with_places = false) {
  ManifestChecker checker;
  BreachLog log;
  TextSource source(text, portion), again(text);
  auto facts = checker.check(source, "m", log);
  EXPECT_TRUE(facts.has_value());
  EXPECT_TRUE(locate_breaches(again, "m", log).has_value());
  std::vector<std::string> list;
  for (const Breach& b : log.kept()) {
    EXPECT_NE(b.place.offset, kNoOffset) << rule(b.rule).code << " " << b.place.pointer;
    EXPECT_LE(b.message.size(), 400u);
    std::string line = std::string(rule(b.rule).code) + " " + b.place.pointer;
    if (with_places)
      line += " " + std::to_string(b.place.line) + ":" + std::to_string(b.place.column) + "@" +
              std::to_string(b.place.offset);
    list.push_back(line);
  }
  return list;
}

std::string joined(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& item : list) all += (all.empty() ? "" : ", ") + item;
  return all;
}

/// In a good manifest, `what` replaced by `with`.
struct Case {
  const char* what;
  const char* with;
  const char* expected;
};

void check_cases(std::string_view good, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    std::string text = replaced(good, c.what, c.with);
    EXPECT_EQ(joined(breaches(text)), c.expected) << c.what << " -> " << c.with;
    EXPECT_EQ(joined(breaches(text, 1)), c.expected) << "byte by byte: " << c.what << " -> " << c.with;
  }
}

TEST(ManifestCheckerTest, AGoodOneBreaksNothing) {
  EXPECT_EQ(joined(breaches(kGood2)), "");
}

TEST(ManifestCheckerTest, Text) {
  check_cases(kGood2, {
                          {R"("body":"x")", "\"body\":\"\xFF\"", "R050 /events/0/body"},
                          {R"("body":"x")", "\"body\":\"\xC3\xBF\"", ""},
                          {R"("body":"x")", R"("body":x)", "R051 /events/0/body"},
                          {R"("body":"x")", "\"body\":\"\t\"", "R051 /events/0/body"},
                          {R"("body":"x")", R"("body":"x",)", "R052 /events/0"},
                          {R"("body":"x")", R"("body":"x" "deleted":false)", "R051 /events/0"},
                          {R"("body":"x")", R"("body":"x","body":"y")", "R053 /events/0/body"},
                          {R"("body":"x")", R"("custom":[{"name":"n","value":"v","name":"n"}])",
                           "R053 /events/0/custom/0/name"},
                          {R"("body":"x")", R"("body":"\ud83d")", "R055 /events/0/body"},
                          {R"("body":"x")", R"("body":"\ud83d\ude00\t\n")", ""},
                          {R"("body":"x")", R"("body":"\u0000")", "R055 /events/0/body"},
                          {R"("eventcollectionid":"k"})", R"("eventcollectionid":"k")", "R051 "},
                          {R"("eventcollectionid":"k"})", R"("eventcollectionid":"k"}x)", "R051 "},
                      });
  EXPECT_EQ(joined(breaches("[]")), "R054 ");
  EXPECT_EQ(joined(breaches("")), "R051 ");
  EXPECT_EQ(joined(breaches(" \"x\" ")), "R054 ");
  std::string deep = std::string(200, '[') + std::string(200, ']');
  EXPECT_EQ(joined(breaches(replaced(kGood2, R"("body":"x")", "\"~/\":" + deep))).substr(0, 36),
            "R068 /events/0/~0~1, R056 /events/0/");
}

TEST(ManifestCheckerTest, Schema) {
  check_cases(
      kGood2,
      {
          {R"("type":"message","conversation":"c",)", R"("conversation":"c",)", "R060 /events/0"},
          {R"("version":"2.0.0",)", "", "R060 "},
          {R"("id":"a",)", R"()",
           "R060 /participants/0, R095 /conversations/0/participants/0, R093 /events/0/participant"},
          {R"("platform":"slack",)", "", "R060 /conversations/0"},
          {R"("body":"x")", R"("reactions":[{"count":0,"participants":[]}])", "R060 /events/0/reactions/0"},
          {R"("body":"x")", R"("custom":[{"name":"n"}])", "R060 /events/0/custom/0"},
          {R"("body":"x")", R"("body":null)", "R061 /events/0/body"},
          {R"("body":"x")", R"("body":{"a":[1]})", "R061 /events/0/body"},
          {R"("body":"x")", R"("deleted":"true")", "R061 /events/0/deleted"},
          {R"("body":"x")", R"("deleted":true)", ""},
          {R"("body":"x")", R"("attachments":[{"id":"f","size":1.5}])", "R061 /events/0/attachments/0/size"},
          {R"("body":"x")", R"("attachments":[{"id":"f","size":"1"}])", "R061 /events/0/attachments/0/size"},
          {R"("body":"x")", R"("attachments":[{"id":"f","size":1.0},{"id":"g","size":25e-1}])",
           "R061 /events/0/attachments/1/size"},
          {R"("body":"x")", R"("attachments":[{"id":"f","size":10e2}])", ""},
          {R"("body":"x")", R"("edits":[null])", "R061 /events/0/edits/0"},
          {R"("body":"x")", R"("edits":{})", "R061 /events/0/edits"},
          {R"(["a","b"])", R"(["a","b",7])", "R061 /conversations/0/participants/2"},
          {R"("body":"x")", R"("importance":"High")", "R062 /events/0/importance"},
          {R"("body":"x")", R"("importance":"high")", ""},
          {R"("type":"channel")", R"("type":"group")", "R062 /conversations/0/type"},
          {R"("type":"message")", R"("type":"")", "R062 /events/0/type"},
          {R"("type":"message")", R"("type":"unknown")", ""},
          {R"("platform":"slack")", R"("platform":"")", "R063 /conversations/0/platform"},
          {R"(["a","b"])", R"(["a","b",""])", "R063 /conversations/0/participants/2"},
          {R"("body":"x")", R"("custom":[{"name":"n","value":""}])", "R063 /events/0/custom/0/value"},
          {R"("email":"a@example.com")", R"("email":"")", "R064 /participants/0/email"},
          {R"("email":"a@example.com")", R"("email":"A <a@example.com>")", "R064 /participants/0/email"},
          {R"("email":"a@example.com")", R"("email":"a@ex_ample.com")", "R064 /participants/0/email"},
          {R"("email":"a@example.com")", R"("email":"\u00e4@example.com")", ""},
          {"2024-01-01T00:00:00Z", "2024-02-30T00:00:00Z", "R065 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01 00:00:00Z", "R065 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:00Z", "R065 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:00:00+0100", "R065 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "", "R065 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:00:00", "R066 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:30:00.1234567+01:00", ""},
          {"2024-01-01T00:00:00Z", "2024-01-01t00:00:00Z", "R071 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:00:00z", "R071 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2023-12-31T23:59:60Z", "R071 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:00:00.12345678Z", "R071 /events/0/timestamp"},
          {R"("version":"2.0.0")", R"("version":"2.0")", "R067 /version"},
          {R"("version":"2.0.0")", R"("version":2)", "R061 /version"},
          {R"("body":"x")", R"("Body":"x")", "R068 /events/0/Body"},
          {R"("body":"x")", R"("x":{"y":1,"y":2})", "R068 /events/0/x, R053 /events/0/x/y"},
          {R"("body":"x")", R"("x":1,"x":2)", "R068 /events/0/x, R068 /events/0/x, R053 /events/0/x"},
          {R"("body":"x")", R"("reactions":[{"value":"1234567890123456789012345678901","participants":[]}])",
           "R070 /events/0/reactions/0/value"},
          {R"("body":"x")", R"("reactions":[{"value":"12345678901234567890123456789é","participants":[]}])", ""},
          {R"("body":"x")", R"("reactions":[{"value":"x"}])", "R072 /events/0/reactions/0"},
      });
}

TEST(ManifestCheckerTest, OlderSchema) {
  std::string good = replaced(replaced(kGood2, R"(,"eventcollectionid":"k")", ""), "2.0.0", "1.0.0");
  good = replaced(good, R"("id":"c",)", R"("id":"c","display":"C",)");
  std::vector<Case> cases = {
      {R"("body":"x")", R"("body":"y")", ""},
      {R"("id":"c","display":"C",)", R"("id":"c",)", "R060 /conversations/0"},
      {R"("display":"A")", R"("display":"")", "R063 /participants/0/display"},
      {R"("participant":"a",)", "", "R060 /events/0"},
      {R"("type":"channel",)", "", "R060 /conversations/0"},
      {R"("body":"x")", R"("type2":"history")", "R068 /events/0/type2"},
      {R"("type":"message")", R"("type":"history")", "R062 /events/0/type"},
      {R"("body":"x")", R"("direction":5)", "R069 /events/0/direction"},
      {R"("body":"x")", R"("read_receipts":[{"Participant":null}])", "R069 /events/0/read_receipts"},
      {R"("body":"x")", R"("reactions":[{"value":"x"}])", "R060 /events/0/reactions/0, R060 /events/0/reactions/0"},
      {R"("body":"x")", R"("edits":[{"participant":"a"}])", "R060 /events/0/edits/0"},
      {R"("body":"x")", R"("attachments":[{"id":"f","display":"f"}])", "R060 /events/0/attachments/0"},
  };
  check_cases(good, cases);
  // The same when the version comes last.
  std::string last = replaced(good, R"("version":"1.0.0",)", "");
  last = replaced(last, "\"parent\":\"1\"}]", "\"parent\":\"1\"}],\"version\":\"1.0.0\"");
  check_cases(last, cases);
  std::string last_2 = replaced(last, "1.0.0", "2.0.0");
  check_cases(last_2, {{R"("id":"c","display":"C",)", R"("id":"c",)", ""},
                       {R"("display":"A")", R"("display":"")", "R111 /participants/0/display"},
                       {R"("type":"message")", R"("type":"history")", ""},
                       {R"("body":"x")", R"("direction":5)", "R061 /events/0/direction"}});
}

TEST(ManifestCheckerTest, Ids) {
  check_cases(
      kGood2,
      {
          {R"("id":"b","display":"B"})", R"("id":"b","display":"B"},{"id":"a"})", "R080 /participants/2/id"},
          {R"("participants":["a","b"]}])",
           R"("participants":["a","b"]},{"id":"c","platform":"x","type":"channel","participants":["a"]}])",
           "R081 /conversations/1/id"},
          {R"({"id":"2")", R"({"id":"1")", "R082 /events/1/id"},
          {R"({"id":"2",)", "{", ""},
          {R"("body":"x")", R"("attachments":[{"id":"f"},{"id":"f"}])", "R106 /events/0/attachments/1/id"},
          {R"("body":"x")", R"("attachments":[{"id":"f"},{"id":"F"}])", ""},
          {R"("body":"x")", R"("reactions":[{"value":"x","participants":["a"]},{"value":"x","participants":["b"]}])",
           "R105 /events/0/reactions/1/value"},
          {R"("body":"x")", R"("reactions":[{"value":"x","count":2,"participants":["a","a"]}])",
           "R114 /events/0/reactions/0/participants/1"},
          {R"(["a","b"])", R"(["a","b","a"])", "R114 /conversations/0/participants/2"},
          {R"("body":"x")", R"("reactions":[{"value":"x","count":2,"participants":["a"]}])",
           "R104 /events/0/reactions/0/count"},
          {R"({"id":"1")", R"({"id":"")", "R111 /events/0/id, R092 /events/1/parent"},
      });
}

TEST(ManifestCheckerTest, Lists) {
  check_cases(R"({"participants":[],"conversations":[],"events":[],"version":"2.0.0"})",
              {{"2.0.0", "2.0.0", "R083 /participants, R084 /conversations, R085 /events"}});
  std::string people, events;
  for (int i = 0; i < 10'001; ++i) {
    people += R"({"id":")" + std::to_string(i) + "\"},";
    events += R"({"type":"message","conversation":"c","participant":"a","timestamp":"2024-01-01T00:00:00Z"},)";
  }
  EXPECT_EQ(breaches(replaced(kGood2, R"({"id":"b")", people + R"({"id":"b")"))[0], "R087 /participants");
  EXPECT_EQ(joined(breaches(replaced(kGood2, R"({"id":"1")", events + R"({"id":"1")"))), "R086 /events");
}

TEST(ManifestCheckerTest, Meaning) {
  check_cases(
      kGood2,
      {
          {R"("conversation":"c")", R"("conversation":"d")", "R088 /events/0/conversation, R092 /events/1/parent"},
          {R"("participant":"b",)", "", "R089 /events/1"},
          {R"("type":"channel")", R"("type":"direct")", ""},
          {R"("type":"channel",)", "", "R115 /conversations/0"},
          {R"("participants":["a","b"]}])",
           R"("participants":["a","b"]},{"id":"d","platform":"x","type":"direct","participants":["a"]}])",
           "R090 /conversations/1"},
          {R"("parent":"1")", R"("parent":"3")", "R092 /events/1/parent"},
          {R"("parent":"1")", R"("parent":"2")", "R092 /events/1/parent"},
          {R"("body":"x")", R"("parent":"2")", "R092 /events/0/parent"},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:01:00Z", ""},
          {R"("timestamp":"2024-01-01T00:01:00Z",)", "", "R089 /events/1, R092 /events/1/parent"},
          {R"("participant":"a")", R"("participant":"z")", "R093 /events/0/participant"},
          {R"(["a","b"])", R"(["a"])", "R094 /events/1/participant"},
          {R"(["a","b"])", R"(["a","b","z"])", "R095 /conversations/0/participants/2"},
          {R"("type":"channel")", R"("type":"channel","custodian":"a")", ""},
          {R"("type":"channel")", R"("type":"channel","custodian":"z")", "R096 /conversations/0/custodian"},
          {R"("body":"x")", R"("reactions":[{"value":"x","count":2,"participants":["a","z"]}])",
           "R097 /events/0/reactions/0/participants/1"},
          {R"("body":"x")", R"("edits":[{"participant":"z","timestamp":"2024-01-01T00:00:00Z"}])",
           "R098 /events/0/edits/0/participant"},
          {R"("body":"x")", R"("read_receipts":[{"participant":"b"},{"participant":"z","action":"read"}])",
           "R099 /events/0/read_receipts/1/participant"},
          {R"("body":"x")", R"("edits":[{"participant":"a","timestamp":"2023-12-31T23:59:59Z"}])",
           "R100 /events/0/edits/0/timestamp"},
          {R"("body":"x")", R"("edits":[{"participant":"a"}])", "R101 /events/0/edits/0"},
          {R"("body":"x")", R"("read_receipts":[{"participant":"a","timestamp":"2023-12-31T23:59:59Z"}])",
           "R102 /events/0/read_receipts/0/timestamp"},
          {R"("body":"x")", R"("read_receipts":[])", "R103 /events/0/read_receipts"},
          {R"("body":"x")", R"("edits":[],"reactions":[],"attachments":[],"custom":[])", ""},
          {R"("display":"B"})", R"("display":"B"},{"id":"d"})", "R107 /participants/2"},
          {R"("body":"x")", R"("edits":[{"participant":"a","timestamp":"2024-01-01T00:00:01Z","new":"y"}],"body":"x")",
           "R108 /events/0"},
          {R"("body":"x")",
           R"("edits":[{"participant":"a","timestamp":"2024-01-01T00:00:01Z","new":"\u0078"}],"body":"x")", ""},
          {"2024-01-01T00:00:00Z", "2024-01-01T00:00:00-01:00", "R109 /events/1, R092 /events/1/parent"},
          {"2024-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "R110 /events/0/timestamp"},
          {"2024-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "R110 /events/0/timestamp"},
          {R"("display":"A")", R"("display":"")", "R111 /participants/0/display"},
          {R"("parent":"1")", R"("parent":"")", "R111 /events/1/parent"},
          {R"("body":"x")", R"("body":"")", ""},
          {R"("body":"x")",
           R"("edits":[{"participant":"a","timestamp":"2024-01-01T00:00:02Z"},{"participant":"a","timestamp":"2024-01-01T00:00:01Z"}])",
           "R113 /events/0/edits/1/timestamp"},
      });
}

TEST(ManifestCheckerTest, MembershipInTimeOrder) {
  // b joins, acts and leaves; the file has newest first.
  auto manifest = [](const char* first, const char* type) {
    return std::string(
               R"({"events":[{"type":"message","conversation":"c","participant":"b","timestamp":"2024-01-04T00:00:00Z"},)") +
           R"({"type":"leave","conversation":"c","participant":"b","timestamp":"2024-01-03T00:00:00Z"},)"
           R"({"type":"message","conversation":"c","participant":"a","timestamp":"2024-01-02T00:00:00Z",)"
           R"("reactions":[{"value":"x","participants":["b"]}]},)"
           R"({"type":"join","conversation":"c","participant":"b","timestamp":"2024-01-01T00:00:00Z"},)" +
           R"({"type":"message","conversation":"c","participant":"b","timestamp":")" + first +
           R"("}],"conversations":[{"participants":["a"],"id":"c","platform":"x")" + type +
           R"(}],"participants":[{"id":"a"},{"id":"b"}],"version":"2.0.0"})";
  };
  EXPECT_EQ(joined(breaches(manifest("2024-01-01T12:00:00Z", R"(,"type":"channel")"))),
            "R109 /events/1, R094 /events/0/participant");
  EXPECT_EQ(joined(breaches(manifest("2023-01-01T12:00:00Z", R"(,"type":"channel")"))),
            "R109 /events/1, R094 /events/4/participant, R094 /events/0/participant");
  EXPECT_EQ(joined(breaches(manifest("2024-01-01T12:00:00Z", R"(,"type":"direct")"))),
            "R109 /events/1, R091 /events/3/type, R091 /events/1/type, R094 /events/0/participant");
  EXPECT_EQ(
      joined(breaches(replaced(manifest("2024-01-01T12:00:00Z", R"(,"type":"channel")"), R"(["a"])", R"(["a","b"])"))),
      "R109 /events/1, R112 /events/3/participant, R094 /events/0/participant");
}

TEST(ManifestCheckerTest, CirclesAreToldOnceForEachEvent) {
  std::string events;
  for (int i = 0; i < 5; ++i)
    events +=
        (i ? ",{\"id\":\"" : "{\"id\":\"") + std::to_string(i) +
        R"(","type":"message","conversation":"c","participant":"a","timestamp":"2024-01-01T00:00:00Z","parent":")" +
        std::to_string(i == 4 ? 2 : i + 1) + "\"}";
  std::string text = R"({"version":"2.0.0","participants":[{"id":"a"}],"conversations":[{"id":"c","platform":"x",)"
                     R"("type":"direct","participants":["a"]}],"events":[)" +
                     events + "]}";
  EXPECT_EQ(joined(breaches(text)), "R092 /events/2/parent, R092 /events/3/parent, R092 /events/4/parent");
}

TEST(ManifestCheckerTest, PlacesAreExact) {
  std::string text =
      "{\"version\":\"2.0.0\",\n \"participants\":[\n  {\"id\":\"a\", \"email\":\"x\"}],\n"
      " \"conversations\":[{\"id\":\"c\",\"platform\":\"p\",\"type\":\"direct\",\"participants\":[\"a\",\n   "
      "\"z\"]}],\n"
      " \"events\":[{\"type\":\"message\",\"conversation\":\"c\",\"participant\":\"a\"},]}";
  auto at = [&](std::string_view what) {
    size_t offset = text.find(what), line = 1, begin = 0;
    for (size_t i = 0; i < offset; ++i) {
      if (text[i] != '\n') continue;
      ++line;
      begin = i + 1;
    }
    return std::to_string(line) + ":" + std::to_string(offset - begin + 1) + "@" + std::to_string(offset);
  };
  EXPECT_EQ(joined(breaches(text, SIZE_MAX, true)), "R064 /participants/0/email " + at("\"x\"") + ", R089 /events/0 " +
                                                        at("{\"type\":\"message\"") + ", R052 /events/1 " + at(",]}") +
                                                        ", R095 /conversations/0/participants/1 " + at("\"z\""));
}

TEST(ManifestCheckerTest, FactsAreWhatStandsThere) {
  std::string text = replaced(kGood2, R"("type":"channel")", R"("type":"channel","custodian":"a","icon":"i.png")");
  text = replaced(text, R"("body":"x")", R"("attachments":[{"size":5,"id":"f.png"}])");
  text = replaced(text, R"("display":"B")", R"("avatar":"b.png")");
  ManifestChecker checker;
  BreachLog log;
  TextSource source(text);
  auto facts = checker.check(source, "m", log);
  ASSERT_TRUE(facts.has_value());
  EXPECT_TRUE(facts->is_object && facts->complete && facts->all_events_timed);
  EXPECT_EQ(facts->version, "2.0.0");
  EXPECT_EQ(facts->collection_id, "k");
  EXPECT_EQ(facts->participants, 2u);
  EXPECT_EQ(facts->conversations, 1u);
  EXPECT_EQ(facts->events, 2u);
  EXPECT_EQ(facts->events_by_type[size_t(EventType::message)], 2u);
  EXPECT_EQ(facts->attachments, 1u);
  EXPECT_EQ(facts->last - facts->first, 60 * kSecond);
  EXPECT_EQ(facts->displays, (std::vector<std::string>{"A", ""}));
  EXPECT_EQ(facts->custodians, (std::vector<std::string>{"a", "A"}));
  ASSERT_EQ(facts->files.size(), 3u);
  EXPECT_EQ(facts->files[0].id, "b.png");
  EXPECT_EQ(facts->files[1].id, "i.png");
  EXPECT_EQ(facts->files[2].id, "f.png");
  EXPECT_EQ(facts->files[2].stated_size, 5);
  EXPECT_EQ(facts->files[2].place.pointer, "/events/0/attachments/0/id");
  EXPECT_EQ(facts->files[2].place.offset, text.find("\"f.png\""));
}

TEST(ManifestCheckerTest, MemoryIsBounded) {
  ManifestLimits limits;
  limits.max_memory = 1 << 20;
  ManifestChecker checker(limits);
  BreachLog log;
  std::string head = replaced(kGood2, R"("eventcollectionid":"k"})", R"("events":[)");
  RepeatedSource source(head, R"({"type":"message","conversation":"c","participant":"a","attachments":[{"id":"q"}]},)",
                        50'000, R"({"type":"join"}]})");
  auto facts = checker.check(source, "m", log);
  ASSERT_TRUE(facts.has_value());
  EXPECT_FALSE(facts->complete);
  EXPECT_EQ(facts->events, 50'003u);
  EXPECT_EQ(facts->attachments, 50'000u);
  EXPECT_LT(facts->files.size(), 20'000u);
  EXPECT_EQ(log.count(RuleId::too_large_to_compare), 1u);
  EXPECT_EQ(log.count(RuleId::incomplete_event), 50'001u);  // rules within a row go on
  EXPECT_EQ(log.count(RuleId::author_undefined), 0u);
}

TEST(ManifestCheckerTest, StreamErrorsAreHandedOn) {
  ManifestChecker checker;
  BreachLog log;
  TextSource source(kGood2.substr(0, 200), SIZE_MAX, Error{ErrorKind::io, "disk trouble"});
  auto facts = checker.check(source, "m", log);
  ASSERT_FALSE(facts.has_value());
  EXPECT_EQ(facts.error().message, "disk trouble");
  EXPECT_EQ(log.count(RuleId::malformed_json), 0u);
  TextSource good(kGood2);
  log.clear();
  EXPECT_TRUE(checker.check(good, "m", log).has_value());  // nothing sticks
  EXPECT_TRUE(log.kept().empty());
}

TEST(ManifestCheckerTest, SchemaErrorsLeaveOutWhatOnlyRelativityRefuses) {
  auto errors = [](const std::string& text) {
    ManifestChecker checker;
    BreachLog log;
    TextSource source(text);
    (void)checker.check(source, "m", log);
    return schema_errors(log);
  };
  EXPECT_EQ(errors(std::string(kGood2)), 0u);
  EXPECT_EQ(errors(replaced(kGood2, R"("body":"x")", R"("body":5)")), 1u);
  EXPECT_EQ(errors(replaced(kGood2, R"("body":"x")", R"("reactions":[{"value":"x"}])")), 0u);
  EXPECT_EQ(errors(replaced(kGood2, "00Z", "00z")), 0u);
}

}  // namespace
}  // namespace rsmf
