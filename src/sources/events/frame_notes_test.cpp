#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "generate/generate.hpp"
#include "support/batch_transcript.hpp"
#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"

namespace rsmf {
namespace {

/// All that a survey of `threads` threads leads to, in frames of `bytes` bytes.
std::string surveyed(const Container& container, unsigned threads, uint64_t bytes) {
  WorkerPool crew(threads);
  SourceOptions options;
  options.frame_bytes = bytes;
  Transcript t = transcribe(format_of("events"), container, options, &crew);
  std::string all = t.error + t.text() + t.messages + (t.grouping == Grouping::none ? "unordered" : "ordered");
  for (const auto* list : {&t.conversations, &t.members, &t.findings})
    for (const std::string& line : *list) all += "\n" + line;
  return all;
}

Grouping grouping_of(const std::string& text, unsigned threads, uint64_t bytes) {
  WorkerPool crew(threads);
  SourceOptions options;
  options.frame_bytes = bytes;
  MemoryContainer container(Container::Kind::zip, "export.zip", {{"a.ndjson", text}});
  return transcribe(format_of("events"), container, options, &crew).grouping;
}

std::string event_at(std::string_view conversation, std::string_view time, std::string_view more = "") {
  return fmt::format(R"({{"record":"event","conversation":"{}","participant":"a","timestamp":"{}","body":"x"{}}})",
                     conversation, time, more) +
         "\n";
}

constexpr const char *kEarly = "2024-03-01T08:00:00Z", *kLate = "2024-03-01T09:00:00Z";

TEST(EventsSurvey, OrderIsThatOfTheWhole) {
  struct Case {
    std::string text;
    bool ordered;
  };
  const Case cases[] = {
      {"", true},
      {event_at("c", kEarly) + event_at("c", kLate) + event_at("d", kEarly) + event_at("d", kEarly), true},
      {event_at("c", kLate) + event_at("c", kEarly), false},
      {event_at("c", kEarly) + event_at("d", kEarly) + event_at("c", kLate), false},
      {event_at("c", kEarly) + event_at("c", "") + event_at("c", "never") + event_at("c", kEarly), true},
      {event_at("c", kLate) + event_at("c", "") + event_at("c", kEarly), false},
      // Without a time of its own, the first event of a conversation says nothing yet.
      {event_at("c", kLate) + event_at("d", "") + event_at("d", kEarly), false},
      {event_at("", "1969-12-31T23:00:00Z"), false},
      {event_at("c", "1969-12-31T23:00:00Z"), true},
      {event_at("c", kLate) + "{\"record\":\"participant\",\"id\":\"p\"}\nbroken\n" + event_at("c", kEarly), false},
      {event_at("c", kLate) + "{\"timestamp\":\"" + kEarly + "\",\"conversation\":\"c\"\n", true},
  };
  for (const Case& c : cases)
    for (unsigned threads : {1U, 2U, 8U})
      for (uint64_t bytes : {1, 100, 250, 100'000})
        EXPECT_EQ(grouping_of(c.text, threads, bytes) == Grouping::by_conversation_in_time, c.ordered)
            << c.text << threads << " threads, frames of " << bytes;
}

/// Once the order is lost, most lines are not read: whatever declares something, or lets somebody come or go, must be.
TEST(EventsSurvey, DeclarationsAreFoundHoweverTheyAreWritten) {
  const std::string_view lines[] = {
      R"({"record":"participant","id":"p","display":"P"})",
      R"({ "id":"p", "record" : "participant" , "display":"P" })",
      R"({"id":"p","custom":{"record":"event"},"record":"participant","display":"P"})",
      R"({"record":"conversation","id":"c","display":"C","participants":["p"]})",
      R"({"record":"event","conversation":"c","participant":"p","timestamp":"2024-03-01T08:30:00Z","type":"join"})",
      R"({"type":"message","conversation":"c","participant":"p","timestamp":"2024-03-01T08:30:00Z","type":"leave"})",
      R"({"conversation":"c","participant":"p","timestamp":"2024-03-01T08:30:00Z","type":"jo\u0069n"})",
      R"({"conversation":"c","participant":"p","timestamp":"2024-03-01T08:30:00Z", "type" )"
      "\t"
      R"(: "join",})",
      R"({"conversation":"c","participant":"p","timestamp":"2024-03-01T08:30:00Z","body":"\"type\":\"join\""})",
      R"({"conversation":"c","participant":"p","timestamp":"2024-03-01T08:30:00Z","custom":{"type":"join"}})",
  };
  const std::string padding = event_at("e", kEarly, R"(,"type":"message","reactions":[])");
  for (std::string_view line : lines) {
    const std::string tail = std::string(line) + "\n" + event_at("c", kLate, R"(,"parent":"1")");
    std::string before = R"({"record":"conversation","id":"e","display":"E"})"
                         "\n";
    before += event_at("e", kLate) + padding;  // out of order from here on
    for (int i = 0; i < 100; ++i) before += padding;
    MemoryContainer late(Container::Kind::zip, "export.zip", {{"a.ndjson", before + tail}});
    MemoryContainer soon(Container::Kind::zip, "export.zip", {{"a.ndjson", tail + before}});
    auto facts = [](const Container& container, unsigned threads, uint64_t bytes) {
      WorkerPool crew(threads);
      SourceOptions options;
      options.frame_bytes = bytes;
      Transcript t = transcribe(format_of("events"), container, options, &crew);
      std::sort(t.conversations.begin(), t.conversations.end());
      std::sort(t.members.begin(), t.members.end());
      std::string all;
      for (const auto* list : {&t.conversations, &t.members, &t.findings})
        for (const std::string& one : *list) all += "\n" + one;
      return all;
    };
    // At the beginning, and in one frame with everything, each line is read.
    const std::string expected = facts(soon, 1, 1'000'000);
    EXPECT_EQ(facts(late, 1, 1'000'000), expected) << line;
    for (uint64_t bytes : {1, 300, 5000}) EXPECT_EQ(facts(late, 2, bytes), expected) << line << " in " << bytes;
  }
}

TEST(EventsSurvey, AnyNumberOfThreadsGivesTheSame) {
  for (uint32_t shuffle : {0U, 1U, 50U}) {
    GenerateOptions options;
    options.format = "events";
    options.messages = 3000;
    options.conversations = 40;
    options.dirty_rate = 0.05;
    options.shuffle = shuffle;
    options.overwrite = true;
    options.output = testing::TempDir() + "survey_" + std::to_string(::getpid()) + ".ndjson";
    ASSERT_TRUE(generate(options));
    auto container = open_container(real_file_system(), options.output);
    ASSERT_TRUE(container);
    for (uint64_t bytes : {300, 10'000, 512 * 1024}) {
      const std::string one = surveyed(**container, 1, bytes);
      EXPECT_NE(one.find(shuffle ? "unordered" : "ordered"), std::string::npos);
      for (unsigned threads : {2U, 3U, 8U}) ASSERT_EQ(surveyed(**container, threads, bytes), one) << threads;
    }
  }
}

}  // namespace
}  // namespace rsmf
