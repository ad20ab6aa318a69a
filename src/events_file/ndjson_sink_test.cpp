#include "events_file/ndjson_sink.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "rsmf/roster.hpp"

namespace rsmf {
namespace {

/// Files whose keys are "in:PATH", "out:PATH", or "nameless".
class NamingStore final : public AttachmentStore {
 public:
  Result<std::unique_ptr<ByteSource>> open(std::string_view) const override { return fail(ErrorKind::io, "no bytes"); }
  ExportPath path_of(std::string_view key) const override {
    if (key.starts_with("in:")) return {std::string(key.substr(3))};
    if (key.starts_with("out:")) return {std::string(key.substr(4)), true};
    return {};
  }
};

class NdjsonSinkTest : public testing::Test {
 protected:
  NdjsonSinkTest() {
    options.attachments = &store;
    options.write = [this](std::string_view bytes) {
      text += bytes;
      return Result<void>();
    };
    options.report = [this](const Finding& finding) {
      codes.emplace_back(finding.spec->code);
      return Result<void>();
    };
  }

  uint32_t person(std::string_view id, std::string_view display = {}) {
    Participant row;
    row.id = id;
    row.display = display;
    return identities.add_person(row);
  }
  uint32_t conversation(std::string_view id, const Roster* roster = nullptr, std::string_view collection = {},
                        ConversationType type = ConversationType::channel) {
    Conversation row;
    row.id = id;
    row.display = id;
    row.platform = "acme";
    row.type = type;
    row.roster = roster;
    row.collection_id = collection;
    return identities.add_conversation(row);
  }
  static Event event(uint32_t conversation, uint32_t participant, std::string_view id) {
    Event e;
    e.conversation = conversation;
    e.participant = participant;
    e.id = id;
    e.time = 1'709'280'000 * kSecond;
    e.origin = {0, 0, 0, 1};
    return e;
  }
  void write(const std::vector<Event>& events) {
    NdjsonSink sink(options);
    const std::vector<SourceStream> streams(2);
    const Survey survey;
    ASSERT_TRUE(sink.begin({"in", "test", streams, survey, identities}));
    EventUnit unit;
    unit.events = events;
    ASSERT_TRUE(sink.take(unit, 0));
    auto more = sink.finish(0);
    ASSERT_TRUE(more && !*more);
    written = sink.events();
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }

