// A run that the disk stopped is gone on with when there is room again, and ends as if nothing had been.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "run/converter.hpp"
#include "support/faulty_file_system.hpp"
#include "support/tree.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;
using test::Tree;
using test::tree_of;

/// Days of two conversations, with a file; `mixed`: the last record is the earliest, against what the format promises.
void write_chat(const fs::path& path, const std::string& prefix, bool mixed) {
  std::ofstream out(path);
  auto event = [&](int day, int i) {
    out << R"({"record":"event","id":")" << prefix << day << "-" << i << R"(","conversation":")" << prefix << i % 2
        << R"(","participant":"u)" << i % 3 << R"(","timestamp":"2024-03-0)" << day << "T08:0" << i
        << R"(:00Z","body":")" << std::string(300, char('a' + i)) << '"';
    if (i == 1) out << R"(,"attachments":[{"path":"note.txt"},{"path":"gone.txt"}])";
    out << "}\n";
  };
  for (int day = 2; day <= 8; ++day)
    for (int i = 0; i < 4; ++i) event(day, i);
  if (mixed) event(1, 0);
}

class ResumeTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_resume_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "one");
    fs::create_directories(root_ / "two");
    for (const char* name : {"one", "two"}) std::ofstream(root_ / name / "note.txt") << std::string(3000, 'n');
    write_chat(root_ / "one/chat.ndjson", "c", false);
    write_chat(root_ / "two/chat.ndjson", "d", true);
    options_.output = out().string();
    options_.encode.compression = Compression::store;
    options_.threads = 2;
  }
  void TearDown() override { fs::remove_all(root_); }
  fs::path out() const { return root_ / "out"; }

  Result<ConvertSummary> run(FileSystem& disk, bool resume, unsigned threads = 2) {
    options_.resume = resume;
    options_.threads = threads;
    return convert(disk, inputs_, options_);
  }
  static bool kept(const Error& error) { return error.message.find("--resume goes on") != std::string::npos; }

  /// The run has `faults`, perhaps the next one too, then it is resumed: the tree is `good`. Slices taken over.
  uint64_t stop_and_resume(const Faults& faults, const Tree& good) {
    FaultyFileSystem disk(faults);
    auto result = run(disk, false);
    if (result) return 0;
    const Tree left = tree_of(out());
    EXPECT_EQ(kept(result.error()), !left.empty()) << result.error().message;
    for (const auto& [name, content] : left) EXPECT_TRUE(name.starts_with(".rsmf-unfinished/")) << name;
    if (!kept(result.error())) return 0;
    FaultyFileSystem still_bad(faults);
    auto again = run(still_bad, true, 1);
    if (!again) {
      EXPECT_TRUE(kept(again.error())) << again.error().message;
      again = run(real_file_system(), true);
    }
    EXPECT_TRUE(again.has_value()) << again.error().message;
    if (!again) return 0;
    EXPECT_TRUE(tree_of(out()) == good) << "another output";
    return again->slices_taken_over;
  }

  /// A run that fails when all slices are finished and about to be published; what it would have left is returned.
  Tree stop_at_the_end() {
    fs::remove_all(out());
    FaultyFileSystem sound{Faults{}};
    auto whole = run(sound, false);
    EXPECT_TRUE(whole.has_value()) << whole.error().message;
    const Tree good = tree_of(out());
    fs::remove_all(out());
    Faults faults;
    faults.rename = sound.counts().rename;
    FaultyFileSystem disk(faults);
    auto stopped = run(disk, false);
    EXPECT_TRUE(!stopped && kept(stopped.error())) << (stopped ? "it went well" : stopped.error().message);
    return good;
  }

  /// The run that lies there is not gone on with, for that reason, and is left as it is.
  void expect_refused(const std::string& why) {
    const Tree before = tree_of(out());
    auto refused = run(real_file_system(), true);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    EXPECT_NE(refused.error().message.find(why), std::string::npos) << refused.error().message;
    EXPECT_TRUE(tree_of(out()) == before);
  }

  void strike_each(uint64_t Faults::*which, std::atomic<uint64_t> FaultyFileSystem::Counts::*counter) {
    fs::remove_all(out());
    FaultyFileSystem sound{Faults{}};
    auto whole = run(sound, false);
    ASSERT_TRUE(whole.has_value()) << whole.error().message;
    const Tree good = tree_of(out());
    uint64_t taken_over = 0;
    const uint64_t count = sound.counts().*counter, step = count / 25 + 1;
    for (uint64_t n = 1; n <= count; n += step) {
      fs::remove_all(out());
      Faults faults;
      faults.*which = n;
      taken_over += stop_and_resume(faults, good);
      if (HasFailure()) FAIL() << "operation " << n;
    }
    EXPECT_GT(taken_over, 20u);
  }

  fs::path root_;
  std::vector<std::string> inputs_ = {};
  ConvertOptions options_;
};

