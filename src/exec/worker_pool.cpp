#include "exec/worker_pool.hpp"

#include <algorithm>
#include <system_error>

namespace rsmf {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 50ms;  // how late a stop or a progress line may be

// Which worker of its crew this thread is; 0 for every thread that is not a crew's own.
thread_local size_t current_worker = 0;

}  // namespace

WorkerPool::WorkerPool(unsigned threads) {
  try {
    for (size_t worker = 1; worker < threads; ++worker) threads_.emplace_back([this, worker] { live(worker); });
  } catch (const std::system_error&) {
    // The system has no more; those that are there do the work as well.
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
  bool anybody = false;
  {
    std::lock_guard lock(mutex_);
    ++changes_;
    anybody = sleepers_ > 0;
  }
  if (anybody) changed_.notify_all();
}

// Of `group`, one item, or all that are left. REQUIRES: one is left.
void WorkerPool::do_items(std::unique_lock<std::mutex>& lock, Group& group, size_t worker, bool all) {
  do {
    const size_t item = group.next++;
    ++group.running;
    lock.unlock();
    std::exception_ptr trouble;
    try {
      group.item(item, worker);
    } catch (...) {
      trouble = std::current_exception();
    }
    lock.lock();
    --group.running;
    if (trouble && !group.trouble) {
      group.trouble = trouble;
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
  if (group.trouble) std::rethrow_exception(group.trouble);
}

// A thread of our own, from the first run to the last.
void WorkerPool::live(size_t worker) {
  current_worker = worker;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    const uint64_t seen = changes_;
    Did did = Did::nothing;
    if (Line* line = over_ ? nullptr : line_; line != nullptr) {
      ++inside_;
      lock.unlock();
      did = line->work(worker);
      lock.lock();
      --inside_;
      if (did == Did::finished) over_ = true;
      if (did != Did::nothing) {
        ++changes_;
        if (sleepers_ > 0) changed_.notify_all();
      }
    }
    if (did == Did::something) continue;
    lock.unlock();
    const bool helped = help(worker);
    lock.lock();
    if (helped) continue;
    ++sleepers_;
    changed_.wait(lock, [&] { return ending_ || changes_ != seen; });
    --sleepers_;
  }
}

void WorkerPool::run(Line& line, const std::function<void()>& between) {
  std::unique_lock lock(mutex_);
  line_ = &line;
  over_ = false;
  ++changes_;
  changed_.notify_all();
  while (!over_) {
    const uint64_t seen = changes_;
    lock.unlock();
    Did did = line.work(0);
    if (did == Did::nothing && help(0)) did = Did::something;
    if (between) between();
    lock.lock();
    if (did == Did::finished) over_ = true;
    if (did != Did::nothing) {
      ++changes_;
      if (sleepers_ > 0) changed_.notify_all();
    } else if (!over_) {
      ++sleepers_;
      changed_.wait_for(lock, kTick, [&] { return over_ || changes_ != seen; });
      --sleepers_;
    }
  }
  // Others may still be on their way out of the line.
  changed_.notify_all();
  while (inside_ > 0) changed_.wait_for(lock, 1ms);
  line_ = nullptr;
}

void for_each(WorkerPool* crew, size_t count, const WorkerPool::Item& item) {
  if (crew != nullptr) return crew->for_each(count, item);
  for (size_t i = 0; i < count; ++i) item(i, 0);
}

}  // namespace rsmf
