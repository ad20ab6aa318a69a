#include <gtest/gtest.h>

#include "support/memory_container.hpp"
#include "support/source_exercise.hpp"

namespace rsmf {
namespace {

SourceExercise run(std::vector<MemoryContainer::File> files, SourceOptions options = {}) {
  MemoryContainer container(Container::Kind::zip, "export.zip", std::move(files));
  return exercise_source(format_of("events"), container, options, true);
}

std::string event(int n, const std::string& more = "") {
  return R"({"record":"event","id":")" + std::to_string(n) +
         R"(","conversation":"c","participant":"a","timestamp":"2024-03-01T08:00:00Z","body":"hello")" + more + "}\n";
}

TEST(Events, a_record_over_the_limit_costs_itself_EVT_009) {
  std::string big = event(2, R"(,"x":")" + std::string(5000, 'x') + "\"");
  SourceOptions options;
  options.max_record_bytes = 1000;
  SourceExercise r = run({{"a.ndjson", event(1) + big + event(3)}}, options);
  EXPECT_EQ(r.broken, "");
  EXPECT_TRUE(r.codes.contains("EVT-009"));
  EXPECT_EQ(r.tally.records, 3u);
  EXPECT_EQ(r.tally.dropped, 1u);
}

/// A zip of which one member cannot be read.
class Torn : public MemoryContainer {
 public:
  using MemoryContainer::MemoryContainer;
  Result<std::unique_ptr<ByteSource>> open(size_t entry) const override {
    if (entry == 0) return fail(ErrorKind::format, "torn");
    return MemoryContainer::open(entry);
  }
};

TEST(Events, a_bad_file_costs_itself_EVT_010) {
  Torn container(Container::Kind::zip, "export.zip", {{"a.ndjson", event(1)}, {"b.ndjson", event(2)}});
  SourceExercise r = exercise_source(format_of("events"), container, {});
  EXPECT_EQ(r.refused, "");
  EXPECT_TRUE(r.codes.contains("EVT-010"));
  EXPECT_EQ(r.tally.records, 1u);
}

TEST(Events, frames_of_any_size_give_the_same) {
  std::string text = R"({"record":"participant","id":"a","display":"A"})" "\n";
  for (int i = 0; i < 50; ++i) text += event(i) + (i % 7 == 0 ? "{\"broken\n" : "") + (i % 11 == 0 ? "\n\n" : "");
  SourceExercise whole = run({{"a.ndjson", text}});
  EXPECT_EQ(whole.broken, "");
  EXPECT_EQ(whole.tally.dropped, 8u);
  for (uint64_t bytes : {1, 64, 300, 4096}) {
    SourceOptions options;
    options.frame_bytes = bytes;
    SourceExercise r = run({{"a.ndjson", text}}, options);
    EXPECT_EQ(r.digest, whole.digest) << bytes;
    EXPECT_EQ(r.tally.records, whole.tally.records) << bytes;
  }
}

TEST(Events, records_over_several_lines_give_the_same_in_frames_of_any_size) {
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    text += "{\n  \"record\": \"event\",\n  \"id\": \"" + std::to_string(i) +
            "\",\n  \"conversation\": \"c\",\n  \"timestamp\": \"2024-03-01T08:00:00Z\"\n}\n";
  }
  for (const std::string& input : {text, text + "this is no record\n", "this is no record\n" + text}) {
    SourceOptions options;
    options.frame_bytes = 10'000'000;
    SourceExercise whole = run({{"a.ndjson", input}}, options);
    EXPECT_EQ(whole.broken, "");
    EXPECT_GT(whole.tally.records, 2000u);
    for (uint64_t bytes : {64, 4096}) {
      options.frame_bytes = bytes;
      SourceExercise r = run({{"a.ndjson", input}}, options);
      EXPECT_EQ(r.digest, whole.digest) << bytes;
      EXPECT_EQ(r.tally.records, whole.tally.records) << bytes;
    }
  }
}

TEST(Events, recognised_by_content_only) {
  std::string why;
  auto probe = [&](const char* name, const std::string& text) {
    MemoryContainer c(Container::Kind::file, name, {{name, text}});
    return format_of("events").probe(c, why);
  };
  EXPECT_GT(probe("whatever.bin", event(1)), 50);
  EXPECT_EQ(probe("a.ndjson", "{\"a\":1}\n"), 0);
  EXPECT_EQ(probe("a.ndjson", ""), 0);
  EXPECT_EQ(probe("a.ndjson", std::string(1000, '{')), 0);
  EXPECT_GT(probe("a.txt", R"({"conversation":"c","timestamp":"2024-03-01T08:00:00Z"})"), 50);
}

}  // namespace
}  // namespace rsmf
