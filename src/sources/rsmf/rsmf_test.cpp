#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/event_batch.hpp"
#include "rsmf/roster.hpp"
#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

using Files = std::vector<MemoryContainer::File>;

SourceExercise run_rsmf(Files files, const SourceOptions& options = {}) {
  MemoryContainer container(Container::Kind::folder, "/nowhere/export", std::move(files));
  return exercise_source(format_of("rsmf"), container, options, true);
}

constexpr const char* kPeople = R"("participants":[{"id":"a","display":"Ada"},{"id":"b","display":"Ben"}])";
constexpr const char* kChannel =
    R"("conversations":[{"id":"c","display":"C","platform":"x","type":"channel","participants":["a"]}])";

std::string message(const std::string& id, const std::string& time, const std::string& more = "") {
  return R"({"type":"message","id":")" + id + R"(","conversation":"c","participant":"a","timestamp":"2024-03-)" + time +
         R"(Z","body":"hello")" + more + "}";
}

std::string manifest(const std::string& events, const std::string& version = "2.0.0") {
  return R"({"version":")" + version + R"(","eventcollectionid":"k",)" + kPeople + "," + kChannel + R"(,"events":[)" +
         events + "]}";
}

/// In a mail of our writer.
std::string ours(const std::string& text) {
  MailText mail;
  mail.headers += "X-RSMF-Generator: rsmf 1.2.3\r\n";
  ZipText zip;
  zip.add("rsmf_manifest.json", text);
  mail.zip = zip.bytes();
  return mail.bytes();
}

/// All events of the input, with what they point to kept alive.
struct Read {
  explicit Read(Files files, SourceOptions how = {})
      : options(std::move(how)), container(Container::Kind::folder, "/nowhere/export", std::move(files)) {
    auto opened = format_of("rsmf").open({container, real_file_system(), options});
    source = std::move(*opened);
    survey = *source->survey();
    auto decoder = source->decoder();
    for (auto unit = source->make_unit(); *source->next(*unit); unit = source->make_unit()) {
      auto batch = std::make_unique<EventBatch>();
      EventBuilder builder(*batch, unit->stream);
      decoder->decode(*unit, builder);
      units.push_back(std::move(unit));
      for (const Event& e : batch->events()) events.push_back({e, batch.get()});
      batches.push_back(std::move(batch));
    }
  }
  const Conversation& conversation(size_t i) const {
    return events[i].batch->conversations()[events[i].event.conversation];
  }

  struct Row {
    Event event;
    const EventBatch* batch;
  };
  SourceOptions options;
  MemoryContainer container;
  std::unique_ptr<Source> source;
  Survey survey;
  std::vector<std::unique_ptr<WorkUnit>> units;
  std::vector<std::unique_ptr<EventBatch>> batches;
  std::vector<Row> events;
};

TEST(RsmfSource, frames_of_any_size_give_the_same) {
  std::string events;
  for (int i = 0; i < 60; ++i)
    events += (i ? ",\n" : "") + message(std::to_string(i), "01T08:00:00") + (i % 9 == 0 ? ",{\"broken\n" : "");
  for (bool repair : {false, true}) {
    SourceOptions options;
    options.set("repair", repair ? "on" : "off");
    SourceExercise whole = run_rsmf({{"a/rsmf_manifest.json", manifest(events)}}, options);
    EXPECT_EQ(whole.broken, "");
    EXPECT_EQ(whole.refused, "");
    EXPECT_GT(whole.tally.dropped, 0u);
    for (uint64_t bytes : {1, 64, 300, 4096}) {
      options.frame_bytes = bytes;
      SourceExercise r = run_rsmf({{"a/rsmf_manifest.json", manifest(events)}}, options);
      EXPECT_EQ(r.digest, whole.digest) << bytes;
      EXPECT_EQ(r.tally.records, whole.tally.records) << bytes;
    }
  }
}

