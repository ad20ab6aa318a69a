#include "sources/slack/compact_record.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "json/json_index.hpp"

namespace rsmf::slack {
namespace {

class CondensedRecord : public testing::Test {
 protected:
  void SetUp() override { index_user(R"({"id":"U1","profile":{"display_name":"Ann","bot_id":"B1"}})"); }
  void index_user(std::string_view json) { ASSERT_TRUE(workspace_.add_user(indexed(users_, json))); }
  JsonCursor indexed(Bytes& text, std::string_view json) {
    text.clear();
    text.append(json);
    EXPECT_EQ(index_.build(text.view()), JsonIndex::Verdict::ok);
    return index_.cursor();
  }
  // Before and after.
  RawMessage read(std::string_view json) {
    JsonCursor at = indexed(text_, json);
    RawMessage m;
    EXPECT_TRUE(m.read(at));
    return m;
  }
  RawMessage condensed(const RawMessage& m) {
    condenser_.clear();
    condenser_.add(m, {0, uint32_t(text_.size())});
    CondensedPlace place;
    CompactRecordReader reader(condenser_.made());
    RawMessage back;
    EXPECT_TRUE(reader.next(back, place));
    return back;
  }

  Workspace workspace_;
  Condenser condenser_{workspace_};
  JsonIndex index_;
  Bytes users_, text_;
};

constexpr const char* kTextNames[] = {"type",    "subtype", "ts",        "user",        "bot_id",       "username",
                                      "text",    "topic",   "thread_ts", "inviter",     "deleted_ts",   "channel",
                                      "purpose", "team",    "name",      "source_team", "client_msg_id"};
constexpr const char* kBookmarkNames[] = {"edited", "user_profile", "bot_profile", "reactions",        "files",
                                          "file",   "attachments",  "comment",     "previous_message", "message",
                                          "room",   "root",         "blocks"};

std::vector<std::string_view> texts_of(const RawMessage& m) {
  return {m.type,    m.subtype, m.ts,        m.user,        m.bot_id,       m.username,
          m.text,    m.topic,   m.thread_ts, m.inviter,     m.deleted_ts,   m.channel,
          m.purpose, m.team,    m.name,      m.source_team, m.client_msg_id};
}

std::vector<JsonCursor> bookmarks_of(const RawMessage& m) {
  return {m.edited,  m.user_profile, m.bot_profile, m.reactions, m.files, m.file,  m.attachments,
          m.comment, m.previous,     m.message,     m.room,      m.root,  m.blocks};
}

// Each member alone and all together: none is taken for another.
TEST_F(CondensedRecord, MembersComeBack) {
  std::string all = "{\"hidden\":true,\"no\":[]";
  std::vector<std::string> records;
  for (std::string name : kTextNames) {
    const std::string member = "\"" + name + "\":\"of " + name + std::string(name.size() * 9, '.') + "\"";
    records.push_back("{" + member + "}");
    all += "," + member;
  }
  all += ",\"text\":\"\"";
  for (std::string name : kBookmarkNames) {
    const std::string member = "\"" + name + "\": { \"in\" : [ \"" + name + "\", {\"n\":1} ] , \"b\":true }";
    records.push_back("{" + member + ",\"user\":\"U2\",\"is_ephemeral\":true}");
    all += "," + member;
  }
  records.push_back(all + "}");
  for (const std::string& record : records) {
    const RawMessage before = read(record), after = condensed(before);
    EXPECT_EQ(before.hidden, after.hidden);
    EXPECT_EQ(before.ephemeral, after.ephemeral);
    const auto texts = texts_of(before), same = texts_of(after);
    for (size_t i = 0; i < texts.size(); ++i) {
      EXPECT_EQ(texts[i], same[i]) << kTextNames[i] << " of " << record;
      EXPECT_EQ(texts[i].data() == nullptr, same[i].data() == nullptr);
    }
    const auto marks = bookmarks_of(before), again = bookmarks_of(after);
    for (size_t i = 0; i < marks.size(); ++i) {
      ASSERT_EQ(marks[i].valid(), again[i].valid()) << kBookmarkNames[i] << " of " << record;
      if (!marks[i].valid()) continue;
      EXPECT_EQ(marks[i].raw(), again[i].raw());
      std::string_view key;
      JsonCursor at = again[i];
      ASSERT_TRUE(at.begin_object() && at.next_member(key) && at.begin_array() && at.next_element());
      EXPECT_EQ(at.string(), kBookmarkNames[i]);
      ASSERT_TRUE(at.next_element());
      at.skip();
      EXPECT_FALSE(at.next_element());
      ASSERT_TRUE(at.next_member(key));
      EXPECT_TRUE(at.truth());
      EXPECT_FALSE(at.next_member(key));
      EXPECT_FALSE(at.failed());
    }
  }
}

TEST_F(CondensedRecord, ProfilesStayOfThoseTheIndexDoesNotName) {
  auto keeps = [&](std::string_view json) { return condensed(read(json)).user_profile.valid(); };
  for (int twice = 0; twice < 2; ++twice) {
    EXPECT_FALSE(keeps(R"({"user":"U1","user_profile":{}})"));
    EXPECT_TRUE(keeps(R"({"user":"U2","user_profile":{}})"));
    EXPECT_TRUE(keeps(R"({"user":"\u0055X","user_profile":{}})"));
  }
  // The index has a bot's own id at its user, who need not have a name.
  EXPECT_TRUE(condensed(read(R"({"bot_id":"B1","bot_profile":{}})")).bot_profile.valid());
  EXPECT_TRUE(keeps(R"({"user":"B1","user_profile":{}})"));
}

TEST_F(CondensedRecord, BlocksStayWhereTheyMaySpeak) {
  auto keeps = [&](std::string_view members) {
    return condensed(read("{\"blocks\":[1]," + std::string(members) + "}")).blocks.valid();
  };
  EXPECT_FALSE(keeps(R"("client_msg_id":"x","text":"hello <mailto:>")"));
  for (const char* speaks : {R"("text":"of an app")", R"("client_msg_id":"x")", R"("client_msg_id":"x","text":"")",
                             R"("client_msg_id":"x","text":"<mailto:>")", R"("client_msg_id":"x","text":"?t=xoxe-1")",
                             R"("client_msg_id":"x","text":"\u003cmailto:>")", R"("client_msg_id":"","text":"x")",
                             R"("client_msg_id":"x","text":"&amp;t=xoxe-1")"})
    EXPECT_TRUE(keeps(speaks)) << speaks;
}

TEST_F(CondensedRecord, ManyStayInOrder) {
  condenser_.clear();
  for (uint32_t i = 0; i < 100; ++i) {
    const RawMessage m = read("{\"ts\":\"" + std::to_string(i) + "\",\"reactions\":[" + std::to_string(i) + "]}");
    condenser_.add(m, {i, uint32_t(text_.size())});
  }
  CompactRecordReader reader(condenser_.made());
  CondensedPlace place;
  for (uint32_t i = 0; i < 100; ++i) {
    RawMessage m;
    ASSERT_TRUE(reader.next(m, place));
    EXPECT_EQ(place.offset, i);
    EXPECT_EQ(place.length, 24 + 2 * m.ts.size());
    EXPECT_EQ(m.ts, std::to_string(i));
    ASSERT_TRUE(m.reactions.begin_array() && m.reactions.next_element());
    EXPECT_EQ(m.reactions.count(), i);
  }
  RawMessage behind;
  EXPECT_FALSE(reader.next(behind, place));
}

}  // namespace
}  // namespace rsmf::slack
