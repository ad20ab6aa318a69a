#include "diff/comparison.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "diff/moved_events.hpp"
#include "diff/room_numbers.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kBase =
    R"({"record":"participant","id":"u1","display":"Ada","email":"ada@example.com"}
{"record":"conversation","id":"c","display":"Planning","platform":"acme","type":"channel","participants":["u1","u2"]}
{"id":"1","conversation":"c","participant":"u1","timestamp":"2024-03-01T08:00:00Z","body":"one"}
{"id":"2","conversation":"c","participant":"u2","timestamp":"2024-03-01T08:01:00Z","body":"two","parent":"1","importance":"high","direction":"incoming","reactions":[{"value":"ok","participants":["u1"]}],"attachments":[{"display":"a.txt"}],"edits":[{"participant":"u2","timestamp":"2024-03-01T08:02:00Z","previous":"tow","new":"two"}],"read_receipts":[{"participant":"u1","timestamp":"2024-03-01T08:03:00Z","action":"read"}],"custom":{"k":"v"}}
{"id":"3","conversation":"c","participant":"u1","timestamp":"2024-03-01T08:04:00Z","body":"three"}
)";

class ComparisonTest : public testing::Test {
 protected:
  void TearDown() override {
    std::filesystem::remove(a_);
    std::filesystem::remove(b_);
  }
  /// kBase against kBase with `from` replaced by `to`.
  Comparison changed(std::string_view from, std::string_view to) {
    std::string other(kBase);
    const size_t at = other.find(from);
    EXPECT_NE(at, other.npos) << from;
    other.replace(at, from.size(), to);
    return compared(std::string(kBase), other);
  }
  Comparison compared(const std::string& a, const std::string& b) {
    std::ofstream(a_, std::ios::binary) << a;
    std::ofstream(b_, std::ios::binary) << b;
    auto comparison = compare(a_, b_, options_);
    EXPECT_TRUE(comparison) << comparison.error().message;
    return comparison ? *comparison : Comparison{};
  }
  /// "2: text "; the order of the lists.
  static std::string fields(const Comparison& c) {
    std::string text;
    for (const EventDifference& e : c.events) {
      text += e.id + ":";
      for (const FieldChange& change : e.changes) text += " " + change.field;
      text += ";";
    }
    return text;
  }

  std::string name_ = testing::TempDir() + "diff_" + testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string a_ = name_ + "_a.ndjson", b_ = name_ + "_b.ndjson";
  ComparisonOptions options_;
};

TEST_F(ComparisonTest, TheSameIsTheSame) {
  const Comparison c = compared(std::string(kBase), std::string(kBase));
  EXPECT_TRUE(c.is_same());
  EXPECT_EQ(c.same, 3u);
}

/// Each field, changed alone, is found, named, and can be ignored.
TEST_F(ComparisonTest, EveryFieldCounts) {
  struct Change {
    DiffField field;
    std::string_view from, to;
  };
  const Change changes[] = {
      {DiffField::type, R"({"id":"2",)", R"({"id":"2","type":"disclaimer",)"},
      {DiffField::time, "08:01:00Z", "08:01:00.0000001Z"},
      {DiffField::author, R"("participant":"u2","timestamp":"2024-03-01T08:01)",
       R"("participant":"u1","timestamp":"2024-03-01T08:01)"},
      {DiffField::text, "\"body\":\"two\"", "\"body\":\"tw\""},
      {DiffField::parent, R"("parent":"1")", R"("parent":"3")"},
      {DiffField::deleted, R"({"id":"2",)", R"({"id":"2","deleted":true,)"},
      {DiffField::importance, "high", "normal"},
      {DiffField::direction, "incoming", "outgoing"},
      {DiffField::attachments, "a.txt", "b.txt"},
      {DiffField::reactions, R"("value":"ok")", R"("value":"ko")"},
      {DiffField::edits, R"("previous":"tow",)", ""},
      {DiffField::receipts, R"("action":"read")", R"("action":"delivered")"},
      {DiffField::custom, R"({"k":"v"})", R"({"k":"w"})"},
  };
  EXPECT_EQ(std::size(changes), kEventFields - 1);  // bytes of attachments: below
  for (const Change& change : changes) {
    SCOPED_TRACE(name_of(change.field));
    options_ = {};
    const Comparison c = changed(change.from, change.to);
    EXPECT_EQ(fields(c), "2: " + std::string(name_of(change.field)) + ";");
    EXPECT_EQ(c.changed, 1u);
    EXPECT_EQ(c.same, 2u);
    options_.ignored.add(change.field);
    EXPECT_TRUE(changed(change.from, change.to).is_same());
  }
}

