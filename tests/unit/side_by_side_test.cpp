// Several inputs side by side. The orders of steps in which threads may meet at the end of an input are played one by
// one in src/exec/pipeline_test.cpp; here whole runs pass through them with many numbers of threads.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "io/forwarding_file_system.hpp"
#include "run/converter.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

/// A disk that has room for the first inputs only: its free space is asked for once for each.
class FillingFileSystem final : public ForwardingFileSystem {
 public:
  FillingFileSystem(FileSystem& below, int inputs) : ForwardingFileSystem(below), left_(inputs) {}
  Result<uint64_t> free_space(const std::string&) override { return left_-- > 0 ? 1'000'000'000'000 : 1; }

 private:
  std::atomic<int> left_;
};

class SideBySideTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_side_by_side_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    options_.encode.compression = Compression::store;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write_chat(const std::string& name, int events) {
    const fs::path path = root_ / name;
    std::ofstream chat(path);
    for (int i = 0; i < events; ++i)
      chat << R"({"record":"event","id":"e)" << i
           << R"(","conversation":"c","participant":"u","timestamp":"2024-03-01T)" << 10 + i / 60 % 10 << ':'
           << 10 + i % 50 << R"(:00Z","body":"hello"})"
           << "\n";
    return path.string();
  }

  fs::path root_;
  ConvertOptions options_;
};

TEST_F(SideBySideTest, ManyShortRunsEnd) {
  const std::string one = write_chat("one.ndjson", 1), ten = write_chat("ten.ndjson", 10);
  options_.dry_run = true;
  options_.source.frame_bytes = 200;
  for (int i = 0; i < 42; ++i) {
    options_.threads = 2 + unsigned(i % 7);
    std::vector<std::string> inputs = {i % 2 ? one : ten};
    if (i % 3 == 0) inputs.push_back(one);
    auto result = convert(real_file_system(), inputs, options_);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    ASSERT_EQ(result->totals.events, (i % 2 ? 1u : 10u) + (i % 3 == 0 ? 1u : 0u));
  }
}

TEST_F(SideBySideTest, AnInputThatCannotBeStartedEndsTheRun) {
  // Small frames: all threads look for work when the next input is started.
  const std::vector<std::string> inputs = {write_chat("one.ndjson", 300), write_chat("two.ndjson", 300),
                                           write_chat("three.ndjson", 3)};
  options_.source.frame_bytes = 100;
  options_.output = (root_ / "out").string();
  options_.threads = 8;
  for (int i = 0; i < 8; ++i) {
    const size_t room_for = i % 4 == 3 ? 2 : 1;
    options_.pack = i % 2 == 1;
    FillingFileSystem disk(real_file_system(), int(room_for));
    auto result = convert(disk, inputs, options_);
    ASSERT_FALSE(result.has_value());
    const Error& error = result.error();
    ASSERT_EQ(error.kind, ErrorKind::io) << error.message;
    ASSERT_NE(error.message.find("not enough space"), std::string::npos) << error.message;
    ASSERT_NE(error.message.find(inputs[room_for]), std::string::npos) << error.message;
    fs::remove_all(root_ / "out");
  }
}

}  // namespace
}  // namespace rsmf
