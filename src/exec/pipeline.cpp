#include "exec/pipeline.hpp"

#include <algorithm>

#include "exec/stage_clock.hpp"

namespace rsmf {
/// A serial stage without items.
class Pipeline::Generator final : public PipelineLane {
 public:
  Generator(Pipeline& pipeline, std::string name, const RingBase* after, RingBase* into, Generate generate)
      : pipeline_(pipeline), after_(after), into_(into), generate_(std::move(generate)) {
    stats_.name = std::move(name);
  }

  bool step(std::unique_lock<std::mutex>& lock, std::string_view stage, size_t worker) override {
    if (!stage.empty() && stage != stats_.name) return false;
    if (running_ || done_ || over()) return false;
    if (after_ != nullptr && !after_->ended()) return false;
    if (into_ != nullptr && into_->full(0)) return false;
    if (pipeline_.stop_asked()) {
      failure = PipelineFailure{stats_.name, {ErrorKind::interrupted, "interrupted"}};
      return true;
    }
    running_ = true;
    const uint64_t began = stage_clock(), helped = into_ ? into_->helped_ns_ : 0;
    lock.unlock();
    Result<bool> more = guarded([&] { return generate_(worker); });
    lock.lock();
    running_ = false;
    ++stats_.items;
    stats_.busy_ns += stage_clock() - began - (into_ ? into_->helped_ns_ - helped : 0);
    if (!more) failure = PipelineFailure{stats_.name, std::move(more.error())};
    done_ = more && !*more;
    pipeline_.changed();
    return true;
  }
  bool quiet() const override { return !running_; }
  bool ended() const override { return done_; }
  bool over() const override {
    if (running_) return false;
    if (done_ || failure || pipeline_.cancelled(*this)) return true;
    return after_ != nullptr ? after_->over() && !after_->ended() : pipeline_.any_failed();
  }
  void append_stats(std::vector<StageStats>& to) const override { to.push_back(stats_); }

 private:
  Pipeline& pipeline_;
  const RingBase* const after_;
  RingBase* const into_;
  const Generate generate_;
  StageStats stats_;
  bool running_ = false, done_ = false;
};

Pipeline::~Pipeline() {
  wait_until_quiet();
}

void Pipeline::generator(std::string name, const RingBase* after, RingBase* into, Generate generate) {
  auto lane = std::make_unique<Generator>(*this, std::move(name), after, into, std::move(generate));
  if (into != nullptr) into->emitted_by(*lane);
  const auto behind = std::ranges::find_if(lanes_, [&](const auto& other) { return other.get() == into; });
  lanes_.insert(behind, std::move(lane));
}

WorkStatus Pipeline::work(size_t worker) {
  std::unique_lock lock(mutex_);
  for (size_t i = lanes_.size(); i-- > 0;)
    if (lanes_[i]->step(lock, {}, worker)) return WorkStatus::progressed;
  const bool over = std::ranges::all_of(lanes_, [](const auto& lane) { return lane->over(); });
  return over ? WorkStatus::finished : WorkStatus::idle;
}

bool Pipeline::step(std::string_view stage, size_t worker) {
  std::unique_lock lock(mutex_);
  return std::ranges::any_of(lanes_, [&](const auto& lane) { return lane->step(lock, stage, worker); });
}

bool Pipeline::step_downstream_of(std::unique_lock<std::mutex>& lock, const PipelineLane& lane, size_t worker) {
  for (size_t i = lanes_.size(); i-- > 0;) {
    if (lanes_[i]->step(lock, {}, worker)) return true;
    if (lanes_[i].get() == &lane) return false;
  }
  return false;
}

bool Pipeline::cancelled(const PipelineLane& lane) const {
  for (size_t i = lanes_.size(); i-- > 0 && lanes_[i].get() != &lane;)
    if (lanes_[i]->failure) return true;
  return false;
}

bool Pipeline::any_failed() const {
  return std::ranges::any_of(lanes_, [](const auto& lane) { return lane->failure.has_value(); });
}

/// REQUIRES: the lock is held.
void Pipeline::changed() {
  if (waiters_ > 0) change_.notify_all();
}

void Pipeline::wait_until_quiet() {
  std::unique_lock lock(mutex_);
  ++waiters_;
  change_.wait(lock, [&] { return std::ranges::all_of(lanes_, [](const auto& lane) { return lane->quiet(); }); });
  --waiters_;
}

const PipelineFailure* Pipeline::failure() const {
  std::lock_guard lock(mutex_);
  for (size_t i = lanes_.size(); i-- > 0;)
    if (lanes_[i]->failure) return &*lanes_[i]->failure;
  return nullptr;
}

bool Pipeline::has_ended(const PipelineLane& lane) const {
  std::lock_guard lock(mutex_);
  return lane.ended();
}

std::vector<StageStats> Pipeline::stats() const {
  std::lock_guard lock(mutex_);
  std::vector<StageStats> all;
  for (const auto& lane : lanes_) lane->append_stats(all);
  return all;
}

}  // namespace rsmf
