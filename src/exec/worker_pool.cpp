#include "exec/worker_pool.hpp"

#include <algorithm>
#include <system_error>

namespace rsmf {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 50ms;  // longest time between two calls of tick

// Number of this thread in its pool; 0 for a thread that belongs to no pool.
thread_local size_t current_worker = 0;

}  // namespace

WorkerPool::WorkerPool(unsigned threads) {
  try {
    for (size_t worker = 1; worker < threads; ++worker) threads_.emplace_back([this, worker] { live(worker); });
  } catch (const std::system_error&) {
    // The system allows no more threads; the pool works with those it has.
  }
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
}

void WorkerPool::wake() {
  bool asleep = false;
  {
    std::lock_guard lock(mutex_);
    ++changes_;
    asleep = sleepers_ > 0;
  }
  if (asleep) changed_.notify_all();
}

// Runs one item of `group`, or all that are left. REQUIRES: one is left.
void WorkerPool::do_items(std::unique_lock<std::mutex>& lock, Group& group, size_t worker, bool all) {
  do {
    const size_t item = group.next++;
    ++group.running;
    lock.unlock();
    std::exception_ptr error;
    try {
      group.item(item, worker);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    --group.running;
    if (error && !group.error) {
      group.error = error;
      group.next = group.count;
    }
  } while (all && group.next < group.count);
  if (group.next >= group.count && group.running == 0) {
    ++changes_;
    changed_.notify_all();
  }
}

bool WorkerPool::help(size_t worker) {
  std::unique_lock lock(mutex_);
  for (Group* group : groups_) {
    if (group->next >= group->count) continue;
    do_items(lock, *group, worker, false);
    return true;
  }
  return false;
}

void WorkerPool::for_each(size_t count, const Item& item) {
  if (count == 0) return;
  if (threads_.empty() || count == 1) {
    for (size_t i = 0; i < count; ++i) item(i, current_worker);
    return;
  }
  Group group{item, count, 0, 0, nullptr};
  std::unique_lock lock(mutex_);
  auto place = groups_.insert(groups_.end(), &group);
  ++changes_;
  if (sleepers_ > 0) changed_.notify_all();
  do_items(lock, group, current_worker, true);
  changed_.wait(lock, [&] { return group.running == 0; });
  groups_.erase(place);
  lock.unlock();
  if (group.error) std::rethrow_exception(group.error);
}

// The body of a thread of the pool.
void WorkerPool::live(size_t worker) {
  current_worker = worker;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    const uint64_t seen = changes_;
    WorkStatus status = WorkStatus::idle;
    if (TaskSource* tasks = over_ ? nullptr : tasks_; tasks != nullptr) {
      ++inside_;
      lock.unlock();
      status = tasks->work(worker);
      lock.lock();
      --inside_;
      if (status == WorkStatus::finished) over_ = true;
      if (status != WorkStatus::idle) {
        ++changes_;
        if (sleepers_ > 0) changed_.notify_all();
      }
    }
    if (status == WorkStatus::progressed) continue;
    lock.unlock();
    const bool helped = help(worker);
    lock.lock();
    if (helped) continue;
    ++sleepers_;
    changed_.wait(lock, [&] { return ending_ || changes_ != seen; });
    --sleepers_;
  }
}

void WorkerPool::run(TaskSource& tasks, const std::function<void()>& tick) {
  std::unique_lock lock(mutex_);
  tasks_ = &tasks;
  over_ = false;
  ++changes_;
  changed_.notify_all();
  while (!over_) {
    const uint64_t seen = changes_;
    lock.unlock();
    WorkStatus status = tasks.work(0);
    if (status == WorkStatus::idle && help(0)) status = WorkStatus::progressed;
    if (tick) tick();
    lock.lock();
    if (status == WorkStatus::finished) over_ = true;
    if (status != WorkStatus::idle) {
      ++changes_;
      if (sleepers_ > 0) changed_.notify_all();
    } else if (!over_) {
      ++sleepers_;
      changed_.wait_for(lock, kTick, [&] { return over_ || changes_ != seen; });
      --sleepers_;
    }
  }
  // Other threads may still be about to return from work().
  changed_.notify_all();
  while (inside_ > 0) changed_.wait_for(lock, 1ms);
  tasks_ = nullptr;
}

void for_each(WorkerPool* pool, size_t count, const WorkerPool::Item& item) {
  if (pool != nullptr) return pool->for_each(count, item);
  for (size_t i = 0; i < count; ++i) item(i, 0);
}

}  // namespace rsmf