using Counts = FaultyFileSystem::Counts;

TEST_F(ResumeTest, AnyWriteFails) {
  inputs_ = {(root_ / "one").string()};
  strike_each(&Faults::write, &Counts::write);
}
TEST_F(ResumeTest, AnyWriteFailsWithInputsSideBySide) {
  inputs_ = {(root_ / "one").string(), (root_ / "two").string()};
  strike_each(&Faults::write, &Counts::write);
}
TEST_F(ResumeTest, AnyCreationFails) {
  inputs_ = {(root_ / "two").string(), (root_ / "one").string()};
  strike_each(&Faults::create, &Counts::create);
}
TEST_F(ResumeTest, AnyRenameFails) {
  inputs_ = {(root_ / "one").string(), (root_ / "two").string()};
  strike_each(&Faults::rename, &Counts::rename);
}
TEST_F(ResumeTest, AnyRenameOfOneInputFails) {
  inputs_ = {(root_ / "two").string()};
  strike_each(&Faults::rename, &Counts::rename);
}
TEST_F(ResumeTest, AnyReadFailsForGood) {
  inputs_ = {(root_ / "two").string()};
  fs::remove_all(out());
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  const Tree good = tree_of(out());
  for (uint64_t n = 1; n < 120; n += 7) {
    fs::remove_all(out());
    Faults faults;
    faults.read = n;
    stop_and_resume(faults, good);
    if (HasFailure()) FAIL() << "read " << n;
  }
}

TEST_F(ResumeTest, DiskFull) {
  inputs_ = {(root_ / "one").string(), (root_ / "two").string()};
  FaultyFileSystem sound{Faults{}};
  ASSERT_TRUE(run(sound, false).has_value());
  const Tree good = tree_of(out());
  const uint64_t bytes = sound.counts().bytes;
  uint64_t taken_over = 0;
  for (uint64_t room = 0; room < bytes; room += bytes / 20 + 1) {
    fs::remove_all(out());
    Faults faults;
    faults.disk_bytes = room;
    taken_over += stop_and_resume(faults, good);
    if (HasFailure()) FAIL() << "room for " << room;
  }
  EXPECT_GT(taken_over, 50u);
}

/// What lies in the staging folder is looked at, not believed.
TEST_F(ResumeTest, AFileThatIsNotAsItWasIsWrittenAgain) {
  inputs_ = {(root_ / "one").string()};
  const Tree good = stop_at_the_end();
  std::vector<fs::path> slices;
  for (const auto& entry : fs::recursive_directory_iterator(out()))
    if (entry.path().extension() == ".rsmf") slices.push_back(entry.path());
  ASSERT_EQ(slices.size(), 14u);
  fs::remove(slices[0]);
  fs::resize_file(slices[1], 100);
  std::fstream(slices[2], std::ios::in | std::ios::out | std::ios::binary).seekp(500).put('#');
  auto again = run(real_file_system(), true);
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(again->slices_taken_over, 11u);
  EXPECT_TRUE(tree_of(out()) == good);
}

/// Attachments beside a single file are no part of the input that is compared: what was made of them is.
TEST_F(ResumeTest, AnAttachmentThatWasReplacedIsReadAgain) {
  const fs::path note = root_ / "one/note.txt";
  const auto changed = fs::last_write_time(note);
  inputs_ = {(root_ / "one/chat.ndjson").string()};
  const Tree old = stop_at_the_end();
  std::ofstream(note) << std::string(3000, 'm');  // of the same size and time
  fs::last_write_time(note, changed);
  auto resumed = run(real_file_system(), true);
  ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
  EXPECT_EQ(resumed->slices_taken_over, 7u) << "those of the conversation without attachments";
  const Tree tree = tree_of(out());
  EXPECT_FALSE(tree == old);
  fs::remove_all(out());
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  EXPECT_TRUE(tree_of(out()) == tree) << "not as a run over the new file would be";
}

