// Every single operation on the disk fails once: the run ends with a clean error, or says what it lost, and never
// leaves anything half-written.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "io/async/async_file_system.hpp"
#include "rsmf/convert.hpp"
#include "run/converter.hpp"
#include "support/faulty_file_system.hpp"
#include "support/tree.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;
using test::Tree;
using test::tree_of;

/// An export with two conversations over three days, replies, and attachments of which one is missing.
void write_export(const fs::path& folder) {
  fs::create_directories(folder / "files");
  std::ofstream(folder / "files/plan.txt") << std::string(20'000, 'p') << "\n";
  std::ofstream(folder / "files/note.txt") << "a note\n";
  std::ofstream out(folder / "chat.ndjson");
  out << R"({"record":"participant","id":"u1","display":"Ada Quill"})"
      << "\n"
      << R"({"record":"conversation","id":"c1","display":"Planning","platform":"acme","type":"channel"})"
      << "\n";
  for (int day = 1; day <= 3; ++day) {
    for (int i = 0; i < 5; ++i) {
      for (const char* conversation : {"c1", "c2"}) {
        out << R"({"record":"event","id":")" << conversation << "-" << day << "-" << i << R"(","conversation":")"
            << conversation << R"(","participant":"u)" << 1 + i % 2 << R"(","timestamp":"2024-03-0)" << day << "T08:0"
            << i << R"(:00Z","body":"hello )" << i << R"(")";
        if (i == 1) out << R"(,"attachments":[{"path":"files/plan.txt"}])";
        if (i == 2) out << R"(,"attachments":[{"path":"files/note.txt"},{"path":"files/gone.txt"}])";
        out << "}\n";
      }
    }
  }
}

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// With the number of threads: with several, the n-th operation is another one in each run, but the promise is the
/// same.
class FaultTest : public testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_fault_" + std::to_string(getpid()));
    fs::remove_all(root_);
    write_export(root_ / "export");
  }
  void TearDown() override { fs::remove_all(root_); }

  ConvertOptions options(bool sorted) const {
    ConvertOptions result;
    result.output = (root_ / "out").string();
    result.encode.compression = Compression::store;
    result.force_sort = sorted;
    result.sort_memory = 2000;
    result.threads = GetParam();
    if (with_events_) result.events_file = (root_ / "events.ndjson").string();
    result.slices = with_slices_;
    if (!with_slices_) result.output.clear();
    result.source.frame_bytes = 700;  // so that there is work for all
    return result;
  }
  Result<ConvertSummary> convert_on(FileSystem& disk, bool sorted) const {
    return convert(disk, {(root_ / "export").string()}, options(sorted));
  }
  /// Waiting by threads goes over the disk that fails, for all of it goes through them; the ring goes below, for it
  /// knows the real disk only.
  Result<ConvertSummary> convert_with(FaultyFileSystem& disk, bool sorted) const {
    if (io_ != IoMode::threads) return convert_on(disk, sorted);
    auto threads = asynchronous(disk, io_, kIoMemory);
    return threads ? convert_on(**threads, sorted) : std::unexpected(threads.error());
  }
  FileSystem& below() const { return ring_ ? *ring_ : real_file_system(); }
  void use_threads() { io_ = IoMode::threads; }
  bool use_ring() {
    auto ring = asynchronous(real_file_system(), IoMode::uring, kIoMemory);
    if (ring) ring_ = std::move(*ring);
    return ring.has_value();
  }

  /// Runs with the n-th operation failing, for all n that a run without faults gets to.
  void strike_each(bool sorted, uint64_t Faults::*which, std::atomic<uint64_t> FaultyFileSystem::Counts::*counter) {
    fs::remove_all(root_ / "out");
    FaultyFileSystem sound(Faults{}, below());
    auto whole = convert_with(sound, sorted);
    ASSERT_TRUE(whole.has_value()) << whole.error().message;
    const Tree good = tree_of(root_ / "out");
    const uint64_t count = sound.counts().*counter;
    const uint64_t step = count / 150 + 1;
    for (uint64_t n = 1; n <= count; n += step) {
      fs::remove_all(root_ / "out");
      if (n % 2) fs::create_directories(root_ / "out");
      Faults faults;
      faults.*which = n;
      check(faults, sorted, good, n);
      if (HasFatalFailure()) return;
    }
  }

  /// Of each kind, by one of the two ways at least.
  void strike_some() {
    using Counts = FaultyFileSystem::Counts;
    strike_each(false, &Faults::write, &Counts::write);
    strike_each(true, &Faults::write, &Counts::write);
    strike_each(false, &Faults::create, &Counts::create);
    strike_each(true, &Faults::close, &Counts::close);
    strike_each(false, &Faults::read, &Counts::read);
  }

  void check(const Faults& faults, bool sorted, const Tree& good, uint64_t n) {
    FaultyFileSystem disk(faults, below());
    const bool was_there = fs::exists(root_ / "out");
    auto result = convert_with(disk, sorted);
    const Tree left = tree_of(root_ / "out");
    if (result) {
      // Lost something and said so, or lost nothing: only then may the output be as without the fault.
      const Totals& totals = result->totals;
      const bool told = totals.findings_error + totals.findings_warning + totals.failed_sources > 0;
      EXPECT_TRUE(told || left == good) << "fault " << n << " lost something in silence\n"
                                        << left.at("findings.csv") << left.at("attachments.csv");
      EXPECT_TRUE(result->balanced) << "fault " << n;
    } else {
      EXPECT_TRUE(disk.struck());
      EXPECT_FALSE(result.error().message.empty()) << "fault " << n;
      EXPECT_TRUE(result.error().kind == ErrorKind::io || result.error().kind == ErrorKind::format)
          << "fault " << n << ": " << result.error().message;
      if (result.error().message.find("--resume goes on") == std::string::npos) {
        EXPECT_TRUE(left.empty()) << "fault " << n << " left " << left.begin()->first;
        EXPECT_EQ(fs::exists(root_ / "out"), was_there) << "fault " << n;
      } else {
        check_kept(left, sorted, good, n);
      }
    }
    for (const auto& entry : fs::directory_iterator(root_))
      EXPECT_TRUE(entry.path().filename() == "export" || entry.path().filename() == "out") << entry.path();
  }

  /// Finished slices and their journal, and nothing else; with them the run ends as it should.
  void check_kept(const Tree& left, bool sorted, const Tree& good, uint64_t n) const {
    for (const auto& [name, content] : left) {
      EXPECT_TRUE(name.starts_with(".rsmf-unfinished/")) << "fault " << n << " left " << name;
      EXPECT_TRUE(name.ends_with('/') || name.ends_with(".rsmf") || name.ends_with("/journal") ||
                  name.ends_with("/.run"))
          << "fault " << n << " left " << name;
    }
    ConvertOptions again = options(sorted);
    again.resume = true;
    auto result = convert(real_file_system(), {(root_ / "export").string()}, again);
    ASSERT_TRUE(result.has_value()) << "fault " << n << ": " << result.error().message;
    EXPECT_GT(result->slices_taken_over, 0u);
    EXPECT_TRUE(tree_of(root_ / "out") == good) << "fault " << n;
  }

  static constexpr uint64_t kIoMemory = 8 * 1024 * 1024;
  fs::path root_;
  IoMode io_ = IoMode::sync;
  bool with_events_ = false, with_slices_ = true;
  std::unique_ptr<FileSystem> ring_;
};

