#include "slice/event_sorter.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <random>

#include "support/faulty_file_system.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

struct SortRow {
  SortKey key;
  std::string bytes;
  friend bool operator<(const SortRow& a, const SortRow& b) { return a.key < b.key; }
};

/// Rows in no order, with many equal times, some undated, and now and then a large one.
std::vector<SortRow> rows(size_t count, unsigned seed, bool large = true) {
  std::mt19937_64 random(seed);
  const uint64_t conversations = seed % 3 == 0 ? 5 : seed % 3 == 1 ? 2000 : uint64_t{1} << 32;
  const uint64_t times = seed % 2 ? 50 : 1'000'000'000'000;
  std::vector<SortRow> all(count);
  for (size_t i = 0; i < count; ++i) {
    SortKey& key = all[i].key;
    key.conversation = uint32_t(random() % conversations);
    key.time = random() % 20 == 0 ? kNoTime : TimeNs(random() % times) - 25;
    if (random() % 1000 == 0) key.time = std::numeric_limits<TimeNs>::min();
    key.slice_time = key.time == kNoTime ? kNoTime : key.time / 10 * 10;
    key.file = uint32_t(random() % 3);
    key.offset = i / 2;
    key.sub = uint32_t(i % 2);
    size_t size = random() % 300;
    if (large && random() % 500 == 0) size = 1000 * (random() % 100);
    all[i].bytes.assign(size, char('a' + i % 26));
    for (size_t at = 0; at < size; at += 3) all[i].bytes[at] = char(random());
  }
  std::shuffle(all.begin(), all.end(), random);
  return all;
}

class EventSorterTest : public testing::Test {
 protected:
  void TearDown() override { EXPECT_FALSE(fs::exists(folder_)) << "spill files must be gone"; }

  /// All rows in order, or the first error.
  static Result<std::vector<SortRow>> sort(EventSorter& sorter, const std::vector<SortRow>& all) {
    for (const auto& row : all) RSMF_TRY(sorter.add(row.key, row.bytes));
    return drain(sorter);
  }
  static Result<std::vector<SortRow>> drain(EventSorter& sorter) {
    RSMF_TRY(sorter.finish());
    std::vector<SortRow> result;
    SortKey key;
    std::string_view row;
    for (;;) {
      auto more = sorter.next(key, row);
      if (!more) return std::unexpected(more.error());
      if (!*more) return result;
      result.push_back({key, std::string(row)});
    }
  }
  static void expect_same(const std::vector<SortRow>& a, const std::vector<SortRow>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (size_t i = 0; i < a.size(); ++i) {
      ASSERT_FALSE(a[i] < b[i] || b[i] < a[i]) << i;
      ASSERT_EQ(a[i].bytes, b[i].bytes) << i;
    }
  }

  std::string folder_ = fs::temp_directory_path() / ("rsmf_sorter_" + std::to_string(getpid()));
};

