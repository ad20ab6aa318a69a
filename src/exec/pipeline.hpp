// The engine: named stages, each serial or parallel, between rings of items that keep the order of the input.
//
//   Pipeline pipeline({&pool, &stop});
//   auto& units = pipeline.ring<Unit>({.items = 8});
//   auto& slices = pipeline.ring<Slice>({.items = 16, .bytes = 1 << 20});
//   units.source("read", read).parallel("decode", decode).serial("merge", merge).emits(slices);
//   slices.parallel("encode", encode).serial("list", list);
//   pool.run(pipeline, tick);
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exec/worker_pool.hpp"
#include "rsmf/result.hpp"
#include "rsmf/stage_stats.hpp"

namespace rsmf {

template <class Item>
class OrderedRing;
class RingBase;

/// The first error in the order of the input, and the stage in which it happened.
struct PipelineFailure {
  std::string_view stage;
  Error error;
};

/// One lane of a pipeline: a ring with its stages, or a generator. Used by Pipeline only.
class PipelineLane {
 public:
  virtual ~PipelineLane() = default;
  /// Does one step of the most urgent stage that has one. `stage` not empty: of that stage only. REQUIRES: the
  /// pipeline's lock is held; the step itself runs without it.
  virtual bool step(std::unique_lock<std::mutex>& lock, std::string_view stage, size_t worker) = 0;
  /// No step is under way, no completion is awaited.
  virtual bool quiet() const = 0;
  /// All its items are through, without an error.
  virtual bool ended() const = 0;
  /// It will never do another step.
  virtual bool over() const = 0;
  virtual void append_stats(std::vector<StageStats>& to) const = 0;

  std::optional<PipelineFailure> failure;
};

/// Runs the stages of its lanes. Data flows from lanes that were made earlier to lanes that were made later.
///
/// - Of the steps that are possible, a thread takes the one furthest downstream, so little is under way.
/// - A ring bounds the items and bytes in it. A stage that emits items starts only while the ring behind it has
///   room; if it fills that ring in the middle of a step, it works off what is in the ring until there is room again.
/// - The first error in the order of the input wins, in whatever order threads meet errors. After an error in
///   a lane, lanes downstream finish what was emitted before; lanes upstream stop.
/// - An exception of a stage is an error of its item (ErrorKind::bug, or limit when memory is short).
/// - With one thread the same code runs the same stages, and step() lets a test choose each step by hand.
///
/// Lanes are added before the first work(). Thread-safe from then on.
class Pipeline final : public TaskSource {
 public:
  struct Options {
    WorkerPool* pool = nullptr;               ///< which runs it; null: the owner calls work() itself
    const std::atomic<bool>* stop = nullptr;  ///< when set: the serial stages of input end with ErrorKind::interrupted
  };
  explicit Pipeline(const Options& options) : options_(options) {}
  ~Pipeline() override;
  Pipeline(const Pipeline&) = delete;

  struct RingLimits {
    size_t items = 1;             ///< in the ring at a time
    uint64_t bytes = UINT64_MAX;  ///< sum of the costs given to emit(); one item that costs more goes alone
  };
  template <class Item>
  OrderedRing<Item>& ring(const RingLimits& limits);

  /// True: there is more to do.
  using Generate = std::function<Result<bool>(size_t worker)>;
  /// A serial stage without input of its own. It is called until it returns false, once all items of `after` are
  /// through; `after` null: from the beginning, when no other stage has work, until some lane fails.
  /// `into`: the ring it emits to, before which it has its place, or null.
  void generator(std::string name, const RingBase* after, RingBase* into, Generate generate);

  WorkStatus work(size_t worker) override;
  /// One step of the stage of that name, if one is possible now. For tests, which may call it in the middle of another
  /// step to play a second thread.
  bool step(std::string_view stage, size_t worker);

  /// Waits for completions that are still to come. REQUIRES: no thread is in work().
  void wait_until_quiet();

  /// The error that ended it, or null. REQUIRES: work() returned `finished` and no thread is in it.
  const PipelineFailure* failure() const;
  // Any thread:
  /// Whether all items of `lane` are through, without an error.
  bool has_ended(const PipelineLane& lane) const;
  std::vector<StageStats> stats() const;

 private:
  friend class RingBase;
  class Generator;

  bool stop_asked() const { return options_.stop != nullptr && *options_.stop; }
  /// Whether a lane downstream of `lane` has failed: nothing from `lane` is needed any longer.
  bool cancelled(const PipelineLane& lane) const;
  bool any_failed() const;
  bool step_downstream_of(std::unique_lock<std::mutex>& lock, const PipelineLane& lane, size_t worker);
  void changed();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable change_;  // for those who wait in emit()
  size_t waiters_ = 0;
  std::vector<std::unique_ptr<PipelineLane>> lanes_;
};

}  // namespace rsmf

#include "exec/ordered_ring.hpp"  // what ring() returns