TEST(RsmfSource, members_may_stand_in_any_order) {
  std::string events = R"("events":[)" + message("1", "01T08:00:00") + "]";
  std::string first =
      R"({"version":"2.0.0","eventcollectionid":"k",)" + std::string(kPeople) + "," + kChannel + "," + events + "}";
  std::string last =
      "{" + events + "," + kChannel + R"(,"eventcollectionid":"k",)" + kPeople + R"(,"version":"2.0.0"})";
  Read a({{"rsmf_manifest.json", first}}), b({{"rsmf_manifest.json", last}});
  for (const Read* read : {&a, &b}) {
    ASSERT_EQ(read->events.size(), 1u);
    EXPECT_EQ(read->conversation(0).display, "C");
    EXPECT_EQ(read->conversation(0).collection_id, "k");
    EXPECT_EQ(read->events[0].batch->participants()[read->events[0].event.participant].display, "Ada");
  }
}

TEST(RsmfSource, a_row_over_the_limit_costs_itself_RSF_002) {
  std::string big = message("2", "01T08:00:00", R"(,"x":")" + std::string(5000, 'x') + "\"");
  SourceOptions options;
  options.max_record_bytes = 1000;
  SourceExercise r = run_rsmf(
      {{"rsmf_manifest.json", manifest(message("1", "01T08:00:00") + "," + big + "," + message("3", "01T09:00:00"))}},
      options);
  EXPECT_EQ(r.broken, "");
  EXPECT_TRUE(r.codes.contains("RSF-002"));
  EXPECT_EQ(r.tally.records, 3u);
  EXPECT_EQ(r.tally.dropped, 1u);
}

TEST(RsmfSource, slices_of_one_conversation_are_one_and_in_order) {
  Read read({{"a/rsmf_manifest.json", manifest(message("1", "01T08:00:00"))},
             {"b/rsmf_manifest.json", manifest(message("2", "02T08:00:00"))}});
  EXPECT_EQ(read.survey.grouping, Grouping::by_conversation_in_time);
  ASSERT_EQ(read.events.size(), 2u);
  EXPECT_EQ(read.conversation(0).roster, read.conversation(1).roster);
  Read turned({{"a/rsmf_manifest.json", manifest(message("2", "02T08:00:00"))},
               {"b/rsmf_manifest.json", manifest(message("1", "01T08:00:00"))}});
  EXPECT_EQ(turned.survey.grouping, Grouping::none);
}

TEST(RsmfSource, one_id_without_a_stated_collection_may_name_two_conversations) {
  auto of = [](const std::string& display) {
    return R"({"version":"1.0.0","participants":[{"id":"a","display":"Ada"}],"conversations":[{"id":"c","display":")" +
           display + R"(","platform":"x","type":"direct","participants":["a"]}],"events":[)" +
           message("1", "01T08:00:00") + "]}";
  };
  Read read(
      {{"a/rsmf_manifest.json", of("One")}, {"b/rsmf_manifest.json", of("Two")}, {"c/rsmf_manifest.json", of("One")}});
  ASSERT_EQ(read.events.size(), 3u);
  EXPECT_EQ(read.conversation(0).roster, read.conversation(2).roster);
  EXPECT_NE(read.conversation(0).collection_id, read.conversation(1).collection_id);
}

TEST(RsmfSource, a_time_without_a_zone_is_one_of_the_zone_stated) {
  std::string text = manifest(R"({"type":"message","id":"1","conversation":"c","timestamp":"2024-03-01T08:00:00"})");
  SourceOptions options;
  options.set("timezone", "Europe/Berlin");
  EXPECT_EQ(Read({{"rsmf_manifest.json", text}}, options).events[0].event.time, 1709276400 * kSecond);
  EXPECT_TRUE(run_rsmf({{"rsmf_manifest.json", text}}, options).codes.contains("RSF-031"));
}

/// The custom properties that an event keeps, as "name=value ".
std::string kept(const Event& e) {
  std::string text;
  for (const Property& p : e.custom) text += std::string(p.name) + "=" + std::string(p.value) + " ";
  return text;
}

