// One test per trap in how a Slack export lies on disk, and in what may be wrong with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sources/slack/slack_reading_test.hpp"

namespace rsmf::slack_tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SlackExports, no_time_is_a_finding_not_a_loss) {
  Outcome r = read_day(
      R"([{"type":"message","user":"U1","text":"when?"},{"type":"message","user":"U1","text":"then","ts":"soon"}])");
  ASSERT_EQ(r.events.size(), 2u);
  EXPECT_EQ(r.events[0].time, kNoTime);
  EXPECT_EQ(r.events[0].id, "no-ts-0-1");
  EXPECT_EQ(r.events[1].id, "soon");
  EXPECT_EQ(r.codes.count("SLK-004"), 2u);
}

TEST(SlackExports, damage_costs_only_what_it_must) {
  Outcome r = read_day("[" + message("1700000001.000100", "\"text\":\"bad \xFF byte\"") + "," +
                       message("1700000002.000100", "\"text\":\"line\nbreak\"") + "," +
                       message("1700000003.000100", R"("text":"half \ud83d")") + "," +
                       message("1700000004.000100", "\"text\":\"open") + "," +
                       message("1700000005.000100", R"("text":"comma",)") + "," +
                       message("1700000006.000100", R"("text":"whole")") + R"(,{"a":1},17])");
  ASSERT_EQ(r.events.size(), 5u);
  EXPECT_EQ(r.events[0].body, "bad \xEF\xBF\xBD byte");
  EXPECT_EQ(r.events[1].body, "line\nbreak");
  EXPECT_EQ(r.events[2].body, "half \xEF\xBF\xBD");
  EXPECT_EQ(r.events[3].body, "comma");
  EXPECT_EQ(r.events[4].body, "whole");
  EXPECT_EQ(r.tally.records, 8u);
  EXPECT_EQ(r.tally.dropped, 3u);
  EXPECT_EQ(r.codes.count("SLK-001"), 2u);
  EXPECT_EQ(r.codes.count("SLK-002"), 3u);
  EXPECT_EQ(r.codes.count("SLK-005"), 1u);
  EXPECT_EQ(r.codes.count("SLK-006"), 1u);
}

TEST(SlackExports, a_detail_of_the_wrong_kind_costs_the_detail) {
  Outcome r = read_day(
      "[" +
      message(
          "1700000001.000100",
          R"("text":"x","reactions":[17,{"users":[]},{"name":"ok","users":["U1"]}],"files":[null,{"name":"n"}],"edited":5,"blocks":{},"attachments":7)") +
      "]");
  ASSERT_EQ(r.events.size(), 1u);
  EXPECT_THAT(r.events[0].reactions, ElementsAre("ok*1:U1,"));
  EXPECT_THAT(r.codes, Contains("SLK-022"));
}

TEST(SlackExports, a_file_that_breaks_off_is_told) {
  Outcome r = read_day("[" + message("1700000001.000100", R"("text":"x")"));
  EXPECT_EQ(r.events.size(), 1u);
  EXPECT_THAT(r.codes, Contains("SLK-012"));
  r = read_day("\xEF\xBB\xBF[" + message("1700000001.000100", R"("text":"x")") + ",\n{\"type\":\"mess");
  EXPECT_EQ(r.events.size(), 1u);
  EXPECT_EQ(r.tally.dropped, 1u);
}

TEST(SlackExports, an_oversize_record_is_dropped_and_counted) {
  SourceOptions options;
  options.max_record_bytes = 2000;
  Outcome r = read_day("[" + message("1700000001.000100", R"("text":"a")") + "," +
                           message("1700000002.000100", "\"text\":\"" + std::string(5000, 'x') + "\"") + "," +
                           message("1700000003.000100", R"("text":"b")") + "]",
                       options);
  EXPECT_EQ(r.events.size(), 2u);
  EXPECT_EQ(r.tally.dropped, 1u);
  EXPECT_THAT(r.codes, Contains("SLK-003"));
}

