#include "view/transcript.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "view/text_transcript.hpp"

namespace rsmf {
namespace {

/// A file of events and what a terminal of 60 columns is shown of it.
class TranscriptTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  void add(std::string_view line) { lines_ += std::string(line) + "\n"; }
  /// At 08:MM on a day of March 2024.
  void say(const std::string& id, int day, int minute, const std::string& more = "", const std::string& room = "c") {
    char time[32];
    snprintf(time, sizeof time, "2024-03-%02dT08:%02d:00Z", day, minute);
    add(R"({"id":")" + id + R"(","conversation":")" + room + R"(","participant":"Ada","timestamp":")" + time +
        R"(","body":"body )" + id + "\"" + more + "}");
  }
  std::string shown(const ViewOptions& options = {}) {
    std::ofstream(path_, std::ios::binary) << lines_;
    std::string text;
    const TextSink sink = [&](std::string_view piece) -> Result<void> {
      text += piece;
      return {};
    };
    TextTranscript writer({.width = 60}, sink);
    auto summary = view(path_, options, writer);
    EXPECT_TRUE(summary) << summary.error().message;
    if (summary) summary_ = *summary;
    return text;
  }
  /// In the order in which their bodies stand there.
  static std::string order(const std::string& text) {
    std::string ids;
    for (size_t at = 0; (at = text.find("body ", at)) != text.npos; ++at) {
      const size_t begin = text.rfind('\n', at) + 1;
      const size_t bars = size_t(std::count(text.begin() + long(begin), text.begin() + long(at), '|'));
      if (text[at - 1] == '"') continue;  // a quotation
      ids += (ids.empty() ? "" : " ") + std::string(bars, '>') +
             text.substr(at + 5, text.find_first_of(" \n", at + 5) - at - 5);
    }
    return ids;
  }

  std::string path_ =
      testing::TempDir() + "transcript_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".ndjson";
  std::string lines_;
  ViewSummary summary_;
};

TEST_F(TranscriptTest, AnswersStandBelowWhatTheyAnswer) {
  say("a", 1, 0);
  say("b", 1, 1);
  say("c", 1, 2, R"(,"parent":"a")");
  say("d", 1, 3, R"(,"parent":"c")");
  say("e", 1, 4, R"(,"parent":"a")");
  EXPECT_EQ(order(shown()), "a >c >>d >e b");
}

TEST_F(TranscriptTest, AnAnswerOnAnotherDaySaysWhatItAnswers) {
  say("a", 1, 0);
  say("b", 2, 0, R"(,"parent":"a")");
  say("c", 2, 1, R"(,"parent":"gone")");
  say("d", 2, 2, R"(,"parent":"gone","parent_timestamp":"2024-01-05T10:00:00Z")");
  const std::string text = shown();
  EXPECT_EQ(order(text), "a b c d");
  EXPECT_NE(text.find("answers Ada, 2024-03-01 08:00:00: \"body a\""), text.npos) << text;
  EXPECT_NE(text.find("answers a message that is not shown here (gone)"), text.npos) << text;
  EXPECT_NE(text.find("answers a message of 2024-01-05 10:00:00 that is\n"), text.npos) << text;
}

TEST_F(TranscriptTest, CirclesAreShownOnceAndInTheirPlace) {
  say("a", 1, 0);
  say("b", 1, 1, R"(,"parent":"c")");
  say("c", 1, 2, R"(,"parent":"b")");
  say("d", 1, 3, R"(,"parent":"d")");
  say("e", 1, 4);
  EXPECT_EQ(order(shown()), "a b >c d e");
}

/// A chain as long as the input costs neither a stack nor a line's width.
TEST_F(TranscriptTest, DeepThreadsAreIndentedSoFarOnly) {
  say("m0", 1, 0);
  for (int i = 1; i < 5000; ++i) say("m" + std::to_string(i), 1, 1, R"(,"parent":"m)" + std::to_string(i - 1) + "\"");
  const std::string text = shown();
  EXPECT_NE(order(text).find(" >>>>m4999"), text.npos);
  EXPECT_EQ(summary_.shown, 5000u);
}

/// Conversations that take turns are told one after the other, as far as the window reaches.
TEST_F(TranscriptTest, InterleavedConversationsAreGrouped) {
  for (int i = 0; i < 6; ++i) say((i % 2 ? "d" : "c") + std::to_string(i), 1 + i / 3, i, "", i % 2 ? "d" : "c");
  EXPECT_EQ(order(shown()), "c0 c2 c4 d1 d3 d5");
  const std::string text = shown();
  EXPECT_EQ(text.find("(continued)"), text.npos) << text;
}

