#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "archive/export_files.hpp"
#include "rsmf/event_stream.hpp"
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
  std::string text = R"({"record":"participant","id":"a","display":"A"})"
                     "\n";
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

/// One black pixel.
std::string tiny_png() {
  return std::string(
      "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08"
      "\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x60\x00\x00\x00\x02\x00"
      "\x01\x48\xaf\xa4\x71\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82",
      67);
}

/// All people of the export by id, with their avatars' bytes, or why there are none.
std::map<std::string, std::string> avatars(const Container& container, const SourceOptions& options = {}) {
  std::map<std::string, std::string> found;
  auto source = format_of("events").open({container, real_file_system(), options});
  EXPECT_TRUE(source && (*source)->survey());
  auto decoder = (*source)->decoder();
  auto unit = (*source)->make_unit();
  while ((*source)->next(*unit).value_or(false)) {
    EventBatch batch;
    EventBuilder builder(batch, unit->stream);
    decoder->decode(*unit, builder);
    for (const Participant& p : batch.participants()) {
      std::string& bytes = found[std::string(p.id)];
      if (p.avatar.empty()) continue;
      auto stream = (*source)->attachments().open(p.avatar);
      if (!stream) {
        bytes = stream.error().message;
        continue;
      }
      Bytes all;
      EXPECT_TRUE(read_all(**stream, all, 1000));
      bytes = all.view();
    }
  }
  return found;
}

std::string person(const std::string& id, const std::string& avatar) {
  return R"({"record":"participant","id":")" + id + R"(","avatar":")" + avatar + "\"}\n";
}

TEST(Events, an_avatar_is_found_in_the_folder_of_its_file) {
  std::string text = person("a", "pictures/a.png") + event(1);
  MemoryContainer container(Container::Kind::zip, "export.zip",
                            {{"team/a.ndjson", text}, {"team/pictures/a.png", tiny_png()}});
  EXPECT_EQ(avatars(container)["a"], tiny_png());
  EXPECT_FALSE(exercise_source(format_of("events"), container, {}).codes.contains("EVT-013"));
}

TEST(Events, an_avatar_that_is_not_there_is_told_EVT_013) {
  for (const char* path : {"absent.png", "../../etc/passwd", "/etc/passwd", "https://example.com/a.png"}) {
    MemoryContainer container(Container::Kind::zip, "export.zip", {{"a.ndjson", person("a", path) + event(1)}});
    EXPECT_EQ(avatars(container)["a"], "") << path;
    SourceExercise r = exercise_source(format_of("events"), container, {});
    EXPECT_TRUE(r.codes.contains("EVT-013")) << path;
    EXPECT_EQ(r.tally.dropped, 0u);
  }
}

TEST(Events, files_beside_a_single_file_are_found) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / ("events_beside_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder / "export");
  std::ofstream(folder / "export" / "a.png", std::ios::binary) << tiny_png();
  std::ofstream(folder / "secret.png", std::ios::binary) << tiny_png();
  const std::string attached = R"(,"attachments":[{"path":"a.png"},{"path":"../secret.png"}])";
  std::ofstream(folder / "export" / "a.ndjson", std::ios::binary)
      << person("a", "a.png") + event(1, attached) + person("b", "../secret.png");
  auto container = open_container(real_file_system(), (folder / "export" / "a.ndjson").string());
  ASSERT_TRUE(container);
  EXPECT_EQ(avatars(**container)["a"], tiny_png());
  auto stream = EventStream::open((folder / "export" / "a.ndjson").string());
  ASSERT_TRUE(stream);
  const Event* e = stream->next();
  ASSERT_TRUE(e && e->attachments.size() == 2);
  EXPECT_EQ(e->attachments[0].key, "be:a.png");
  EXPECT_EQ(e->attachments[1].key, "");
  EXPECT_EQ(stream->finding_counts().size(), 1u);  // of b's avatar
  fs::remove_all(folder);
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