Event only_event(const std::string& more, const std::string& version = "2.0.0") {
  static std::vector<std::unique_ptr<Read>> alive;
  alive.push_back(
      std::make_unique<Read>(Files{{"a.rsmf", ours(manifest(message("1", "01T08:00:00", more), version))}}));
  return alive.back()->events.at(0).event;
}

std::string custom(std::initializer_list<std::pair<const char*, const char*>> properties) {
  std::string text;
  for (auto [name, value] : properties)
    text += std::string(text.empty() ? "" : ",") + R"({"name":")" + name + R"(","value":")" + value + "\"}";
  return R"(,"custom":[)" + text + "]";
}

TEST(RsmfSource, notes_of_the_writer_are_taken_back) {
  Event e = only_event(custom({{"mine", "1"}, {"Parent", "0"}, {"Parent time", "2024-02-01T00:00:00Z"}}));
  EXPECT_EQ(e.parent, "0");
  EXPECT_EQ(e.parent_time, 1706745600 * kSecond);
  EXPECT_EQ(kept(e), "mine=1 ");
  e = only_event(R"(,"reactions":[{"value":"ok","count":1,"participants":["b"]}])" +
                 custom({{"Stated reaction count", "ok: 5"}}));
  EXPECT_EQ(e.reactions[0].count, 5u);
  EXPECT_EQ(kept(e), "");
  e = only_event(
      custom({{"Missing attachment", "a.pdf"}, {"Missing attachment note", "why"}, {"Missing attachment", "b"}}));
  ASSERT_EQ(e.attachments.size(), 2u);
  EXPECT_EQ(e.attachments[0].note, "why");
  EXPECT_EQ(e.attachments[1].display, "b");
  e = only_event(R"(,"edits":[{"participant":"a"}])" + custom({{"Edit 1 time", "2024-02-01T00:00:00Z"}}));
  EXPECT_EQ(e.edits[0].time, 1706745600 * kSecond);
}

TEST(RsmfSource, notes_that_are_not_the_writers_stay) {
  for (auto note : {std::pair("Parent time", "2024-02-01T00:00:00Z"), std::pair("Stated reaction count", "ok: 5"),
                    std::pair("Edit 1 time", "2024-02-01T00:00:00Z"), std::pair("Edit 9 new", "x"),
                    std::pair("Original type", "join"), std::pair("Receipt", "read by Ada"),
                    std::pair("Direction", "incoming"), std::pair("Edit 99999999999 new", "x")}) {
    Event e = only_event(custom({note}));
    EXPECT_EQ(kept(e), std::string(note.first) + "=" + note.second + " ");
  }
  Event e = only_event(custom({{"Parent", "0"}, {"mine", "1"}}));
  EXPECT_EQ(e.parent, "");
  EXPECT_EQ(kept(e), "Parent=0 mine=1 ");
  e = only_event(R"(,"parent":"9")" + custom({{"Parent", "0"}}));
  EXPECT_EQ(e.parent, "9");
  EXPECT_EQ(kept(e), "Parent=0 ");
}

TEST(RsmfSource, notes_of_1_0_0_are_taken_back) {
  Event e = only_event(R"(,"edits":[{"participant":"b","timestamp":"2024-03-01T09:00:00Z"}])" +
                           custom({{"Direction", "outgoing"},
                                   {"Edit 1 by", "Ada"},
                                   {"Edit 1 previous", "(empty)"},
                                   {"Edit 2 new", "hello"},
                                   {"Receipt", "delivered by Ben 2024-03-01T10:00:00Z"}}),
                       "1.0.0");
  EXPECT_EQ(kept(e), "");
  EXPECT_EQ(e.direction, Direction::outgoing);
  ASSERT_EQ(e.edits.size(), 2u);
  EXPECT_EQ(e.edits[0].time, kNoTime);
  EXPECT_NE(e.edits[0].previous.data(), nullptr);
  EXPECT_EQ(e.edits[0].previous, "");
  EXPECT_EQ(e.edits[1].current, "hello");
  ASSERT_EQ(e.receipts.size(), 1u);
  EXPECT_EQ(e.receipts[0].action, ReceiptAction::delivered);
  EXPECT_EQ(e.receipts[0].time, 1709287200 * kSecond);
}

