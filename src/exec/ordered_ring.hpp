// A bounded ring of items that pass their stages in any order of threads, and leave in the order in which they came.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/guarded.hpp"
#include "exec/pipeline.hpp"

namespace rsmf {

/// What a source stage made of the slot it was given.
enum class Supply : uint8_t {
  item,       ///< an item; there may be more
  last_item,  ///< an item, the last one
  end,        ///< nothing; there are no more
};

/// The part of OrderedRing that does not depend on the type of its items.
class RingBase : public PipelineLane {
 public:
  bool step(std::unique_lock<std::mutex>& lock, std::string_view stage, size_t worker) override;
  bool quiet() const override { return running_ == 0; }
  bool ended() const override;
  bool over() const override;
  void append_stats(std::vector<StageStats>& to) const override;

 protected:
  struct Slot {
    virtual ~Slot() = default;
    size_t stage = 0;       // the one it waits for or is in
    bool running = false;   // in it
    size_t inside = 0;      // threads in its nested tasks
    bool finished = false;  // its nested tasks are
    uint64_t ready_at = 0, cost = 0;
    Result<void> outcome;  // of the stages so far
    size_t failed_at = 0;  // the stage that failed
  };
  enum class Kind : uint8_t { source, serial, parallel, detached, nested };
  enum class Where : uint8_t { anywhere, caller, others };
  struct Stage {
    StageStats stats;
    Kind kind = Kind::serial;
    Where where = Where::anywhere;
    std::function<Result<Supply>(Slot&, size_t)> act;
    std::function<TaskSource&(Slot&)> tasks;  // nested
    std::function<uint64_t(const Slot&)> measure;
    std::function<bool()> gate;
    RingBase* into = nullptr;
    uint64_t next = 0;  // no slot before it can be taken
    size_t running = 0, ready = 0;
  };

  RingBase(Pipeline& pipeline, const Pipeline::RingLimits& limits) : pipeline_(pipeline), limits_(limits) {}

  virtual std::unique_ptr<Slot> make_slot() const = 0;
  Stage& add(std::string name, Kind kind);
  /// Takes the place of the next item; waits, working downstream, until there is one. Null: the ring has failed.
  Slot* acquire(std::unique_lock<std::mutex>& lock, uint64_t cost, size_t worker, Result<void>& why);
  void commit(Slot& slot, uint64_t cost);
  std::unique_lock<std::mutex> lock() const { return std::unique_lock(pipeline_.mutex_); }
  /// Ends the detached stage of `slot`. Any thread, once.
  void complete(Slot& slot, Result<void> done);
  Slot& slot(uint64_t ticket) { return *slots_[ticket % slots_.size()]; }

  Pipeline& pipeline_;
  const Pipeline::RingLimits limits_;
  std::vector<Stage> stages_;
  std::vector<std::unique_ptr<Slot>> slots_;  // by ticket, modulo size; null where none is in use
  std::vector<std::unique_ptr<Slot>> spare_;  // the one that was used last is used first: few have warm buffers
  std::vector<const PipelineLane*> emitters_;
  uint64_t first_ = 0, end_ = 0;  // tickets of the oldest item and of the next one
  uint64_t bytes_ = 0;
  size_t running_ = 0;  // steps under way and completions awaited
  bool supplied_ = false, supplying_ = false;
  uint64_t helped_ns_ = 0;  // time that emitting stages spent on this ring instead

 public:
  /// See OrderedRing::emits().
  void emitted_by(const PipelineLane& lane) { emitters_.push_back(&lane); }

 private:
  friend class Pipeline;
  bool has_source() const { return !stages_.empty() && stages_.front().kind == Kind::source; }
  bool full(uint64_t cost) const;
  bool may_run(const Stage& stage, size_t worker) const;
  bool step_stage(std::unique_lock<std::mutex>& lock, size_t number, size_t worker);
  bool supply(std::unique_lock<std::mutex>& lock, Stage& stage, size_t worker);
  bool enter(std::unique_lock<std::mutex>& lock, size_t number, size_t worker);
  Slot* candidate(size_t number);
  void run(std::unique_lock<std::mutex>& lock, Slot& slot, size_t number, size_t worker);
  void settle(std::unique_lock<std::mutex>& lock, Slot& slot, size_t number, size_t worker);
  void advance(Slot& slot, size_t number, Result<void> done);
  void ready(Slot& slot, size_t number);
  void release(Slot& slot);
  void fail(size_t stage, Error error);
  void grow();
  Slot& next_slot();
};

/// A ring of `Item`s, which are made once and used again: a stage that is done with one leaves it as the next user
/// wants it. Stages are listed in the order in which an item passes them. The first may be a source; otherwise items
/// come by emit(). The last stage is serial: what it has seen is gone.
///
/// Each stage function gets the number of the worker that runs it. A serial stage sees the items in order, one at a
/// time. What a stage function returns as an error ends the pipeline when the last stage comes to that item, which
/// the stages in between skip.
template <class Item>
class OrderedRing final : public RingBase {
 public:
  using Step = std::function<Result<void>(Item&, size_t worker)>;
  /// To be called exactly once, from any thread; it must not throw, and the item is not to be used afterwards.
  using Done = std::function<void(Result<void>)>;

