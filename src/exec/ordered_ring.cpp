#include "exec/ordered_ring.hpp"

#include <algorithm>
#include <utility>

#include "exec/stage_clock.hpp"

namespace rsmf {
namespace {

// The slot whose detached stage this thread is beginning, if it is.
thread_local const void* beginning = nullptr;

}  // namespace

RingBase::Stage& RingBase::add(std::string name, Kind kind) {
  Stage& stage = stages_.emplace_back();
  stage.stats.name = std::move(name);
  stage.stats.parallel = kind != Kind::serial && kind != Kind::source;
  stage.kind = kind;
  return stage;
}

bool RingBase::ended() const {
  if (failure || running_ > 0 || first_ != end_) return false;
  if (has_source()) return supplied_;
  return std::ranges::all_of(emitters_, [](const PipelineLane* lane) { return lane->ended(); });
}

bool RingBase::over() const {
  if (running_ > 0) return false;
  if (failure || pipeline_.cancelled(*this)) return true;
  if (first_ != end_) return false;
  if (has_source()) return supplied_;
  return std::ranges::all_of(emitters_, [](const PipelineLane* lane) { return lane->over(); });
}

void RingBase::append_stats(std::vector<StageStats>& to) const {
  for (const Stage& stage : stages_) to.push_back(stage.stats);
}

bool RingBase::full(uint64_t cost) const {
  return end_ - first_ >= limits_.items || (end_ > first_ && bytes_ + cost > limits_.bytes);
}

bool RingBase::may_run(const Stage& stage, size_t worker) const {
  if (stage.where == Where::anywhere || pipeline_.options_.pool == nullptr) return true;
  return stage.where == Where::caller ? worker == 0 : worker != 0 || pipeline_.options_.pool->size() == 1;
}

bool RingBase::step(std::unique_lock<std::mutex>& lock, std::string_view stage, size_t worker) {
  for (size_t i = stages_.size(); i-- > 0;)
    if ((stage.empty() || stages_[i].stats.name == stage) && step_stage(lock, i, worker)) return true;
  return false;
}

bool RingBase::step_stage(std::unique_lock<std::mutex>& lock, size_t number, size_t worker) {
  Stage& stage = stages_[number];
  if (failure || pipeline_.cancelled(*this) || !may_run(stage, worker)) return false;
  if (stage.kind == Kind::source) return supply(lock, stage, worker);
  if (stage.kind == Kind::nested) return enter(lock, number, worker);
  Slot* next = candidate(number);
  if (next == nullptr) return false;
  const bool last = number + 1 == stages_.size();
  if (last && !next->outcome) {
    fail(next->failed_at, std::move(next->outcome.error()));
    return true;
  }
  if (last && has_source() && pipeline_.stop_asked()) {
    fail(number, {ErrorKind::interrupted, "interrupted"});
    return true;
  }
  if (stage.into != nullptr && stage.into->full(0)) return false;
  if (stage.gate && !stage.gate()) return false;
  run(lock, *next, number, worker);
  return true;
}

/// The slot that the stage may take now, or null.
RingBase::Slot* RingBase::candidate(size_t number) {
  Stage& stage = stages_[number];
  stage.next = std::max(stage.next, first_);
  while (stage.next != end_ && slot(stage.next).stage > number) ++stage.next;
  if (stage.kind == Kind::serial) {
    if (stage.running > 0 || stage.next == end_) return nullptr;
    Slot& s = slot(stage.next);
    return s.stage == number && !s.running ? &s : nullptr;
  }
  for (uint64_t ticket = stage.next; ticket != end_; ++ticket)
    if (Slot& s = slot(ticket); s.stage == number && !s.running) return &s;
  return nullptr;
}

void RingBase::run(std::unique_lock<std::mutex>& lock, Slot& s, size_t number, size_t worker) {
  Stage& stage = stages_[number];
  s.running = true;
  --stage.ready;
  ++stage.running;
  ++running_;
  const bool detached = stage.kind == Kind::detached;  // its item may be gone when act() returns
  const uint64_t helped = stage.into ? stage.into->helped_ns_ : 0;
  const uint64_t began = stage_clock(), waited = began - s.ready_at;
  lock.unlock();
  const void* const outer = std::exchange(beginning, &s);
  auto done = guarded([&] { return stage.act(s, worker); });
  beginning = outer;
  const uint64_t bytes = !detached && done && stage.measure ? stage.measure(s) : 0;
  lock.lock();
  ++stage.stats.items;
  stage.stats.bytes += bytes;
  stage.stats.busy_ns += stage_clock() - began - (stage.into ? stage.into->helped_ns_ - helped : 0);
  stage.stats.waiting_ns += waited;
  --stage.running;
  if (detached && done) return;
  --running_;
  s.running = false;
  advance(s, number, done ? Result<void>{} : Result<void>(std::unexpected(std::move(done.error()))));
}

void RingBase::complete(Slot& s, Result<void> done) {
  auto held = lock();
  --running_;
  s.running = false;
  advance(s, s.stage, std::move(done));
  // Under the lock: once it is released, the pipeline may be over and gone. A thread that is still in the step wakes
  // the others when the step ends.
  if (pipeline_.options_.pool != nullptr && beginning != &s) pipeline_.options_.pool->wake();
}

/// The stage is done with the slot.
void RingBase::advance(Slot& s, size_t number, Result<void> done) {
  const size_t last = stages_.size() - 1;
  if (number == last) {
    if (done)
      release(s);
    else
      fail(number, std::move(done.error()));  // the item stays, for visit_left()
  } else if (!done) {
    s.outcome = std::move(done);
    s.failed_at = number;
    ready(s, last);
  } else {
    ready(s, number + 1);
  }
  pipeline_.changed();
}

void RingBase::ready(Slot& s, size_t number) {
  s.stage = number;
  s.ready_at = stage_clock();
  Stage& stage = stages_[number];
  stage.stats.depth = std::max<uint64_t>(stage.stats.depth, ++stage.ready);
}

/// The oldest slot can be used again.
void RingBase::release(Slot& s) {
  s.outcome = {};
  s.finished = false;
  bytes_ -= s.cost;
  s.cost = 0;
  spare_.push_back(std::move(slots_[first_ % slots_.size()]));
  ++first_;
}

void RingBase::fail(size_t stage, Error error) {
  if (!failure) failure = PipelineFailure{stages_[stage].stats.name, std::move(error)};
  pipeline_.changed();
}

// --- where items come from ------------------------------------------------------------------------------------------

void RingBase::grow() {
  std::vector<std::unique_ptr<Slot>> more(std::max<size_t>(slots_.size() * 2, 4));
  for (uint64_t ticket = first_; ticket != end_; ++ticket)
    more[ticket % more.size()] = std::move(slots_[ticket % slots_.size()]);
  slots_ = std::move(more);
}

/// The slot of the next ticket, to be filled by the one thread that supplies the ring.
RingBase::Slot& RingBase::next_slot() {
  if (end_ - first_ == slots_.size()) grow();
  std::unique_ptr<Slot>& next = slots_[end_ % slots_.size()];
  if (next) return *next;  // it was taken for an item that did not come
  if (spare_.empty()) return *(next = make_slot());
  next = std::move(spare_.back());
  spare_.pop_back();
  return *next;
}

bool RingBase::supply(std::unique_lock<std::mutex>& lock, Stage& stage, size_t worker) {
  if (supplied_ || supplying_ || full(0)) return false;
  Slot& s = next_slot();
  supplying_ = true;
  ++running_;
  lock.unlock();
  const uint64_t began = stage_clock();
  Result<Supply> more = rsmf::fail(ErrorKind::interrupted, "interrupted");
  if (!pipeline_.stop_asked()) more = guarded([&] { return stage.act(s, worker); });
  const bool has_item = more && *more != Supply::end;
  const uint64_t bytes = has_item && stage.measure ? stage.measure(s) : 0;
  lock.lock();
  supplying_ = false;
  --running_;
  stage.stats.busy_ns += stage_clock() - began;
  stage.stats.bytes += bytes;
  if (has_item) ++stage.stats.items;
  if (!more || *more != Supply::item) supplied_ = true;
  if (has_item || !more) {
    ++end_;
    if (more) {
      ready(s, 1);
    } else {
      s.outcome = std::unexpected(std::move(more.error()));
      s.failed_at = 0;
      ready(s, stages_.size() - 1);
    }
  }
  pipeline_.changed();
  return true;
}

RingBase::Slot* RingBase::acquire(std::unique_lock<std::mutex>& lock, uint64_t cost, size_t worker, Result<void>& why) {
  if (full(cost) && !failure) {
    const uint64_t began = stage_clock();
    while (!failure && full(cost)) {
      if (pipeline_.step_downstream_of(lock, *this, worker)) continue;
      // It would be long to wait for a gate.
      if (stages_.back().gate && !stages_.back().gate()) break;
      ++pipeline_.waiters_;
      pipeline_.change_.wait(lock);
      --pipeline_.waiters_;
    }
    helped_ns_ += stage_clock() - began;
  }
  if (failure) {
    why = std::unexpected(failure->error);
    return nullptr;
  }
  return &next_slot();
}

void RingBase::commit(Slot& s, uint64_t cost) {
  s.cost = cost;
  bytes_ += cost;
  ++end_;
  ready(s, 0);
  pipeline_.changed();
}

// --- nested tasks ---------------------------------------------------------------------------------------------------

bool RingBase::enter(std::unique_lock<std::mutex>& lock, size_t number, size_t worker) {
  for (uint64_t ticket = first_; ticket < end_; ticket = std::max(ticket + 1, first_)) {
    Slot& s = slot(ticket);
    if (s.stage != number || s.running || s.finished) continue;
    ++s.inside;
    ++running_;
    TaskSource& tasks = stages_[number].tasks(s);
    lock.unlock();
    const WorkStatus status = tasks.work(worker);
    lock.lock();
    --s.inside;
    --running_;
    if (status == WorkStatus::finished) s.finished = true;
    if (s.finished && s.inside == 0 && !s.running) {
      settle(lock, s, number, worker);
      return true;
    }
    if (status == WorkStatus::progressed || failure) return true;
  }
  return false;
}

void RingBase::settle(std::unique_lock<std::mutex>& lock, Slot& s, size_t number, size_t worker) {
  Stage& stage = stages_[number];
  s.running = true;
  ++running_;
  lock.unlock();
  auto again = guarded([&] { return stage.act(s, worker); });
  lock.lock();
  s.running = false;
  --running_;
  s.finished = false;
  if (again && *again == Supply::item) return pipeline_.changed();
  --stage.ready;
  ++stage.stats.items;
  stage.stats.busy_ns += stage_clock() - s.ready_at;
  advance(s, number, again ? Result<void>{} : Result<void>(std::unexpected(std::move(again.error()))));
}

}  // namespace rsmf
