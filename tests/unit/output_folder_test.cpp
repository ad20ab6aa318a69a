// The output folder is whole or as it was, whoever else touches it and whenever the run is killed.
#include "output/output_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>

#include "rsmf/convert.hpp"
#include "run/converter.hpp"
#include "support/faulty_file_system.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;
using Tree = std::map<std::string, std::string>;

Tree files_below(const fs::path& folder) {
  Tree tree;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_directory()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    tree[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return tree;
}

/// After the n-th change nothing can be changed any more: what lies there is what a kill leaves.
class KilledFileSystem final : public FaultyFileSystem {
 public:
  explicit KilledFileSystem(uint64_t after) : FaultyFileSystem(Faults{}), left_(after) {}
  Result<void> rename(const std::string& from, const std::string& to) override {
    if (!alive()) return fail(ErrorKind::io, "killed");
    return FaultyFileSystem::rename(from, to);
  }
  Result<void> make_directories(const std::string& path) override {
    if (!alive()) return fail(ErrorKind::io, "killed");
    return FaultyFileSystem::make_directories(path);
  }
  Result<void> remove_all(const std::string& path) override {
    if (!alive()) return fail(ErrorKind::io, "killed");
    return FaultyFileSystem::remove_all(path);
  }

 private:
  bool alive() { return left_ > 0 && left_-- > 0; }
  uint64_t left_;
};

class OutputFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_output_folder_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    std::ofstream out(root_ / "chat.ndjson");
    for (int day = 1; day <= 3; ++day)
      out << R"({"record":"event","id":"e)" << day << R"(","conversation":"c)" << day % 2
          << R"(, \"quoted\"","participant":"u","timestamp":"2024-03-0)" << day << R"(T08:00:00Z","body":"hello"})"
          << "\n";
    options_.output = (root_ / "out").string();
    options_.overwrite = true;
  }
  void TearDown() override { fs::remove_all(root_); }

  Result<ConvertSummary> run(FileSystem& disk) const {
    return convert(disk, {(root_ / "chat.ndjson").string()}, options_);
  }
  Result<ConvertSummary> run() const { return run(real_file_system()); }
  fs::path first_slice_folder() const {
    for (const auto& e : fs::directory_iterator(root_ / "out"))
      if (e.is_directory()) return e.path();
    return {};
  }

  fs::path root_;
  ConvertOptions options_;
};

TEST_F(OutputFolderTest, OverwriteReplacesAnEarlierRun) {
  ASSERT_TRUE(run().has_value());
  const Tree earlier = files_below(root_ / "out");
  auto again = run();
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(files_below(root_ / "out"), earlier);
}

TEST_F(OutputFolderTest, OverwriteKeepsRsmfFilesOfOthers) {
  ASSERT_TRUE(run().has_value());
  fs::create_directories(root_ / "out/collected");
  for (const char* name : {"collected/theirs.rsmf", "theirs.rsmf"}) {
    std::ofstream(root_ / "out" / name) << "not ours";
    const Tree before = files_below(root_ / "out");
    auto again = run();
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().kind, ErrorKind::usage);
    EXPECT_NE(again.error().message.find(name), std::string::npos) << again.error().message;
    EXPECT_EQ(files_below(root_ / "out"), before);
    fs::remove(root_ / "out" / name);
  }
  std::ofstream(first_slice_folder() / "theirs.rsmf") << "not ours";
  EXPECT_FALSE(run().has_value());
}

TEST_F(OutputFolderTest, WhatIsLaidThereDuringTheRunIsKept) {
  for (bool earlier : {true, false}) {
    fs::remove_all(root_ / "out");
    if (earlier) {
      ASSERT_TRUE(run().has_value());
    }
    const fs::path theirs = (earlier ? first_slice_folder() : root_ / "out") / "theirs.rsmf";
    options_.on_progress = [&](const Progress&) { std::ofstream(theirs) << "not ours"; };
    auto again = run();
    options_.on_progress = nullptr;
    ASSERT_FALSE(again.has_value());
    EXPECT_NE(again.error().message.find("theirs.rsmf"), std::string::npos) << again.error().message;
    EXPECT_TRUE(fs::exists(theirs));
    EXPECT_EQ(fs::exists(root_ / "out/report.json"), earlier);
    EXPECT_FALSE(fs::exists(root_ / "out/.rsmf-replacing"));
    fs::remove(theirs);
    EXPECT_TRUE(run().has_value());
    fs::remove_all(root_ / "out");
  }
}

TEST_F(OutputFolderTest, AKilledPublishKeepsTheEarlierRun) {
  ASSERT_TRUE(run().has_value());
  const Tree earlier = files_below(root_ / "out");
  fs::rename(root_ / "out", root_ / "safe");
  options_.slice.unit = SliceUnit::none;
  ASSERT_TRUE(run().has_value());
  const Tree later = files_below(root_ / "out");
  ASSERT_NE(earlier, later);
  size_t restored = 0;
  for (uint64_t n = 1;; ++n) {
    fs::remove_all(root_ / "out");
    fs::copy(root_ / "safe", root_ / "out", fs::copy_options::recursive);
    KilledFileSystem disk(n);
    options_.overwrite = true;
    const bool whole = run(disk).has_value();
    // The next run is killed as well, at its first, second... change, and the one after that puts all back.
    KilledFileSystem again(n % 7);
    options_.overwrite = false;
    EXPECT_FALSE(run(again).has_value());
    auto refused = run();
    ASSERT_FALSE(refused.has_value()) << n;
    EXPECT_EQ(refused.error().kind, ErrorKind::usage) << n << ": " << refused.error().message;
    fs::remove_all(root_ / "out/.rsmf-unfinished");  // a run that is refused removes nothing
    const Tree left = files_below(root_ / "out");
    ASSERT_TRUE(left == earlier || left == later) << "killed after " << n << ": " << refused.error().message;
    restored += left == earlier;
    if (whole) break;
  }
  EXPECT_GT(restored, 10u);
}

TEST_F(OutputFolderTest, TwoRunsDoNotShareAFolder) {
  {
    auto one = OutputFolder::open(real_file_system(), options_.output, false);
    ASSERT_TRUE(one.has_value());
    std::ofstream(one->staging() + "/half.rsmf") << "half";
    auto two = run();
    ASSERT_FALSE(two.has_value());
    EXPECT_NE(two.error().message.find("another run is writing"), std::string::npos) << two.error().message;
    EXPECT_TRUE(fs::exists(one->staging() + "/half.rsmf"));
  }
  EXPECT_TRUE(run().has_value());
}

}  // namespace
}  // namespace rsmf
