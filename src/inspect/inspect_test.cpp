#include "inspect/inspect.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

/// A file of events in a folder of its own, gone when the test is over.
class Export {
 public:
  explicit Export(std::string_view lines) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("inspect_") + test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    std::ofstream(path(), std::ios::binary) << lines;
  }
  ~Export() { std::filesystem::remove_all(folder_); }
  Export(const Export&) = delete;
  std::string path() const { return (folder_ / "chat.ndjson").string(); }

 private:
  std::filesystem::path folder_;
};

constexpr std::string_view kLines =
    R"({"record":"participant","id":"u1","display":"Ada","email":"ada@example.com"}
{"record":"conversation","id":"c1","display":"Planning","platform":"acme","type":"channel","participants":["u1","u2"]}
{"id":"e1","conversation":"c1","participant":"u1","timestamp":"2024-03-01T08:00:00Z","body":"a"}
{"id":"e2","conversation":"c1","participant":"u2","timestamp":"2024-03-03T08:00:00Z","body":"b","parent":"e1","reactions":[{"value":"x","participants":["u1","u2"]}]}
{"id":"e3","conversation":"c2","participant":"u2","timestamp":"2024-03-02T08:00:00Z","body":"c","attachments":[{"path":"absent.txt"}],"deleted":true}
{"id":"e4","conversation":"c1","participant":"u2","timestamp":"2024-03-02T09:00:00Z","type":"leave"}
this is no record
{"id":"e5","conversation":"c1","participant":"u2","body":"no time"}
)";

TEST(Inspect, CountsWhatIsThere) {
  const Export file(kLines);
  auto inspection = inspect(file.path(), {});
  ASSERT_TRUE(inspection) << inspection.error().message;
  const Inspection& i = *inspection;
  EXPECT_EQ(i.format, "events");
  EXPECT_FALSE(i.reason.empty());
  EXPECT_EQ(i.events.all, 5u);
  EXPECT_EQ(i.events.message, 4u);
  EXPECT_EQ(i.events.leave, 1u);
  EXPECT_EQ(i.events.replies, 1u);
  EXPECT_EQ(i.events.deleted, 1u);
  EXPECT_EQ(i.events.reacted, 1u);
  EXPECT_EQ(i.events.reactions, 2u);
  EXPECT_EQ(i.events.without_time, 1u);
  EXPECT_EQ(i.events.attachments_found, 0u);
  EXPECT_EQ(i.events.attachments_missing, 1u);
  EXPECT_EQ(i.period.first, parse_timestamp("2024-03-01T08:00:00Z"));
  EXPECT_EQ(i.period.last, parse_timestamp("2024-03-03T08:00:00Z"));
}

TEST(Inspect, ListsConversationsAndPeopleBySize) {
  const Export file(kLines);
  auto inspection = inspect(file.path(), {});
  ASSERT_TRUE(inspection);
  ASSERT_EQ(inspection->conversations.size(), 2u);
  EXPECT_EQ(inspection->conversations[0].display, "Planning");
  EXPECT_EQ(inspection->conversations[0].events, 4u);
  EXPECT_EQ(inspection->conversations[0].members, 2u);
  EXPECT_EQ(inspection->conversations[0].type, ConversationType::channel);
  EXPECT_EQ(inspection->conversations[1].id, "c2");
  ASSERT_EQ(inspection->people.size(), 2u);
  EXPECT_EQ(inspection->people[0].id, "u2");
  EXPECT_EQ(inspection->people[0].display, "u2");
  EXPECT_EQ(inspection->people[0].events, 4u);
  EXPECT_EQ(inspection->people[1].email, "ada@example.com");
}

TEST(Inspect, SaysWhatWouldBeLost) {
  const Export file(kLines);
  auto inspection = inspect(file.path(), {});
  ASSERT_TRUE(inspection);
  EXPECT_EQ(inspection->count(Severity::error), 1u);
  ASSERT_FALSE(inspection->findings.empty());
  EXPECT_EQ(inspection->findings[0].spec->severity, Severity::error);
  EXPECT_FALSE(inspection->fidelity.empty());
}

TEST(Inspect, FailsForWhatIsNoExport) {
  EXPECT_FALSE(inspect("no-such-file", {}));
  const Export file("just a note\n");
  EXPECT_FALSE(inspect(file.path(), {}));
}

TEST(Inspect, CanBeInterrupted) {
  std::string many;
  for (int i = 0; i < 10'000; ++i)
    many += R"({"conversation":"c","participant":"p","body":"x"})"
            "\n";
  const Export file(many);
  std::atomic<bool> stop = false;
  InspectOptions options;
  options.stop = &stop;
  options.on_progress = [&](const Progress& progress) {
    EXPECT_GT(progress.events, 0u);
    stop = true;
  };
  auto inspection = inspect(file.path(), options);
  // The first call sets the flag, and the next look at it ends the run.
  ASSERT_FALSE(inspection);
  EXPECT_EQ(inspection.error().kind, ErrorKind::interrupted);
}

}  // namespace
}  // namespace rsmf