TEST_F(ResumeTest, AnAttachmentThatCameOrWentIsSeen) {
  const fs::path gone = root_ / "one/gone.txt";
  inputs_ = {(root_ / "one/chat.ndjson").string()};
  for (bool comes : {true, false}) {
    const Tree old = stop_at_the_end();
    if (comes)
      std::ofstream(gone) << "here it is";
    else
      fs::remove(gone);
    auto resumed = run(real_file_system(), true);
    ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
    EXPECT_EQ(resumed->slices_taken_over, 7u);
    const Tree tree = tree_of(out());
    EXPECT_FALSE(tree == old);
    fs::remove_all(out());
    ASSERT_TRUE(run(real_file_system(), false).has_value());
    EXPECT_TRUE(tree_of(out()) == tree) << comes;
  }
}

TEST_F(ResumeTest, PackedAndLooseRunsDoNotGoOnWithEachOther) {
  inputs_ = {(root_ / "one").string(), (root_ / "two").string()};
  for (bool packed : {true, false}) {
    options_.pack = packed;
    options_.volume_bytes = 40'000;
    const Tree good = stop_at_the_end();
    options_.pack = !packed;
    expect_refused("--pack was another");
    options_.pack = packed;
    options_.volume_bytes = 50'000;
    if (packed) {
      expect_refused("--volume-size was another");
      options_.volume_bytes = 40'000;
    }
    auto resumed = run(real_file_system(), true);  // the size of volumes is nothing to a loose run
    ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
    EXPECT_EQ(resumed->slices_taken_over, resumed->totals.slices);
    EXPECT_TRUE(tree_of(out()) == good) << packed;
  }
}

/// Told to stop when some slices are finished: these are what it says, packed or loose, hashed to the end or not.
TEST_F(ResumeTest, AnInterruptedRunKeepsWhatIsFinished) {
  inputs_ = {(root_ / "one").string()};
  options_.source.frame_bytes = 500;
  for (bool packed : {false, true}) {
    options_.pack = packed;
    options_.volume_bytes = 40'000;
    for (unsigned threads : {1u, 3u}) {
      fs::remove_all(out());
      ASSERT_TRUE(run(real_file_system(), false).has_value());
      const Tree good = tree_of(out());
      fs::remove_all(out());
      std::atomic<bool> stop = false;
      options_.stop = &stop;
      options_.on_progress = [&](const Progress& progress) { stop = stop || progress.slices >= 5; };
      auto stopped = run(real_file_system(), false, threads);
      options_.stop = nullptr;
      options_.on_progress = nullptr;
      if (stopped && threads > 1) continue;  // it may be too late
      ASSERT_FALSE(stopped.has_value());
      ASSERT_EQ(stopped.error().kind, ErrorKind::interrupted);
      ASSERT_TRUE(kept(stopped.error())) << stopped.error().message;
      auto resumed = run(real_file_system(), true);
      ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
      EXPECT_GE(resumed->slices_taken_over, 5u) << "packed: " << packed << ", threads: " << threads;
      const std::string told = "; " + std::to_string(resumed->slices_taken_over) + " slices are finished";
      EXPECT_NE(stopped.error().message.find(told), std::string::npos) << stopped.error().message;
      EXPECT_TRUE(tree_of(out()) == good);
    }
  }
}

TEST_F(ResumeTest, NothingToGoOnWith) {
  inputs_ = {(root_ / "one").string()};
  auto none = run(real_file_system(), true);
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().kind, ErrorKind::usage);
  EXPECT_FALSE(fs::exists(out()));
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  const Tree good = tree_of(out());
  EXPECT_FALSE(run(real_file_system(), true).has_value());
  EXPECT_TRUE(tree_of(out()) == good);
}

TEST_F(ResumeTest, WithoutItTheRunStartsAnew) {
  inputs_ = {(root_ / "one").string()};
  ASSERT_TRUE(run(real_file_system(), false).has_value());
  const Tree good = tree_of(out());
  fs::remove_all(out());
  Faults faults;
  faults.rename = 1;
  FaultyFileSystem disk(faults);
  ASSERT_FALSE(run(disk, false).has_value());
  ASSERT_TRUE(fs::exists(out() / ".rsmf-unfinished"));
  auto anew = run(real_file_system(), false);
  ASSERT_TRUE(anew.has_value()) << anew.error().message;
  EXPECT_EQ(anew->slices_taken_over, 0u);
  EXPECT_TRUE(tree_of(out()) == good);
}

}  // namespace
}  // namespace rsmf