TEST(RsmfSource, members_at_the_start_of_each_file_are_found_again) {
  auto slice = [](const std::string& members, const std::string& events) {
    return R"({"version":"2.0.0","eventcollectionid":"k",)" + std::string(kPeople) +
           R"(,"conversations":[{"id":"c","display":"C","platform":"x","type":"channel","participants":[)" + members +
           R"(]}],"events":[)" + events + "]}";
  };
  Read read({{"1/rsmf_manifest.json", slice(R"("a")", message("1", "01T08:00:00"))},
             {"2/rsmf_manifest.json", slice(R"("a","b")", message("2", "02T08:00:00"))},
             {"3/rsmf_manifest.json", slice(R"("b")", message("3", "03T08:00:00"))}});
  const Roster& roster = *read.conversation(0).roster;
  ASSERT_EQ(roster.transitions.size(), 3u);
  EXPECT_EQ(roster.people[roster.transitions[0].person].id, "a");
  EXPECT_EQ(roster.people[roster.transitions[1].person].id, "b");
  EXPECT_TRUE(roster.transitions[1].joined);
  EXPECT_EQ(roster.transitions[1].time, read.events[1].event.time - 1);
  EXPECT_EQ(roster.people[roster.transitions[2].person].id, "a");
  EXPECT_FALSE(roster.transitions[2].joined);
}

// RSF-044 and RSF-046: what the mail says beyond what is made anew, and what had to be tolerated.
TEST(RsmfSource, what_is_odd_about_a_mail_is_told) {
  MailText mail;
  ZipText zip;
  zip.add("rsmf_manifest.json", manifest(message("1", "01T08:00:00")));
  mail.zip = zip.bytes();
  auto codes = run_rsmf({{"a.rsmf", mail.bytes()}}).codes;
  EXPECT_FALSE(codes.contains("RSF-044"));
  EXPECT_FALSE(codes.contains("RSF-046"));
  mail.headers += "X-RSMF-Matter: 4711\r\n";
  mail.preamble = "This is a message in MIME format.\r\n";
  codes = run_rsmf({{"a.rsmf", mail.bytes()}}).codes;
  EXPECT_TRUE(codes.contains("RSF-044"));
  EXPECT_TRUE(codes.contains("RSF-046"));
}

TEST(RsmfSource, what_is_no_manifest_is_refused_or_told) {
  std::string why;
  MemoryContainer other(Container::Kind::folder, "/nowhere/x", {{"report.json", "{\"generator\":\"x\"}"}});
  EXPECT_EQ(format_of("rsmf").probe(other, why), 0);
  for (const char* text :
       {"", "[]", "{", "null", "{\"events\":[", "{\"events\":5}", "\xEF\xBB\xBF{}", "{\"version\":"}) {
    SourceExercise r = run_rsmf({{"rsmf_manifest.json", text}});
    EXPECT_EQ(r.broken, "") << text;
    EXPECT_EQ(r.tally.events, 0u) << text;
    EXPECT_FALSE(r.codes.empty()) << text;
  }
}

TEST(RsmfSource, a_manifest_is_known_by_its_events_where_the_rest_is_far_behind) {
  std::string why, many(200'000, ' ');
  std::string text =
      R"({"version":"2.0.0","events":[)" + message("1", "01T08:00:00") + many + R"(],"participants":[]})";
  MemoryContainer container(Container::Kind::file, "x.json", {{"x.json", text}});
  EXPECT_GE(format_of("rsmf").probe(container, why), 90);
}

TEST(RsmfSource, many_small_arrays_take_no_more_than_linear_time) {
  std::string text = "{\"version\":\"2.0.0\"";
  for (int i = 0; i < 200'000; ++i) text += ",\"events\":[]";
  SourceExercise r = run_rsmf({{"rsmf_manifest.json", text + "}"}});
  EXPECT_TRUE(r.codes.contains("RSF-005"));
}

}  // namespace
}  // namespace rsmf