  OrderedRing& source(std::string name, std::function<Result<Supply>(Item&, size_t worker)> supply) {
    add(std::move(name), Kind::source).act = [supply = std::move(supply)](Slot& slot, size_t worker) {
      return supply(of(slot), worker);
    };
    return *this;
  }
  OrderedRing& parallel(std::string name, Step step) { return plain(std::move(name), Kind::parallel, std::move(step)); }
  OrderedRing& serial(std::string name, Step step) { return plain(std::move(name), Kind::serial, std::move(step)); }
  /// A parallel stage that only begins an operation: the item goes on when `Done` is called.
  OrderedRing& detached(std::string name, std::function<void(Item&, size_t worker, Done)> begin) {
    add(std::move(name), Kind::detached).act = [this, begin = std::move(begin)](Slot& s, size_t worker) {
      begin(of(s), worker, [this, &s](Result<void> done) { complete(s, std::move(done)); });
      return Result<Supply>(Supply::item);
    };
    return *this;
  }
  /// A stage in which all threads work on the tasks of each item, the first items first. When they are finished and all
  /// threads have left, one thread calls `settle`: true means that the item has new tasks.
  OrderedRing& nested(std::string name, std::function<TaskSource&(Item&)> tasks,
                      std::function<Result<bool>(Item&, size_t worker)> settle) {
    Stage& stage = add(std::move(name), Kind::nested);
    stage.tasks = [tasks = std::move(tasks)](Slot& slot) -> TaskSource& { return tasks(of(slot)); };
    stage.act = [settle = std::move(settle)](Slot& slot, size_t worker) -> Result<Supply> {
      auto again = settle(of(slot), worker);
      if (!again) return std::unexpected(std::move(again.error()));
      return *again ? Supply::item : Supply::end;
    };
    return *this;
  }

  // About the stage that was added last:
  /// It puts items into `ring`.
  OrderedRing& emits(RingBase& ring) {
    stages_.back().into = &ring;
    ring.emitted_by(*this);
    return *this;
  }
  /// It runs only while `gate` is true. The code that opens the gate must wake the pool.
  OrderedRing& when(std::function<bool()> gate) {
    stages_.back().gate = std::move(gate);
    return *this;
  }
  /// Only worker 0, the caller of WorkerPool::run(), runs it.
  OrderedRing& on_caller() {
    stages_.back().where = Where::caller;
    return *this;
  }
  /// Worker 0 leaves it to the others, if there are any: it may take long, and worker 0 has progress to show.
  OrderedRing& off_caller() {
    stages_.back().where = Where::others;
    return *this;
  }
  /// Bytes of an item, for the statistics; called after the stage.
  OrderedRing& measured(std::function<uint64_t(const Item&)> bytes) {
    stages_.back().measure = [bytes = std::move(bytes)](const Slot& slot) {
      return bytes(static_cast<const ItemSlot&>(slot).item);
    };
    return *this;
  }

  /// Puts an item into the ring: `fill` makes it of the used one it is given. Called by one emitting stage at a time,
  /// as `worker`. Fails, with the ring's error, once the ring has failed.
  template <class Fill>
  Result<void> emit(uint64_t cost, size_t worker, Fill&& fill) {
    auto held = lock();
    Result<void> why;
    Slot* free = acquire(held, cost, worker, why);
    if (!free) return why;
    held.unlock();
    Result<void> filled = guarded([&]() -> Result<void> { return fill(of(*free)); });
    if (!filled) return filled;
    held.lock();
    commit(*free, cost);
    return {};
  }

  /// Calls `visit` for each item that did not reach the last stage, in order. REQUIRES: no thread is in the pipeline.
  template <class Visit>
  void visit_left(Visit&& visit) {
    for (uint64_t ticket = first_; ticket < end_; ++ticket) visit(of(slot(ticket)));
  }

 private:
  friend class Pipeline;
  struct ItemSlot final : Slot {
    Item item;
  };
  static Item& of(Slot& slot) { return static_cast<ItemSlot&>(slot).item; }

  OrderedRing(Pipeline& pipeline, const Pipeline::RingLimits& limits) : RingBase(pipeline, limits) {}
  std::unique_ptr<Slot> make_slot() const override { return std::make_unique<ItemSlot>(); }
  OrderedRing& plain(std::string name, Kind kind, Step step) {
    add(std::move(name), kind).act = [step = std::move(step)](Slot& slot, size_t worker) -> Result<Supply> {
      Result<void> done = step(of(slot), worker);
      if (!done) return std::unexpected(std::move(done.error()));
      return Supply::item;
    };
    return *this;
  }
};

template <class Item>
OrderedRing<Item>& Pipeline::ring(const RingLimits& limits) {
  auto* made = new OrderedRing<Item>(*this, limits);
  lanes_.emplace_back(made);
  return *made;
}

}  // namespace rsmf