TEST(SlackExports, conversations_come_from_indexes_or_folders) {
  const std::string day = "[" + message("1700000001.000100", R"("text":"x")") + "]";
  auto c = folder({{"D0ONE/2023-11-14.json", day},
                   {"channels.json", kChannels},
                   {"dms.json", R"([{"id":"D0ONE","members":["U1","U1","U2"]},{"id":"D0TWO","members":["U2"]}])"},
                   {"general/2023-11-14.json", day},
                   {"groups.json", "null"},
                   {"integration_logs.json", R"([{"user_id":"U1"}])"},
                   {"mpims.json", "[]"},
                   {"old-name/2023-11-14.json", day},
                   {"old-name/canvas.txt", "x"},
                   {"users.json", kUsers}});
  Outcome r = Reading(c).run;
  ASSERT_EQ(r.events.size(), 3u);
  EXPECT_EQ(r.events[0].conversation, "C1");
  EXPECT_EQ(r.events[1].conversation, "D0ONE");
  EXPECT_EQ(r.events[2].conversation, "old-name");
  EXPECT_EQ(r.codes.count("SLK-017"), 1u);
  EXPECT_EQ(r.codes.count("SLK-018"), 1u);
  EXPECT_EQ(r.codes.count("SLK-019"), 2u);
}

TEST(SlackExports, indexes_may_be_missing_or_damaged) {
  const std::string day = "[" + message("1700000001.000100", R"("text":"x")") + "]";
  auto none = folder({{"general/2023-11-14.json", day}});
  Outcome r = Reading(none).run;
  EXPECT_EQ(r.events.at(0).author, "U1");
  EXPECT_EQ(r.codes.count("SLK-014"), 2u);
  auto damaged = folder({{"channels.json", R"({"not":"a list"})"},
                         {"general/2023-11-14.json", day},
                         {"users.json", R"([{"id":"U1","name":"ann"},{"name":"nobody"},{"id":"U2")"}});
  r = Reading(damaged).run;
  EXPECT_EQ(r.events.at(0).display, "ann");
  EXPECT_EQ(r.codes.count("SLK-015"), 2u);
  EXPECT_GE(r.codes.count("SLK-016"), 2u);
}

TEST(SlackExports, an_export_without_messages_is_told) {
  auto c = folder({{"channels.json", kChannels}, {"users.json", kUsers}});
  Outcome r = Reading(c).run;
  EXPECT_THAT(r.events, IsEmpty());
  EXPECT_THAT(r.codes, Contains("SLK-021"));
}

TEST(SlackExports, a_top_folder_and_an_enterprise_index) {
  auto c = folder({{"Acme export/channels.json", kChannels},
                   {"Acme export/general/2023-11-14.json", "[" + message("1700000001.000100", R"("text":"x")") + "]"},
                   {"Acme export/org_users.json", kUsers}});
  Outcome r = Reading(c).run;
  EXPECT_EQ(r.events.at(0).display, "Ann");
  EXPECT_EQ(r.events.at(0).conversation, "C1");
  std::string why;
  EXPECT_GE(format_of("slack").probe(c, why), 90);
}

TEST(SlackExports, slackdump_nests_replies) {
  MemoryContainer c(
      Container::Kind::file, "C9.json",
      {{"C9.json",
        R"({"channel_id":"C9","name":"dumped","messages":[)" +
            message("1700000001.000100",
                    R"("text":"root","thread_ts":"1700000001.000100","slackdump_thread_replies":[)" +
                        message("1700000002.000100", R"("text":"in","thread_ts":"1700000001.000100")") + "]") +
            "]}"}});
  std::string why;
  EXPECT_GE(format_of("slack").probe(c, why), 80);
  Outcome r = Reading(c).run;
  ASSERT_EQ(r.events.size(), 2u);
  EXPECT_EQ(r.tally.records, 2u);
  EXPECT_EQ(r.events[1].parent, "1700000001.000100");
  EXPECT_EQ(r.events[1].conversation, "C9");
  EXPECT_EQ(r.grouping, Grouping::none);
}

TEST(SlackExports, a_single_message_object) {
  MemoryContainer c(Container::Kind::file, "one.json",
                    {{"one.json", "{\n \"type\": \"message\",\n \"text\": \"x\",\n \"ts\": \"1700000001.000100\"\n}"}});
  std::string why;
  EXPECT_GT(format_of("slack").probe(c, why), 0);
  EXPECT_EQ(Reading(c).run.events.at(0).conversation, "one");
}

