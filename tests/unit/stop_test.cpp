// A run that is told to stop does so soon, whatever it reads and wherever it is.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "generate/generate.hpp"
#include "io/forwarding_file_system.hpp"
#include "pipeline/open_source.hpp"
#include "run/converter.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

/// Sets the flag when so many bytes of files have been read.
class StoppingFileSystem final : public ForwardingFileSystem {
 public:
  StoppingFileSystem(FileSystem& below, uint64_t stop_at) : ForwardingFileSystem(below), stop_at_(stop_at) {}
  Result<std::unique_ptr<RandomFile>> open(const std::string& path) override {
    auto file = below().open(path);
    if (!file) return file;
    return std::make_unique<Counted>(std::move(*file), *this);
  }
  uint64_t read() const { return read_; }

  std::atomic<bool> stop = false;

 private:
  class Counted final : public RandomFile {
   public:
    Counted(std::unique_ptr<RandomFile> file, StoppingFileSystem& disk) : file_(std::move(file)), disk_(disk) {}
    uint64_t size() const override { return file_->size(); }
    Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
      auto n = file_->read_at(offset, into);
      if (n && (disk_.read_ += *n) >= disk_.stop_at_) disk_.stop = true;
      return n;
    }

   private:
    std::unique_ptr<RandomFile> file_;
    StoppingFileSystem& disk_;
  };

  const uint64_t stop_at_;
  std::atomic<uint64_t> read_ = 0;
};

class StopTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_stop_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  /// One conversation of some megabytes.
  std::string big_export(const std::string& format) const {
    if (format == "rsmf") return manifest();
    GenerateOptions made;
    made.format = format;
    made.messages = 25'000;
    made.conversations = 1;
    made.events_per_day = 25;  // in Slack many files
    made.output = (root_ / (format + (format == "slack" ? ".zip" : ".txt"))).string();
    auto done = generate(made);
    EXPECT_TRUE(done.has_value()) << done.error().message;
    return made.output;
  }
  /// Bare: the layers of an RSMF file are looked for in one piece, and a smaller manifest is unpacked in one.
  std::string manifest() const {
    const fs::path path = root_ / "rsmf_manifest.json";
    std::ofstream out(path);
    out << R"({"version":"2.0.0","participants":[{"id":"a","display":"Ada"}],"conversations":[{"id":"c","platform":"x",)"
        << R"("type":"channel","participants":["a"]}],"events":[)";
    for (int i = 0; i < 75'000; ++i)
      out << (i ? "," : "") << R"({"type":"message","id":"e)" << i << R"(","conversation":"c","participant":"a",)"
          << R"("timestamp":"2024-03-01T08:00:00Z","body":"hello"})"
          << "\n";
    out << "]}";
    return path.string();
  }

  fs::path root_;
};

/// As the converter does, which looks at the flag before each frame itself.
Result<void> read_all(Source& source, const std::atomic<bool>& stop) {
  auto survey = source.survey();
  RSMF_TRY(survey);
  auto unit = source.make_unit();
  do {
    auto more = source.next(*unit);
    RSMF_TRY(more);
    if (!*more) return {};
  } while (!stop);
  return fail(ErrorKind::bug, "neither the survey nor a frame ended with the flag");
}

/// Told in the middle of the first reading: of the rest, however long it is, little is read.
TEST_F(StopTest, SurveyAndNextHeedTheFlag) {
  SourceOptions options;
  options.frame_bytes = 16 * 1024;
  for (const char* format : {"events", "rsmf", "slack", "whatsapp"}) {
    const std::string input = big_export(format);
    const uint64_t size = fs::file_size(input);
    for (unsigned threads : {1u, 3u}) {
      for (bool at_once : {true, false}) {
        WorkerPool crew(threads);
        StoppingFileSystem disk(real_file_system(), size / 4);
        auto open = open_source(disk, input, options, {.crew = &crew, .memory = 1 << 20, .stop = &disk.stop});
        ASSERT_TRUE(open.has_value()) << open.error().message;
        ASSERT_EQ(open->format->id, format);
        if (at_once) disk.stop = true;
        const uint64_t before = disk.read();
        auto done = read_all(*open->source, disk.stop);
        EXPECT_TRUE(!done && done.error().kind == ErrorKind::interrupted)
            << format << ": " << (done ? "it went on to the end" : done.error().message);
        EXPECT_LT(disk.read() - before, at_once ? size / 10 : size / 2)
            << format << " of " << size << ", threads: " << threads << ", at once: " << at_once;
      }
    }
  }
}

/// Whatever formats there are: on each of their fixtures a run that is told to stop says so.
TEST_F(StopTest, AnyFormatAnyFixture) {
  const std::atomic<bool> stop = true;
  ConvertOptions options;
  options.dry_run = true;
  options.stop = &stop;
  for (const SourceFormat* format : all_formats()) {
    size_t fixtures = 0;
    const fs::path folder = fs::path(RSMF_SOURCE_DIR) / "src/sources" / format->id / "fixtures";
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".options") continue;
      ++fixtures;
      options.source.format = format->id;
      for (unsigned threads : {1u, 3u}) {
        options.threads = threads;
        auto result = convert(real_file_system(), {entry.path().string()}, options);
        ASSERT_FALSE(result.has_value()) << entry.path();
        EXPECT_EQ(result.error().kind, ErrorKind::interrupted) << entry.path() << ": " << result.error().message;
      }
    }
    EXPECT_GT(fixtures, 0u) << format->id;
  }
}

}  // namespace
}  // namespace rsmf