TEST_F(TranscriptTest, ASmallWindowShowsTheSameEventsInParts) {
  for (int i = 0; i < 40; ++i) say((i % 2 ? "d" : "c") + std::to_string(i), 1 + i / 10, i, "", i % 2 ? "d" : "c");
  ViewOptions options;
  options.held_events = 4;
  const std::string text = shown(options);
  EXPECT_EQ(summary_.shown, 40u);
  for (int i = 0; i < 40; ++i)
    EXPECT_NE(text.find("body " + std::string(i % 2 ? "d" : "c") + std::to_string(i) + "\n"), text.npos) << i;
  EXPECT_NE(text.find("(continued)"), text.npos);
}

/// The day at the end of a window is not cut, unless it fills the window.
TEST_F(TranscriptTest, DaysAreNotCutByTheWindow) {
  for (int i = 0; i < 60; ++i) say("m" + std::to_string(i), 1 + i / 6, i % 6);
  ViewOptions options;
  options.held_events = 20;
  const std::string text = shown(options);
  EXPECT_EQ(text.find("(continued)"), text.npos) << text;
  EXPECT_EQ(summary_.shown, 60u);
}

TEST_F(TranscriptTest, FilterAndLimit) {
  for (int i = 0; i < 10; ++i) say("m" + std::to_string(i), 1 + i, 0);
  ViewOptions options;
  options.filter.from = 1'709'510'400 * kSecond;  // 2024-03-04
  options.limit = 3;
  EXPECT_EQ(order(shown(options)), "m3 m4 m5");
  EXPECT_TRUE(summary_.limited);
  options = {};
  options.filter.conversations = {"nosuch"};
  EXPECT_EQ(order(shown(options)), "");
  EXPECT_EQ(summary_.unmatched, std::vector<std::string>{"--conversation nosuch"});
}

TEST_F(TranscriptTest, LocalDaysAndTimes) {
  add(R"({"id":"a","conversation":"c","participant":"Ada","timestamp":"2024-03-01T23:30:00Z","body":"late"})");
  ViewOptions options;
  options.timezone = "Europe/Berlin";
  const std::string text = shown(options);
  EXPECT_NE(text.find("-- Saturday, 2024-03-02 (Europe/Berlin) --"), text.npos) << text;
  EXPECT_NE(text.find("00:30:00  Ada"), text.npos) << text;
}

TEST_F(TranscriptTest, NothingReachesTheTerminalThatCouldSteerIt) {
  add(R"({"record":"participant","id":"Ada","display":"A\u001b]0;x\u0007 \u202E"})");
  add(R"({"record":"conversation","id":"c","display":"\u001b[2J","platform":"\u009b","type":"channel","participants":["Ada"],"custom":{"\u001b":"\u001b"}})");
  say("a", 1, 0,
      R"(,"reactions":[{"value":"\u001b[1m","participants":["Ada"]}],"attachments":[{"display":"\u001b\u0000","note":"\u001b"}],)"
      R"("edits":[{"participant":"Ada","timestamp":"2024-03-01T08:10:00Z","previous":"\u001b","new":"\u001b"}],)"
      R"("read_receipts":[{"participant":"Ada","timestamp":"2024-03-01T08:10:00Z","action":"read"}],"custom":{"\u001bk":"\u001bv"})");
  ViewOptions options;
  options.receipts = options.properties = true;
  const std::string text = shown(options);
  for (char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << int(c);
  EXPECT_EQ(text.find("\u202E"), text.npos);
  EXPECT_EQ(text.find("\u009B"), text.npos);
  EXPECT_NE(text.find("␛k = ␛v"), text.npos) << text;
}

TEST_F(TranscriptTest, AReaderThatGoesAwayEndsIt) {
  for (int i = 0; i < 1000; ++i) say("m" + std::to_string(i), 1, 0);
  std::ofstream(path_, std::ios::binary) << lines_;
  const TextSink sink = [](std::string_view) -> Result<void> { return fail(ErrorKind::io, "gone"); };
  TextTranscript writer({.width = 60}, sink);
  auto summary = view(path_, {}, writer);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().message, "gone");
}

}  // namespace
}  // namespace rsmf