TEST_F(EventSorterTest, SortsAsTheLibraryDoes) {
  unsigned seed = 0;
  for (size_t threads : {0, 1, 2, 5}) {
    std::optional<WorkerPool> crew;
    if (threads > 0) crew.emplace(unsigned(threads));
    for (uint64_t memory : {uint64_t{1}, uint64_t{300'000}, uint64_t{64} << 20}) {
      for (size_t count : {0, 1, 2, 3, 100, 3000, 20'000}) {
        SCOPED_TRACE(std::to_string(threads) + " threads, " + std::to_string(memory) + " bytes, " +
                     std::to_string(count) + " rows");
        auto all = rows(count, ++seed);
        EventSorter sorter(real_file_system(), folder_, memory, crew ? &*crew : nullptr);
        auto sorted = sort(sorter, all);
        ASSERT_TRUE(sorted) << sorted.error().message;
        std::stable_sort(all.begin(), all.end());
        expect_same(*sorted, all);
        EXPECT_EQ(sorter.spilled_bytes() > 0, fs::exists(folder_)) << "no folder where nothing is spilled";
        EXPECT_TRUE(count < 3000 || memory > 1 || sorter.spilled_bytes() > 0);
        EXPECT_TRUE(memory < 1 << 20 || sorter.spilled_bytes() == 0);
      }
    }
  }
}

TEST_F(EventSorterTest, RowsLargerThanAllMemory) {
  std::vector<SortRow> all;
  for (uint32_t i = 0; i < 40; ++i)
    all.push_back(
        {{.conversation = i % 3, .time = TimeNs(40 - i), .offset = i}, std::string(i % 4 ? 10 : 300'000, 'x')});
  EventSorter sorter(real_file_system(), folder_, 1);
  auto sorted = sort(sorter, all);
  ASSERT_TRUE(sorted) << sorted.error().message;
  std::stable_sort(all.begin(), all.end());
  expect_same(*sorted, all);
}

TEST_F(EventSorterTest, MemoryStaysWithinTheBudget) {
  WorkerPool crew(2);
  for (uint64_t memory : {uint64_t{128} << 10, uint64_t{1} << 20, uint64_t{8} << 20}) {
    const auto all = rows(100'000, 4, false);
    EventSorter sorter(real_file_system(), folder_, memory, &crew);
    uint64_t most = 0;
    for (const auto& row : all) {
      ASSERT_TRUE(sorter.add(row.key, row.bytes));
      most = std::max(most, sorter.held_bytes());
    }
    ASSERT_TRUE(sorter.finish());
    SortKey key;
    std::string_view row;
    while (sorter.next(key, row).value()) most = std::max(most, sorter.held_bytes());
    EXPECT_LE(most, memory);
    EXPECT_GE(most, memory / 2) << "what is given is used";
  }
}

TEST_F(EventSorterTest, EveryOperationOfTheDiskFailsOnce) {
  const auto all = rows(4000, 5, false);
  using Counts = FaultyFileSystem::Counts;
  const std::pair<uint64_t Faults::*, std::atomic<uint64_t> Counts::*> kinds[] = {
      {&Faults::write, &Counts::write}, {&Faults::create, &Counts::create},
      {&Faults::close, &Counts::close}, {&Faults::open, &Counts::open},
      {&Faults::read, &Counts::read},   {&Faults::make_directories, &Counts::make_directories}};
  WorkerPool crew(2);
  for (auto [fault, counter] : kinds) {
    FaultyFileSystem sound{Faults{}};
    {
      EventSorter sorter(sound, folder_, 1, &crew);
      ASSERT_TRUE(sort(sorter, all));
    }
    const uint64_t count = sound.counts().*counter;
    ASSERT_GT(count, 0u);
    for (uint64_t n = 1; n <= count; n += count / 60 + 1) {
      Faults faults;
      faults.*fault = n;
      FaultyFileSystem disk(faults);
      {
        EventSorter sorter(disk, folder_, 1, &crew);
        auto sorted = sort(sorter, all);
        ASSERT_FALSE(sorted) << "fault " << n << " of " << count;
        EXPECT_EQ(sorted.error().kind, ErrorKind::io);
        EXPECT_TRUE(disk.struck());
      }
      EXPECT_FALSE(fs::exists(folder_)) << "fault " << n << " left files behind";
    }
  }
}

TEST_F(EventSorterTest, ASpoiledRunIsAnErrorAndNeverAnotherOrder) {
  const auto all = rows(1200, 7, false);
  size_t bytes = 1;
  for (size_t at = 0; at < bytes; at += bytes / 200 + 1) {
    EventSorter sorter(real_file_system(), folder_, 1);
    for (const auto& row : all) ASSERT_TRUE(sorter.add(row.key, row.bytes));
    const std::string path = folder_ + "/run-0";
    std::string content;
    {
      std::ifstream in(path, std::ios::binary);
      content.assign(std::istreambuf_iterator<char>(in), {});
    }
    ASSERT_GT(content.size(), 1000u);
    bytes = content.size();
    content[at] = char(content[at] ^ 4);
    std::ofstream(path, std::ios::binary) << content;
    auto sorted = drain(sorter);
    ASSERT_FALSE(sorted) << at;
    EXPECT_EQ(sorted.error().kind, ErrorKind::io);
    EXPECT_NE(sorted.error().message.find("run-0 is damaged at offset"), std::string::npos) << sorted.error().message;
  }
}

}  // namespace
}  // namespace rsmf
