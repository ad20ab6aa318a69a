// What a killed run left of its sorting is cleared away by the next one.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "io/forwarding_file_system.hpp"
#include "run/converter.hpp"
#include "support/tree.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;
using test::Tree;
using test::tree_of;

/// The process is killed when it would begin a file in a spill folder, from the n-th on.
class DeadlyFileSystem final : public ForwardingFileSystem {
 public:
  DeadlyFileSystem(FileSystem& below, int spill_files) : ForwardingFileSystem(below), left_(spill_files) {}
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    if (path.find("spill") != std::string::npos && left_-- == 0) raise(SIGKILL);
    return below().create(path);
  }

 private:
  std::atomic<int> left_;
};

class SpillFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_killed_sorting_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "temp");
    std::ofstream chat(root_ / "chat.ndjson");
    for (int i = 0; i < 4000; ++i)
      chat << R"({"record":"event","id":"e)" << i << R"(","conversation":"c)" << i % 7
           << R"(","participant":"u","timestamp":"2024-03-)" << 10 + i * 37 % 19 << R"(T08:00:00Z","body":")"
           << std::string(100, 'x') << "\"}\n";
    options_.output = (root_ / "out").string();
    options_.temp_dir = (root_ / "temp").string();
    options_.encode.compression = Compression::store;
    options_.force_sort = true;
    options_.sort_memory = 64 * 1024;
    options_.threads = 2;
  }
  void TearDown() override { fs::remove_all(root_); }

  Result<ConvertSummary> run(FileSystem& disk, bool resume) {
    options_.resume = resume;
    return convert(disk, {(root_ / "chat.ndjson").string()}, options_);
  }
  /// In a process of its own.
  void run_until_killed() {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      DeadlyFileSystem disk(real_file_system(), 3);
      (void)run(disk, false);
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it was not killed";
  }

  fs::path root_;
  ConvertOptions options_;
};

TEST_F(SpillFolderTest, WhatAKilledRunLeftInTheTemporaryFolderIsGoneAfterTheNext) {
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  const Tree good = tree_of(root_ / "out");
  EXPECT_TRUE(fs::is_empty(root_ / "temp"));
  fs::remove_all(root_ / "out");
  for (bool resume : {false, true}) {
    run_until_killed();
    ASSERT_GE(tree_of(root_ / "temp").size(), 3u) << "a killed run leaves them: or else this sees nothing";
    std::ofstream(root_ / "temp/of another") << "stays";
    auto next = run(real_file_system(), resume);
    ASSERT_TRUE(next.has_value()) << next.error().message;
    EXPECT_TRUE(tree_of(root_ / "out") == good);
    EXPECT_EQ(tree_of(root_ / "temp"), (Tree{{"of another", "stays"}}));
    fs::remove_all(root_ / "temp/of another");
    fs::remove_all(root_ / "out");
  }
}

TEST_F(SpillFolderTest, AsIsWhatItLeftInTheOutputFolder) {
  options_.temp_dir.clear();
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  const Tree good = tree_of(root_ / "out");
  fs::remove_all(root_ / "out");
  for (bool resume : {false, true}) {
    run_until_killed();
    ASSERT_GE(tree_of(root_ / "out/.rsmf-unfinished/.source-0/spill").size(), 3u);
    auto next = run(real_file_system(), resume);
    ASSERT_TRUE(next.has_value()) << next.error().message;
    EXPECT_TRUE(tree_of(root_ / "out") == good);
    fs::remove_all(root_ / "out");
  }
}

TEST_F(SpillFolderTest, NobodyElseCanLookIn) {
  run_until_killed();
  ASSERT_FALSE(fs::is_empty(root_ / "temp"));
  for (const auto& entry : fs::directory_iterator(root_ / "temp"))
    EXPECT_EQ(entry.status().permissions(), fs::perms::owner_all) << entry.path();
}

/// Whoever may write to the folder could have laid out a link in it.
TEST_F(SpillFolderTest, ALinkIsNotFollowed) {
  const fs::path link = root_ / "temp/link";
  fs::create_directories(root_ / "elsewhere");
  fs::create_directory_symlink(root_ / "elsewhere", link);
  EXPECT_FALSE(real_file_system().make_private_directories(link.string()).has_value());
  EXPECT_TRUE(real_file_system().make_private_directories((root_ / "temp/a/b").string()).has_value());
  EXPECT_TRUE(real_file_system().make_private_directories((root_ / "temp/a/b").string()).has_value());
  EXPECT_TRUE(real_file_system().make_private_directories((root_ / "temp/a/c/").string()).has_value());
  std::ofstream(root_ / "temp/file") << "x";
  EXPECT_FALSE(real_file_system().make_private_directories((root_ / "temp/file").string()).has_value());
  EXPECT_FALSE(real_file_system().make_private_directories((root_ / "temp/file/d").string()).has_value());
}

/// Runs into different folders do not touch each other's, though they sort in the same one.
TEST_F(SpillFolderTest, OfAnotherOutputFolderIsNotTouched) {
  run_until_killed();
  const Tree left = tree_of(root_ / "temp");
  options_.output = (root_ / "other").string();
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  EXPECT_TRUE(tree_of(root_ / "temp") == left);
}

}  // namespace
}  // namespace rsmf
