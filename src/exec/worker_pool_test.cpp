#include "exec/worker_pool.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

namespace rsmf {
namespace {

/// Numbers that are made in order by whoever comes, squared by everybody, and added up.
class Squares : public WorkerPool::Line {
 public:
  explicit Squares(uint64_t count) : count_(count) {}

  WorkerPool::Did work(size_t) override {
    const uint64_t mine = next_.fetch_add(1);
    if (mine >= count_) return done_ == count_ ? WorkerPool::Did::finished : WorkerPool::Did::nothing;
    sum_ += mine * mine;
    ++done_;
    return WorkerPool::Did::something;
  }
  uint64_t sum() const { return sum_; }

 private:
  const uint64_t count_;
  std::atomic<uint64_t> next_ = 0, done_ = 0, sum_ = 0;
};

/// One piece of work, in the middle of which others are asked for help.
class Sharing : public WorkerPool::Line {
 public:
  Sharing(WorkerPool& crew, size_t items) : crew_(crew), times_(items) {}

  WorkerPool::Did work(size_t) override {
    if (begun_.exchange(true)) return done_ ? WorkerPool::Did::finished : WorkerPool::Did::nothing;
    crew_.for_each(times_.size(), [&](size_t item, size_t worker) {
      EXPECT_LT(worker, crew_.size());
      ++times_[item];
    });
    done_ = true;
    return WorkerPool::Did::something;
  }
  const std::vector<std::atomic<int>>& times() const { return times_; }

 private:
  WorkerPool& crew_;
  std::vector<std::atomic<int>> times_;
  std::atomic<bool> begun_ = false, done_ = false;
};

TEST(WorkerPool, DoesAllWorkOnceWithAnyNumberOfThreads) {
  for (unsigned threads : {1U, 2U, 3U, 8U}) {
    WorkerPool crew(threads);
    EXPECT_EQ(crew.size(), threads);
    for (int again = 0; again < 3; ++again) {
      Squares line(10'000);
      crew.run(line, nullptr);
      EXPECT_EQ(line.sum(), 333'283'335'000U) << threads;
    }
  }
}

TEST(WorkerPool, ShareOfAPieceOfWorkIsDoneOnceEach) {
  for (unsigned threads : {1U, 2U, 8U}) {
    WorkerPool crew(threads);
    Sharing line(crew, 500);
    crew.run(line, nullptr);
    for (const auto& times : line.times()) EXPECT_EQ(times, 1);
  }
}

TEST(WorkerPool, SharesOutsideOfARunToo) {
  WorkerPool crew(3);
  std::atomic<uint64_t> sum = 0;
  crew.for_each(100, [&](size_t item, size_t) { sum += item; });
  EXPECT_EQ(sum, 4950U);
}

TEST(WorkerPool, WhatAnItemThrowsReachesTheCaller) {
  for (unsigned threads : {1U, 4U}) {
    WorkerPool crew(threads);
    EXPECT_THROW(crew.for_each(50,
                               [](size_t item, size_t) {
                                 if (item == 7) throw std::runtime_error("seven");
                               }),
                 std::runtime_error);
  }
}

TEST(WorkerPool, CallsBetweenFromTheCallingThreadOnly) {
  WorkerPool crew(4);
  Squares line(1000);
  auto caller = std::this_thread::get_id();
  int calls = 0;
  crew.run(line, [&] {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    ++calls;
  });
  EXPECT_GT(calls, 0);
}

}  // namespace
}  // namespace rsmf