using Counts = FaultyFileSystem::Counts;

TEST_P(FaultTest, Write) {
  strike_each(false, &Faults::write, &Counts::write);
}
TEST_P(FaultTest, WriteSorted) {
  strike_each(true, &Faults::write, &Counts::write);
}
TEST_P(FaultTest, Create) {
  strike_each(false, &Faults::create, &Counts::create);
}
TEST_P(FaultTest, CreateSorted) {
  strike_each(true, &Faults::create, &Counts::create);
}
TEST_P(FaultTest, Close) {
  strike_each(false, &Faults::close, &Counts::close);
}
TEST_P(FaultTest, CloseSorted) {
  strike_each(true, &Faults::close, &Counts::close);
}
TEST_P(FaultTest, Rename) {
  strike_each(false, &Faults::rename, &Counts::rename);
}
TEST_P(FaultTest, MakeDirectories) {
  strike_each(false, &Faults::make_directories, &Counts::make_directories);
}
TEST_P(FaultTest, Open) {
  strike_each(false, &Faults::open, &Counts::open);
}
TEST_P(FaultTest, OpenSorted) {
  strike_each(true, &Faults::open, &Counts::open);
}
TEST_P(FaultTest, List) {
  strike_each(false, &Faults::list, &Counts::list);
}
TEST_P(FaultTest, Read) {
  strike_each(false, &Faults::read, &Counts::read);
}
TEST_P(FaultTest, ReadSorted) {
  strike_each(true, &Faults::read, &Counts::read);
}