// A disk that fails: `bytes` of the entry of that name can be read.
class FailingContainer : public MemoryContainer {
 public:
  FailingContainer(Files files, std::string name, size_t bytes)
      : MemoryContainer(Container::Kind::folder, "export", std::move(files)), name_(std::move(name)), bytes_(bytes) {}

  Result<std::unique_ptr<ByteSource>> open(size_t entry) const override {
    auto stream = MemoryContainer::open(entry);
    if (entries()[entry].name == name_) return std::make_unique<Failing>(std::move(*stream), bytes_);
    return stream;
  }
  Result<void> read_packed(size_t entry, Bytes& into) const override {
    if (entries()[entry].name == name_) return fail(ErrorKind::io, name_ + ": input/output error");
    return MemoryContainer::read_packed(entry, into);
  }

 private:
  class Failing : public ByteSource {
   public:
    Failing(std::unique_ptr<ByteSource> from, size_t bytes) : from_(std::move(from)), left_(bytes) {}
    Result<size_t> read(std::span<char> into) override {
      if (left_ == 0) return fail(ErrorKind::io, "input/output error");
      auto got = from_->read(into.first(std::min(into.size(), left_)));
      left_ -= got.value_or(0);
      return got;
    }

   private:
    std::unique_ptr<ByteSource> from_;
    size_t left_;
  };
  std::string name_;
  size_t bytes_;
};

TEST(SlackExports, a_file_that_cannot_be_read_costs_itself) {
  std::string day =
      "[" + message("1700000001.000100", R"("text":"a")") + "," + message("1700000002.000100", R"("text":"b")") + "]";
  Files files = {{"channels.json", kChannels},
                 {"general/2023-11-14.json", day},
                 {"general/2023-11-15.json", day},
                 {"users.json", kUsers}};
  FailingContainer c(files, "general/2023-11-14.json", 90);
  for (uint64_t frame : {16u, 512u * 1024u}) {
    SourceOptions options;
    options.frame_bytes = frame;
    Outcome r = Reading(c, options).run;
    EXPECT_EQ(r.events.size(), 3u);  // what came before the trouble is kept
    EXPECT_EQ(r.tally.dropped, 1u);
    EXPECT_EQ(r.codes.count("SLK-013"), 1u);
  }
}

TEST(SlackExports, an_unreadable_files_folder_is_told) {
  SourceOptions options;
  options.set("files", "/nonexistent/folder");
  EXPECT_THAT(read_day("[]", options).codes, Contains("SLK-020"));
}

// The traps again, with frames of any size: the same events, people and findings.
TEST(SlackExports, the_frame_size_changes_nothing) {
  std::string day1 = "\xEF\xBB\xBF[" + message("1700000005.000100", R"("text":"a")") + "," +
                     message("1700000006.000100", "\"text\":\"bad \xFF\"") + ",\n" +
                     message("1700000007.000100", "\"text\":\"open") + "," +
                     message("1700000050.000100", R"("text":"half \udc00","files":[{"id":"F0ONE"}])") + ",null," +
                     R"({"type":"message","subtype":"channel_join","user":"U2","ts":"1700000060.000100"}])";
  std::string day2 = "[" + changed("1700086500.000000", "1700000010.000100", "one", "two") + "," +
                     deleted("1700086600.000000", "1700000010.000100", "two") + "," +
                     message("1700086700.000100", R"("text":"c")") + "," +
                     message("1700086800.000100", "\"text\":\"" + std::string(3000, 'y') + "\"") + "," +
                     message("1700086900.000100", R"("text":"d")");
  auto c = folder({{"channels.json", kChannels},
                   {"general/2023-11-14.json", day1},
                   {"general/2023-11-15.json", day2},
                   {"users.json", kUsers}},
                  50);
  SourceOptions options;
  options.max_record_bytes = 2000;
  std::string digest;
  for (uint64_t frame : {512u * 1024u, 64u, 1u, 700u}) {
    options.frame_bytes = frame;
    SourceExercise run = exercise_source(format_of("slack"), c, options, true);
    EXPECT_EQ(run.broken, "");
    EXPECT_EQ(run.refused, "");
    if (digest.empty()) digest = run.digest;
    EXPECT_EQ(run.digest, digest) << frame;
  }
}

}  // namespace
}  // namespace rsmf::slack_tests