TEST_F(ComparisonTest, BytesOfAttachmentsCount) {
  const std::string folders[] = {name_ + "_1", name_ + "_2"};
  auto write = [&](std::string_view second) {
    for (const std::string& folder : folders) {
      std::filesystem::create_directories(folder);
      std::ofstream(folder + "/e.ndjson")
          << kBase
          << R"({"id":"9","conversation":"c","participant":"u1","body":"see","attachments":[{"path":"a.bin"}]})"
             "\n";
      std::ofstream(folder + "/a.bin") << (folder == folders[0] ? "bytes 1" : second);
    }
  };
  auto differences = [&] {
    auto comparison = compare(folders[0] + "/e.ndjson", folders[1] + "/e.ndjson", options_);
    EXPECT_TRUE(comparison) << comparison.error().message;
    return comparison ? *comparison : Comparison{};
  };
  write("bytes 2");
  const Comparison c = differences();
  EXPECT_EQ(fields(c), "9: attachment-bytes;");
  options_.ignored.add(DiffField::attachment_bytes);
  EXPECT_TRUE(differences().is_same());
  options_ = {};
  write("bytes 1");
  EXPECT_TRUE(differences().is_same());
  for (const std::string& folder : folders) std::filesystem::remove_all(folder);
}

TEST_F(ComparisonTest, ListedPeopleWhoNeverActCount) {
  const std::string eve = R"({"record":"participant","id":"u3","display":"Eve"})"
                          "\n";
  const std::string eva = R"({"record":"participant","id":"u3","display":"Eva"})"
                          "\n";
  std::string base(kBase);
  base.replace(base.find(R"(["u1","u2"]})"), 12, R"(["u1","u2","u3"]})");
  const Comparison c = compared(eve + base, eva + base);
  ASSERT_EQ(c.people_differences.size(), 1u);
  EXPECT_EQ(c.people_differences[0].id, "u3");
}

TEST_F(ComparisonTest, TimesAreComparedAsFarAsRsmfHoldsThem) {
  EXPECT_TRUE(changed("08:01:00Z", "08:01:00.000000099Z").is_same());
}

TEST_F(ComparisonTest, AddedAndRemoved) {
  const Comparison c = changed(R"({"id":"3")", R"({"id":"4")");
  EXPECT_EQ(c.removed, 1u);
  EXPECT_EQ(c.added, 1u);
  ASSERT_EQ(c.events.size(), 2u);
  EXPECT_EQ(c.events[0].kind, DifferenceKind::removed);
  EXPECT_EQ(c.events[0].id, "3");
  EXPECT_EQ(c.events[0].author, "Ada");
  EXPECT_EQ(c.events[1].kind, DifferenceKind::added);
  EXPECT_EQ(c.events[1].text, "three");
}

TEST_F(ComparisonTest, PeopleAndConversations) {
  Comparison c = changed("ada@example.com", "ada@example.org");
  ASSERT_EQ(c.people_differences.size(), 1u);
  EXPECT_EQ(c.people_differences[0].changes[0].field, "email");
  EXPECT_EQ(c.same, 3u);
  EXPECT_FALSE(c.is_same());
  c = changed(R"(["u1","u2"]})", R"(["u1"]})");
  ASSERT_EQ(c.conversation_differences.size(), 1u);
  EXPECT_EQ(c.conversation_differences[0].changes[0].field, "members at the start");
  EXPECT_EQ(c.conversation_differences[0].changes[0].before, "u1, u2");
  options_.ignored.add(DiffField::conversations);
  EXPECT_TRUE(changed(R"(["u1","u2"]})", R"(["u1"]})").is_same());
}

