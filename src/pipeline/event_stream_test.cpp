#include "rsmf/event_stream.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "inspect/inspect.hpp"

namespace rsmf {
namespace {

/// A file of events, gone when the test is over.
class EventStreamTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  void write(const std::string& lines) { std::ofstream(path_, std::ios::binary) << lines; }

  std::string path_ =
      testing::TempDir() + "event_stream_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".ndjson";
};

std::string event(int n, const char* who, const char* conversation = "c") {
  return R"({"id":")" + std::to_string(n) + R"(","conversation":")" + conversation + R"(","participant":")" + who +
         R"(","timestamp":"2024-03-01T08:00:00Z","body":"hello"})"
         "\n";
}

TEST_F(EventStreamTest, two_references_held_at_once_show_two_people) {
  write(R"({"record":"participant","id":"u1","display":"Ada"})"
        "\n" +
        event(1, "u1") + event(2, "u2", "d"));
  auto stream = EventStream::open(path_);
  ASSERT_TRUE(stream) << stream.error().message;
  const Event* first = stream->next();
  ASSERT_NE(first, nullptr);
  const Event one = *first;
  const Event* second = stream->next();
  ASSERT_NE(second, nullptr);
  const Participant &ada = stream->participant(one), &ben = stream->participant(*second);
  const Conversation &c = stream->conversation(one), &d = stream->conversation(*second);
  EXPECT_EQ(ada.display, "Ada");
  EXPECT_EQ(ben.display, "u2");
  EXPECT_EQ(c.display, "c");
  EXPECT_EQ(d.display, "d");
}

/// More bad lines than are kept, then one of another kind; only the last unit has an event.
TEST_F(EventStreamTest, findings_are_bounded_and_their_counts_exact) {
  constexpr uint64_t kBad = 5 * EventStream::kMostFindings;
  std::string lines = event(1, "u1");
  for (uint64_t i = 0; i < kBad; ++i) lines += "this is no record\n";
  lines += R"({"id":"2","participant":"u1","timestamp":"2024-03-01T08:00:00Z","body":"no conversation"})"
           "\n";
  write(lines);
  SourceOptions options;
  options.frame_bytes = 200;
  auto stream = EventStream::open(path_, options);
  ASSERT_TRUE(stream) << stream.error().message;
  uint64_t events = 0;
  for (const Event& e : *stream) events += e.conversation != kNone;
  EXPECT_EQ(events, 2u);

  std::map<std::string_view, uint64_t> counts;
  for (const FindingCount& of_kind : stream->finding_counts()) counts[of_kind.spec->code] = of_kind.count;
  EXPECT_EQ(counts, (std::map<std::string_view, uint64_t>{{"EVT-001", kBad}, {"EVT-002", 1}}));
  std::vector<Finding> kept = stream->take_findings();
  EXPECT_EQ(kept.size(), EventStream::kMostFindings + 1);
  EXPECT_EQ(kept.back().spec->code, "EVT-002");
  EXPECT_TRUE(stream->take_findings().empty());

  InspectOptions inspecting;
  inspecting.source = options;
  auto inspection = inspect(path_, inspecting);
  ASSERT_TRUE(inspection) << inspection.error().message;
  EXPECT_EQ(inspection->count(Severity::error), kBad);
  EXPECT_EQ(inspection->count(Severity::warning), 1u);
}

}  // namespace
}  // namespace rsmf
