#include "output/slice_queue.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "support/faulty_file_system.hpp"
#include "support/sample_slice.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

constexpr FindingSpec kRemark{"TST-001", Severity::info, Action::kept, "a remark", ""};

/// A queue over a folder of its own, with the tables in memory of the test.
class SliceQueueTest : public testing::Test {
 protected:
  SliceQueueTest()
      : folder_(fs::temp_directory_path() / ("rsmf-queue-" + std::to_string(::getpid()))),
        log_({}, CsvFile()),
        rows_(log_, CsvFile(), CsvFile(), 1) {
    fs::remove_all(folder_);
  }
  ~SliceQueueTest() override { fs::remove_all(folder_); }

  SliceQueue::Settings settings(size_t workers, size_t slices, uint64_t bytes) {
    crew_ = std::make_unique<WorkerPool>(static_cast<unsigned>(workers));
    return {{&files_, &attachments_, {}, {}}, folder_, "", crew_.get(), slices, bytes, nullptr};
  }
  /// The n-th slice of the conversation: one event, at noon of another day.
  void fill(test::SampleSlice& sample, size_t n, size_t text = 10) {
    sample.slice.label = "day-" + std::to_string(n);
    sample.event("e" + std::to_string(n), sample.person("u1", "Ada"), std::string(text, 'x'));
    sample.slice.events.back().origin.file = 0;
  }

  std::unique_ptr<WorkerPool> crew_;
  fs::path folder_;
  FaultyFileSystem files_{Faults{}};
  test::MemoryAttachments attachments_;
  std::vector<FileTally> tallies_{1};
  FindingLog log_;
  SliceRows rows_;
};

TEST_F(SliceQueueTest, EverySliceGetsAFileAndARow) {
  for (size_t workers : {1UL, 2UL, 8UL}) {
    fs::remove_all(folder_);
    SliceRows rows(log_, CsvFile(), CsvFile(), 1);
    SliceQueue queue(settings(workers, 3, 1 << 20), tallies_, rows, log_);
    std::deque<test::SampleSlice> samples(40);
    {
      std::atomic<bool> over = false;
      std::vector<std::jthread> others;
      for (size_t w = 1; w < workers; ++w)
        others.emplace_back([&, w] {
          while (!over)
            if (!queue.work(w)) std::this_thread::yield();
        });
      for (size_t i = 0; i < samples.size(); ++i) {
        fill(samples[i], i);
        ASSERT_TRUE(queue.commit(samples[i].slice));
      }
      while (!queue.idle()) queue.work(0);
      over = true;
    }
    EXPECT_TRUE(queue.close());
    EXPECT_EQ(rows.counts().slices, 40U) << workers;
    EXPECT_EQ(rows.events_of_files()[0], 40U);
    size_t found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) found += entry.is_regular_file();
    EXPECT_EQ(found, 40U) << workers;
  }
}

TEST_F(SliceQueueTest, ASliceLargerThanAllRoomGoesAlone) {
  SliceQueue queue(settings(1, 4, 1000), tallies_, rows_, log_);
  std::deque<test::SampleSlice> samples(6);
  for (size_t i = 0; i < samples.size(); ++i) {
    fill(samples[i], i, i % 2 ? 100'000 : 10);
    ASSERT_TRUE(queue.commit(samples[i].slice));
  }
  while (!queue.idle()) queue.work(0);
  EXPECT_TRUE(queue.close());
  EXPECT_EQ(rows_.counts().slices, 6U);
}

TEST_F(SliceQueueTest, TheErrorIsThatOfTheFirstSliceWhoeverFailsFirst) {
  SliceQueue queue(settings(2, 4, 1 << 20), tallies_, rows_, log_);
  std::deque<test::SampleSlice> samples(3);
  for (size_t i = 0; i < samples.size(); ++i) {
    fill(samples[i], i);
    if (i > 0) samples[i].slice.events.front().participant = 1000 + static_cast<uint32_t>(i);  // a bug, for the encoder
    if (i > 0) samples[i].slice.events.front().id = i == 1 ? "first" : "second";
    ASSERT_TRUE(queue.commit(samples[i].slice));
  }
  while (!queue.idle()) queue.work(1);
  auto closed = queue.close();
  ASSERT_FALSE(closed);
  EXPECT_NE(closed.error().message.find("first"), std::string::npos) << closed.error().message;
  EXPECT_EQ(rows_.counts().slices, 1U);
  test::SampleSlice late;
  fill(late, 9);
  EXPECT_FALSE(queue.commit(late.slice));
}

TEST_F(SliceQueueTest, WhatIsReportedBehindTheLastSliceIsListedToo) {
  SliceQueue queue(settings(1, 2, 1000), tallies_, rows_, log_);
  queue.fold({0, 0, 0, 0}, {&kRemark, {}, {}, {}, {}});
  EXPECT_EQ(tallies_[0].folded, 1U);
  EXPECT_EQ(log_.counts().info, 0U);
  EXPECT_TRUE(queue.idle());
  EXPECT_TRUE(queue.close());
  EXPECT_EQ(log_.counts().info, 1U);
}

TEST_F(SliceQueueTest, StopsBetweenSlices) {
  std::atomic<bool> stop = true;
  auto how = settings(1, 2, 1000);
  how.stop = &stop;
  SliceQueue queue(how, tallies_, rows_, log_);
  test::SampleSlice sample;
  fill(sample, 0);
  auto done = queue.commit(sample.slice);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::interrupted);
}

}  // namespace
}  // namespace rsmf