/// Several events of one id: the extra one is the difference, not all of them.
TEST_F(ComparisonTest, TheSameIdTwice) {
  const std::string twice =
      R"({"id":"3","conversation":"c","participant":"u1","timestamp":"2024-03-01T08:04:00Z","body":"again"})"
      "\n";
  const Comparison c = compared(std::string(kBase) + twice, std::string(kBase));
  EXPECT_EQ(c.same, 3u);
  EXPECT_EQ(c.removed, 1u);
  EXPECT_EQ(c.events[0].text, "again");
}

TEST_F(ComparisonTest, OrderWithinAConversation) {
  std::string moved(kBase);
  const size_t one = moved.find(R"({"id":"1")"), two = moved.find(R"({"id":"2")");
  const std::string line = moved.substr(one, two - one);
  moved.erase(one, two - one);
  moved += line;
  Comparison c = compared(std::string(kBase), moved);
  EXPECT_EQ(c.same, 3u);
  ASSERT_EQ(c.orders.size(), 1u);
  EXPECT_EQ(c.moved, 1u);
  EXPECT_EQ(c.orders[0].common, 3u);
  EXPECT_FALSE(c.is_same());
  options_.ignored.add(DiffField::order);
  EXPECT_TRUE(compared(std::string(kBase), moved).is_same());
}

TEST_F(ComparisonTest, CountsStayExactWhereNotAllIsTold) {
  std::string a(kBase), b(kBase);
  for (int i = 10; i < 40; ++i) {
    const std::string head = R"({"id":")" + std::to_string(i) + R"(","conversation":"c","participant":"u1","body":")";
    a += head + "a\"}\n";
    b += head + "b\"}\n";
  }
  options_.most = 5;
  Comparison c = compared(a, b);
  EXPECT_EQ(c.changed, 30u);
  EXPECT_EQ(fields(c), "10: text;11: text;12: text;13: text;14: text;");
  options_.most = 0;
  EXPECT_EQ(compared(a, b).events.size(), 30u);
  options_.counts_only = true;
  c = compared(a, b);
  EXPECT_EQ(c.changed, 30u);
  EXPECT_TRUE(c.events.empty());
}

TEST_F(ComparisonTest, LongTextsAreToldInPart) {
  const std::string same(100'000, 'x');
  const std::string head = R"({"id":"long","conversation":"c","participant":"u1","body":")" + same;
  const Comparison c = compared(std::string(kBase) + head + "1\"}\n", std::string(kBase) + head + "2\"}\n");
  EXPECT_EQ(fields(c), "long: text;");
  EXPECT_LT(c.events[0].changes[0].before.size(), 70'000u);
}

TEST_F(ComparisonTest, FailsForWhatCannotBeRead) {
  auto comparison = compare("no-such-file", "no-such-file", {});
  EXPECT_FALSE(comparison);
}

TEST(RoomNumbersTest, CollectionsTellConversationsOfOneIdApart) {
  Conversation c;
  c.id = "c";
  IdentityTable plain, stated, two;
  plain.add_conversation(c);
  c.collection_id = "X";
  stated.add_conversation(c);
  two.add_conversation(c);
  c.collection_id = "Y";
  two.add_conversation(c);
  EXPECT_EQ(match_rooms(plain, stated).b, std::vector<uint32_t>{0});
  EXPECT_EQ(match_rooms(two, two).b, (std::vector<uint32_t>{0, 1}));
  EXPECT_EQ(match_rooms(two, stated).b, std::vector<uint32_t>{0});
  EXPECT_EQ(match_rooms(stated, two).b, (std::vector<uint32_t>{0, 1}));
}

TEST(MovedEvents, TheFewestThatExplainIt) {
  auto moved = [](std::vector<uint32_t> places) { return moved_events(places); };
  EXPECT_EQ(moved({}), 0u);
  EXPECT_EQ(moved({0, 1, 2, 3}), 0u);
  EXPECT_EQ(moved({3, 0, 1, 2}), 1u);
  EXPECT_EQ(moved({3, 2, 1, 0}), 3u);
  EXPECT_EQ(moved({1, 0, 3, 2, 5, 4}), 3u);
}

}  // namespace
}  // namespace rsmf
