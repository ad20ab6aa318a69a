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

/// A fixed number of threads, the calling one among them, that do whatever work there is and wait only when there is
/// none. Work is offered by one Line, and by whoever calls for_each() in the middle of a piece of work.
class WorkerPool {
 public:
  /// What a line had to do for a thread.
  enum class Did : uint8_t { something, nothing, finished };

  /// Work that is divided into pieces.
  class Line {
   public:
    virtual ~Line() = default;
    /// Does one piece of work that no other thread is doing, the most urgent one, and returns. `nothing`: there is none
    /// now, but what other threads are doing will make some. `finished`: there will never be any. Called by all
    /// threads at once. Must not wait and must not throw.
    virtual Did work(size_t worker) = 0;
  };

  /// `threads`: at least 1; fewer where the system has no more. With 1, everything is done by the caller, and nothing
  /// else exists.
  explicit WorkerPool(unsigned threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;

  /// Workers are numbered from 0 (the caller of run()) to size() - 1.
  size_t size() const { return threads_.size() + 1; }

  /// Lets all threads work on `line` until it is finished. `between` is called by the calling thread alone, between
  /// pieces of work and some twenty times a second while it waits. One run at a time.
  void run(Line& line, const std::function<void()>& between);

  /// There may be work where there was none. For those who make some outside of a piece of work (an I/O completion).
  void wake();

  using Item = std::function<void(size_t item, size_t worker)>;
  /// Calls `item` for 0 .. count-1, each once, in any order and on several threads: on the calling one, and on those of
  /// this crew that have nothing more urgent. Returns when all are done; what an item throws is thrown here. The
  /// calling thread is one of the crew or, outside of run(), its owner. Items must neither wait nor call for_each().
  void for_each(size_t count, const Item& item);

 private:
  struct Group {  // one for_each()
    const Item& item;
    size_t count, next = 0, running = 0;
    std::exception_ptr trouble;
  };
  void live(size_t worker);
  bool help(size_t worker);
  void do_items(std::unique_lock<std::mutex>& lock, Group& group, size_t worker, bool all);

  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t changes_ = 0;  // guarded by mutex_, as all below
  size_t sleepers_ = 0;
  Line* line_ = nullptr;
  size_t inside_ = 0;  // threads that may be in line_->work()
  bool over_ = false, ending_ = false;
  std::list<Group*> groups_;
  std::vector<std::jthread> threads_;
};

/// for_each() of `crew`, or in a plain loop where there is none.
void for_each(WorkerPool* crew, size_t count, const WorkerPool::Item& item);

}  // namespace rsmf
