// The threads of a run.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace rsmf {

/// What work() had for a thread.
enum class WorkStatus : uint8_t {
  progressed,  ///< it did one piece of work
  idle,        ///< there is none now; work under way on other threads will make some, or finish
  finished,    ///< there will never be any
};

/// Work that is divided into pieces.
class TaskSource {
 public:
  virtual ~TaskSource() = default;
  /// Does the most urgent piece of work that no other thread does, and returns. Called by all threads at once; must not
  /// throw. `worker`: number of the calling thread in its pool.
  virtual WorkStatus work(size_t worker) = 0;
};

/// A fixed number of threads, the calling one among them. They work on one TaskSource at a time and on the items of
/// for_each(), and sleep only when there is neither.
class WorkerPool {
 public:
  /// `threads`: at least 1; the pool has fewer if the system allows no more. With 1, the caller does all work itself
  /// and the pool starts no thread.
  explicit WorkerPool(unsigned threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;

  /// Workers are numbered from 0 (the caller of run()) to size() - 1.
  size_t size() const { return threads_.size() + 1; }

  /// Works on `tasks` with all threads until it is finished. The calling thread alone calls `tick`: between its pieces
  /// of work, and about twenty times a second while it has none. One run() at a time.
  void run(TaskSource& tasks, const std::function<void()>& tick);

  /// Wakes threads that sleep. For work that appears outside of work(), such as the completion of a write. Any thread.
  void wake();

  using Item = std::function<void(size_t item, size_t worker)>;
  /// Calls `item` for 0 .. count-1, once each, in any order: on the calling thread and on those that have no more
  /// urgent work. Returns when all are done; rethrows what an item threw. The caller is a worker inside work(), or the
  /// owner of the pool outside of run(). An item must not wait and must not call for_each().
  void for_each(size_t count, const Item& item);

 private:
  struct Group {  // one for_each()
    const Item& item;
    size_t count, next = 0, running = 0;
    std::exception_ptr error;
  };
  void live(size_t worker);
  bool help(size_t worker);
  void do_items(std::unique_lock<std::mutex>& lock, Group& group, size_t worker, bool all);

  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t changes_ = 0;  // guarded by mutex_, as all below
  size_t sleepers_ = 0;
  TaskSource* tasks_ = nullptr;
  size_t inside_ = 0;  // threads that may be in tasks_->work()
  bool over_ = false, ending_ = false;
  std::list<Group*> groups_;
  std::vector<std::jthread> threads_;
};

/// for_each() of `pool`; a plain loop if it is null.
void for_each(WorkerPool* pool, size_t count, const WorkerPool::Item& item);

}  // namespace rsmf
