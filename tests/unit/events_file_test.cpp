// The file of events of whole runs: several inputs, failures, what is refused.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "rsmf/convert.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class EventsFileTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root_);
    fs::create_directories(root_);
    options_.output = path("out");
    options_.events_file = path("events.ndjson");
    options_.threads = 2;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string path(const std::string& name) const { return (root_ / name).string(); }
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(root_ / name, std::ios::binary) << content;
    return path(name);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(root_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static std::string event(const std::string& conversation, const std::string& body) {
    return R"({"record":"event","id":"1","conversation":")" + conversation +
           R"(","participant":"u","timestamp":"2024-03-01T08:00:00Z","body":")" + body + "\"}\n";
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(root_)) all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
  }

  fs::path root_ = fs::temp_directory_path() / ("rsmf_events_file_" + std::to_string(getpid()));
  ConvertOptions options_;
};

TEST_F(EventsFileTest, inputs_follow_one_another_and_one_that_fails_leaves_nothing) {
  const std::vector<std::string> inputs = {write("a.ndjson", event("c", "one")), write("b.txt", "no export\n"),
                                           write("d.ndjson", event("d", "two"))};
  auto done = convert(inputs, options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->totals.events_given, 2u);
  const std::string events = content("events.ndjson");
  EXPECT_LT(events.find("one"), events.find("two"));
  EXPECT_NE(events.find("two"), events.npos);
  EXPECT_EQ(events.find("no export"), events.npos);
  EXPECT_EQ(names(), (std::vector<std::string>{"a.ndjson", "b.txt", "d.ndjson", "events.ndjson", "out"}));
  // Both name the participant "u".
  EXPECT_NE(content("out/findings.csv").find("CNV-010"), std::string::npos);
}

TEST_F(EventsFileTest, a_stream_gets_the_same_with_an_output_folder_and_without) {
  const std::vector<std::string> inputs = {write("a.ndjson", event("c", "one")), write("d.ndjson", event("d", "two"))};
  ASSERT_TRUE(convert(inputs, options_));
  const std::string file = content("events.ndjson");
  options_.events_file.clear();
  options_.output = path("out2");
  std::string given;
  options_.events_stream = [&](std::string_view bytes) {
    given += bytes;
    return Result<void>();
  };
  ASSERT_TRUE(convert(inputs, options_));
  EXPECT_EQ(given, file);
  given.clear();
  options_.output.clear();
  options_.slices = false;
  ASSERT_TRUE(convert(inputs, options_));
  EXPECT_EQ(given, file);
}

TEST_F(EventsFileTest, an_error_of_the_stream_ends_the_run) {
  options_.events_file.clear();
  options_.events_stream = [](std::string_view) -> Result<void> { return fail(ErrorKind::io, "gone"); };
  auto done = convert({write("a.ndjson", event("c", "one"))}, options_);
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().message.starts_with("gone")) << done.error().message;
  EXPECT_FALSE(fs::exists(root_ / "out/report.json"));
  // The slices were finished, and are kept.
  std::string given;
  options_.events_stream = [&](std::string_view bytes) {
    given += bytes;
    return Result<void>();
  };
  options_.resume = true;
  done = convert({path("a.ndjson")}, options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->slices_taken_over, 1u);
  EXPECT_NE(given.find("one"), given.npos);
}

/// An event that breaks the promise of order shows when some are written already: they do not appear twice.
TEST_F(EventsFileTest, another_attempt_by_the_sorted_route_starts_the_file_anew) {
  std::string lines;
  for (int i = 0; i < 40; ++i)
    lines += R"({"id":")" + std::to_string(i) + R"(","conversation":"c","participant":"u","body":"undated"})" + "\n";
  options_.slice.max_events = 10;  // more undated events than a slice may hold: only the sorted route can do that
  auto done = convert({write("a.ndjson", lines)}, options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_NE(content("out/findings.csv").find("CNV-001"), std::string::npos);
  const std::string events = content("events.ndjson");
  EXPECT_EQ(done->totals.events_given, 40u);
  EXPECT_EQ(std::count(events.begin(), events.end(), '\n'), 42);
}

TEST_F(EventsFileTest, what_is_there_is_kept) {
  const std::vector<std::string> inputs = {write("a.ndjson", event("c", "one"))};
  const auto refused = [&](const std::string& why) {
    auto done = convert(inputs, options_);
    ASSERT_FALSE(done) << why;
    EXPECT_EQ(done.error().kind, ErrorKind::usage);
    EXPECT_NE(done.error().message.find(why), std::string::npos) << done.error().message;
    EXPECT_FALSE(fs::exists(options_.output)) << why;
  };
  write("events.ndjson", "mine");
  refused("exists already");
  EXPECT_EQ(content("events.ndjson"), "mine");
  fs::remove(path("events.ndjson"));
  write("events.ndjson.part", "half");
  refused("another run is writing it");
  EXPECT_EQ(content("events.ndjson.part"), "half");
  options_.overwrite = true;
  options_.events_file = path("a.ndjson");
  refused("is in the input");
  options_.events_file = path("out/events.ndjson");
  refused("is in the output folder");
  options_.events_file = root_.string();
  refused("is a folder");
  options_.events_file = path("events.ndjson");
  write("events.ndjson", "mine");
  ASSERT_TRUE(convert(inputs, options_));
  EXPECT_NE(content("events.ndjson").find("one"), std::string::npos);
  EXPECT_EQ(names(), (std::vector<std::string>{"a.ndjson", "events.ndjson", "out"}));
}

TEST_F(EventsFileTest, without_slices_there_is_a_report_or_nothing_else) {
  const std::vector<std::string> inputs = {write("a.ndjson", event("c", "one") + "rubbish\n")};
  options_.slices = false;
  auto done = convert(inputs, options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(done->balanced);
  EXPECT_EQ(done->totals.events, 1u);
  EXPECT_EQ(done->totals.slices, 0u);
  EXPECT_EQ(done->totals.conversations, 1u);
  EXPECT_NE(content("out/findings.csv").find("EVT-001"), std::string::npos);
  EXPECT_NE(content("out/report.json").find("\"slices\": false"), std::string::npos);
  options_.overwrite = true;
  EXPECT_TRUE(convert(inputs, options_));  // the folder is known to be ours
  options_.output.clear();
  fs::remove_all(path("out"));
  EXPECT_TRUE(convert(inputs, options_));
  EXPECT_EQ(names(), (std::vector<std::string>{"a.ndjson", "events.ndjson"}));
  for (bool ConvertOptions::*flag : {&ConvertOptions::resume, &ConvertOptions::pack, &ConvertOptions::verify}) {
    options_.*flag = true;
    auto refused = convert(inputs, options_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    options_.*flag = false;
  }
}

TEST_F(EventsFileTest, a_dry_run_writes_no_events) {
  options_.dry_run = true;
  auto done = convert({write("a.ndjson", event("c", "one"))}, options_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->totals.events_given, 1u);
  EXPECT_EQ(names(), std::vector<std::string>{"a.ndjson"});
}

}  // namespace
}  // namespace rsmf
