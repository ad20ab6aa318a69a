#include "exec/worker_pool.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

namespace rsmf {
namespace {

/// Numbers that are taken in order, squared by any thread, and added up.
class Squares : public TaskSource {
 public:
  explicit Squares(uint64_t count) : count_(count) {}

  WorkStatus work(size_t) override {
    const uint64_t mine = next_.fetch_add(1);
    if (mine >= count_) return done_ == count_ ? WorkStatus::finished : WorkStatus::idle;
    sum_ += mine * mine;
    ++done_;
    return WorkStatus::progressed;
  }
  uint64_t sum() const { return sum_; }

 private:
  const uint64_t count_;
  std::atomic<uint64_t> next_ = 0, done_ = 0, sum_ = 0;
};

/// One piece of work that shares its parts with other threads.
class Sharing : public TaskSource {
 public:
  Sharing(WorkerPool& pool, size_t items) : pool_(pool), times_(items) {}

  WorkStatus work(size_t) override {
    if (begun_.exchange(true)) return done_ ? WorkStatus::finished : WorkStatus::idle;
    pool_.for_each(times_.size(), [&](size_t item, size_t worker) {
      EXPECT_LT(worker, pool_.size());
      ++times_[item];
    });
    done_ = true;
    return WorkStatus::progressed;
  }
  const std::vector<std::atomic<int>>& times() const { return times_; }

 private:
  WorkerPool& pool_;
  std::vector<std::atomic<int>> times_;
  std::atomic<bool> begun_ = false, done_ = false;
};

TEST(WorkerPool, DoesAllWorkOnceWithAnyNumberOfThreads) {
  for (unsigned threads : {1U, 2U, 3U, 8U}) {
    WorkerPool pool(threads);
    EXPECT_EQ(pool.size(), threads);
    for (int again = 0; again < 3; ++again) {
      Squares tasks(10'000);
      pool.run(tasks, nullptr);
      EXPECT_EQ(tasks.sum(), 333'283'335'000U) << threads;
    }
  }
}

TEST(WorkerPool, ShareOfAPieceOfWorkIsDoneOnceEach) {
  for (unsigned threads : {1U, 2U, 8U}) {
    WorkerPool pool(threads);
    Sharing tasks(pool, 500);
    pool.run(tasks, nullptr);
    for (const auto& times : tasks.times()) EXPECT_EQ(times, 1);
  }
}

TEST(WorkerPool, SharesOutsideOfARunToo) {
  WorkerPool pool(3);
  std::atomic<uint64_t> sum = 0;
  pool.for_each(100, [&](size_t item, size_t) { sum += item; });
  EXPECT_EQ(sum, 4950U);
}

TEST(WorkerPool, WhatAnItemThrowsReachesTheCaller) {
  for (unsigned threads : {1U, 4U}) {
    WorkerPool pool(threads);
    EXPECT_THROW(pool.for_each(50,
                               [](size_t item, size_t) {
                                 if (item == 7) throw std::runtime_error("seven");
                               }),
                 std::runtime_error);
  }
}

TEST(WorkerPool, CallsTickFromTheCallingThreadOnly) {
  WorkerPool pool(4);
  Squares tasks(1000);
  auto caller = std::this_thread::get_id();
  int calls = 0;
  pool.run(tasks, [&] {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    ++calls;
  });
  EXPECT_GT(calls, 0);
}

}  // namespace
}  // namespace rsmf