/// The file of events is there, whole, when the run has succeeded, and otherwise not; beside slices and alone.
TEST_P(FaultTest, FileOfEvents) {
  with_events_ = true;
  for (bool slices : {true, false}) {
    with_slices_ = slices;
    ASSERT_TRUE(convert_on(real_file_system(), false).has_value());
    const std::string good = content_of(root_ / "events.ndjson");
    ASSERT_FALSE(good.empty());
    for (auto which : {&Faults::write, &Faults::rename, &Faults::create, &Faults::close, &Faults::open}) {
      for (uint64_t n = 1;; ++n) {
        fs::remove_all(root_ / "out");
        fs::remove_all(root_ / "events.ndjson");
        Faults faults;
        faults.*which = n;
        FaultyFileSystem disk(faults);
        auto result = convert_on(disk, false);
        for (const auto& entry : fs::directory_iterator(root_)) {
          const std::string name = entry.path().filename().string();
          EXPECT_TRUE(name == "export" || name == "out" || name == "events.ndjson") << name;
        }
        // What failed may be the reading of an input, and then it is a finding; or the output folder, last of all.
        const bool told = result.has_value() && result->totals.findings_error + result->totals.findings_warning > 0;
        if (fs::exists(root_ / "events.ndjson"))
          EXPECT_TRUE(told || content_of(root_ / "events.ndjson") == good) << n;
        else
          EXPECT_FALSE(result.has_value()) << n;
        if (!disk.struck()) break;
      }
    }
    fs::remove_all(root_ / "out");
    fs::remove_all(root_ / "events.ndjson");
  }
}

TEST_P(FaultTest, ByThreads) {
  use_threads();
  strike_some();
}
TEST_P(FaultTest, ByRing) {
  if (!use_ring()) GTEST_SKIP() << "no io_uring here";
  strike_some();
}

TEST_P(FaultTest, DiskFull) {
  FaultyFileSystem sound{Faults{}};
  ASSERT_TRUE(convert_on(sound, false).has_value());
  const Tree good = tree_of(root_ / "out");
  const uint64_t bytes = sound.counts().bytes;
  for (uint64_t room = 0; room < bytes; room += bytes / 60 + 1) {
    fs::remove_all(root_ / "out");
    Faults faults;
    faults.disk_bytes = room;
    check(faults, false, good, room);
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, FaultTest, testing::Values(1u, 2u, 3u));

TEST_P(FaultTest, AnEarlierRunIsKeptWhenItsReplacementFails) {
  ASSERT_TRUE(convert_on(real_file_system(), false).has_value());
  const Tree earlier = tree_of(root_ / "out");
  ConvertOptions replace = options(false);
  replace.overwrite = true;
  replace.slice.unit = SliceUnit::none;
  for (auto which : {&Faults::write, &Faults::rename, &Faults::create, &Faults::make_directories}) {
    for (uint64_t n = 1;; ++n) {
      Faults faults;
      faults.*which = n;
      FaultyFileSystem disk(faults);
      auto result = convert(disk, {(root_ / "export").string()}, replace);
      if (result.has_value()) {
        ASSERT_FALSE(disk.struck()) << n;
        break;
      }
      fs::remove_all(root_ / "out/.rsmf-unfinished");
      ASSERT_EQ(tree_of(root_ / "out"), earlier) << "operation " << n;
    }
    fs::remove_all(root_ / "out");
    ASSERT_TRUE(convert_on(real_file_system(), false).has_value());
  }
}

}  // namespace
}  // namespace rsmf