  NamingStore store;
  IdentityTable identities;
  NdjsonSink::Options options;
  std::string text;
  std::vector<std::string> codes;
  uint64_t written = 0;
};

TEST_F(NdjsonSinkTest, people_and_conversations_come_before_their_first_event_and_once) {
  const uint32_t ada = person("u1", "Ada"), ben = person("u2"), c = conversation("c"), d = conversation("d");
  Event second = event(c, ada, "2");
  const ReadReceipt receipts[] = {{ben, kNoTime, ReceiptAction::read}};
  second.receipts = receipts;
  write({event(c, ada, "1"), second, event(d, ben, "1")});
  EXPECT_EQ(
      lines(),
      (std::vector<std::string>{
          R"({"record":"conversation","id":"c","platform":"acme","type":"channel","roster":"stated","participants":[]})",
          R"({"record":"participant","id":"u1","display":"Ada"})",
          R"({"record":"event","id":"1","conversation":"c","participant":"u1","timestamp":"2024-03-01T08:00:00Z"})",
          R"({"record":"participant","id":"u2"})",
          R"({"record":"event","id":"2","conversation":"c","participant":"u1","timestamp":"2024-03-01T08:00:00Z",)"
          R"("read_receipts":[{"participant":"u2","action":"read"}]})",
          R"({"record":"conversation","id":"d","platform":"acme","type":"channel","roster":"stated","participants":[]})",
          R"({"record":"event","id":"1","conversation":"d","participant":"u2","timestamp":"2024-03-01T08:00:00Z"})"}));
  EXPECT_EQ(written, 3u);
}

TEST_F(NdjsonSinkTest, an_event_says_all_it_knows) {
  const uint32_t ada = person("u1"), c = conversation("c");
  Event e = event(c, ada, "1");
  e.type = EventType::disclaimer;
  e.time += 1;
  e.body = "two\nlines \"quoted\"";
  e.parent = "0";
  e.parent_time = e.time - kSecond;
  e.deleted = true;
  e.importance = Importance::normal;
  e.direction = Direction::incoming;
  const uint32_t people[] = {ada};
  const Reaction reactions[] = {{"+1", 3, people}};
  const Edit edits[] = {{kNone, kNoTime, {}, std::string_view("", 0)}, {ada, e.time, "a", "b"}};
  const ReadReceipt receipts[] = {{kNone, e.time, ReceiptAction::delivered}};
  const Property custom[] = {{"k", "v"}, {"empty", ""}, {"k", "w"}};
  const Attachment attachments[] = {{"a.pdf", "F1", "in:files/a.pdf", {}, 7, "F1_a.pdf", {}},
                                    {{}, {}, {}, {}, 0, {}, "in:gone.txt"},
                                    {"b", "F2", "in:b", "moved", 0, {}, {}}};
  e.reactions = reactions;
  e.edits = edits;
  e.receipts = receipts;
  e.custom = custom;
  e.attachments = attachments;
  write({e});
  EXPECT_EQ(
      lines().back(),
      R"({"record":"event","id":"1","type":"disclaimer","conversation":"c","participant":"u1",)"
      R"("timestamp":"2024-03-01T08:00:00.000000001Z","body":"two\nlines \"quoted\"","parent":"0",)"
      R"("parent_timestamp":"2024-03-01T07:59:59.000000001Z","deleted":true,"importance":"normal","direction":"incoming",)"
      R"("reactions":[{"value":"+1","count":3,"participants":["u1"]}],)"
      R"("attachments":[{"path":"files/a.pdf","display":"a.pdf","id":"F1","size":7,"entry":"F1_a.pdf"},)"
      R"({"display":"","id":"","note":"","placeholder":"gone.txt"},{"path":"b","display":"b","id":"F2","note":"moved"}],)"
      R"("edits":[{"new":""},{"participant":"u1","timestamp":"2024-03-01T08:00:00.000000001Z","previous":"a","new":"b"}],)"
      R"("read_receipts":[{"participant":"","timestamp":"2024-03-01T08:00:00.000000001Z","action":"delivered"}],)"
      R"("custom":[{"name":"k","value":"v"},{"name":"k","value":"w"}]})");
  EXPECT_TRUE(codes.empty());
}

TEST_F(NdjsonSinkTest, many_members_have_lines_of_their_own) {
  Roster roster;
  std::vector<std::string> ids;
  for (int i = 0; i < 1500; ++i) ids.push_back("m" + std::to_string(i));
  for (const std::string& id : ids) {
    roster.people.push_back({.id = id});
    roster.members.push_back(static_cast<uint32_t>(roster.members.size()));
  }
  roster.transitions.push_back({0, 3, false});
  const uint32_t ada = person("m7", "Seven"), c = conversation("c", &roster);
  write({event(c, ada, "1")});
  std::vector<std::string> all = lines();
  ASSERT_EQ(all.size(), 1500u + 1 + 500 + 1 + 1);
  EXPECT_EQ(all[7], R"({"record":"participant","id":"m7","display":"Seven"})");
  EXPECT_EQ(all[1501], R"({"record":"membership","conversation":"c","participant":"m1000"})");
  EXPECT_EQ(all[2001], R"({"record":"membership","conversation":"c","participant":"m3","type":"leave",)"
                       R"("timestamp":"1970-01-01T00:00:00Z"})");
}

TEST_F(NdjsonSinkTest, all_people_of_a_direct_conversation_are_members) {
  Roster roster;
  roster.people = {{.id = "u1"}, {.id = "u2"}};
  roster.members = {1};
  write({event(conversation("c", &roster, {}, ConversationType::direct), person("u1"), "1")});
  EXPECT_NE(text.find(R"("participants":["u2","u1"])"), text.npos) << text;
}

TEST_F(NdjsonSinkTest, an_id_that_is_not_unique_gets_a_key) {
  const uint32_t ada = person("u1"), one = conversation("c", nullptr, "x"), two = conversation("c", nullptr, "y"),
                 taken = conversation("c#2");
  write({event(one, ada, "1"), event(two, ada, "2"), event(taken, ada, "3")});
  std::vector<std::string> all = lines();
  EXPECT_EQ(all[0].find("\"key\""), all[0].npos);
  EXPECT_NE(all[3].find(R"("id":"c","key":"c#2")"), all[3].npos) << all[3];
  EXPECT_NE(all[4].find(R"("conversation":"c#2")"), all[4].npos) << all[4];
  EXPECT_NE(all[5].find(R"("id":"c#2","key":"c#2#2")"), all[5].npos) << all[5];
}

TEST_F(NdjsonSinkTest, what_it_cannot_say_is_a_finding) {
  const uint32_t ada = person("u1"), c = conversation("c");
  Event e = event(c, ada, "1");
  const Attachment attachments[] = {{"a", "F1", "nameless", {}, 0},
                                    {"b", "F2", "in:\xff", {}, 0},
                                    {"c", "F3", "in:c", {}, 0},
                                    {"d", "F4", "out:d", {}, 0}};
  e.attachments = attachments;
  const std::string huge(65 << 20, 'x');
  Event long_one = event(c, ada, "2");
  long_one.body = huge;
  write({e, long_one});
  EXPECT_EQ(codes, (std::vector<std::string>{"CNV-008", "CNV-008", "CNV-011", "CNV-009"}));
}

TEST_F(NdjsonSinkTest, provenance_of_an_earlier_run_stays) {
  const std::vector<SourceStream> streams = {{.path = "export.zip!a.json"}};
  options.provenance_streams = &streams;
  const uint32_t ada = person("u1"), c = conversation("c");
  Event fresh = event(c, ada, "1"), old = event(c, ada, "2");
  const Property custom[] = {{"Source offset", "5"}, {"Source length", "6"}, {"Source record", "7"}};
  old.custom = custom;
  write({fresh, old});
  std::vector<std::string> all = lines();
  EXPECT_NE(all[2].find(R"("custom":[{"name":"Source file","value":"export.zip!a.json"},)"
                        R"({"name":"Source offset","value":"0"},{"name":"Source length","value":"1"},)"
                        R"({"name":"Source record","value":"1"}])"),
            text.npos)
      << all[2];
  EXPECT_NE(all[3].find(R"("custom":[{"name":"Source offset","value":"5"},{"name":"Source length","value":"6"},)"
                        R"({"name":"Source record","value":"7"}])"),
            text.npos)
      << all[3];
}

TEST_F(NdjsonSinkTest, an_error_of_the_writer_ends_it) {
  options.write = [](std::string_view) -> Result<void> { return fail(ErrorKind::io, "full"); };
  NdjsonSink sink(options);
  const std::vector<SourceStream> streams(1);
  const Survey survey;
  ASSERT_TRUE(sink.begin({"in", "test", streams, survey, identities}));
  EventUnit unit;
  const uint32_t ada = person("u1"), c = conversation("c");
  for (int i = 0; i < 10'000; ++i) unit.events.push_back(event(c, ada, "1"));
  auto taken = sink.take(unit, 0);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().message, "full");
}

}  // namespace
}  // namespace rsmf
