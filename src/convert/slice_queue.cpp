#include "convert/slice_queue.hpp"

#include <algorithm>

#include "convert/guarded.hpp"

namespace rsmf {
namespace {

// A slot keeps so much of its slice's memory for the next one.
constexpr size_t kKeptArena = 1024 * 1024;
constexpr size_t kKeptFile = 256 * 1024;

}  // namespace

SliceQueue::SliceQueue(Settings settings, std::vector<FileTally>& tallies, SliceRows& rows, FindingLog& log)
    : settings_(std::move(settings)),
      tallies_(tallies),
      rows_(rows),
      log_(log),
      writers_(settings_.crew->size()),
      slots_(std::max<size_t>(settings_.slices, 1)) {}

void SliceQueue::fold(const Origin& origin, Finding finding) {
  ++tallies_[origin.file].folded;
  report(std::move(finding));
}

// Findings are listed in order: these stand before those of the next slice.
void SliceQueue::report(Finding finding) {
  reported_.push_back(std::move(finding));
}

Result<void> SliceQueue::make_folder(const std::string& folder) {
  if (settings_.folder.empty() || folder == made_folder_) return {};
  RSMF_TRY(settings_.writing.files->make_directories(settings_.folder + "/" + folder));
  made_folder_ = folder;
  return {};
}

/// Names depend on which slice came first, so they are given here and not by those who write.
Result<void> SliceQueue::place(Slot& s) {
  const std::string& folder = names_.folder(*s.slice.channel);
  RSMF_TRY(make_folder(folder));
  std::string file = OutputNames::file(s.slice);
  s.path.clear();
  if (!settings_.folder.empty()) s.path.append(settings_.folder).append("/").append(folder).append("/").append(file);
  s.listed.assign(settings_.listed_prefix).append(folder).append("/").append(file);
  s.name.assign(folder).append("-").append(file);
  return {};
}

Result<void> SliceQueue::commit(Slice& slice) {
  if (settings_.stop && *settings_.stop) return fail(ErrorKind::interrupted, "interrupted");
  const uint64_t cost = slice.arena.used() + slice.events.size() * sizeof(Event);
  std::unique_lock lock(mutex_);
  auto full = [&] { return end_ - first_ == slots_.size() || (end_ > first_ && bytes_ + cost > settings_.bytes); };
  while (!error_ && full()) {
    if (add_first(lock) || write_next(lock, slicer_)) continue;
    // All that there is to do is being done by others.
    room_.wait(lock, [&] { return error_ || !full() || slot(first_).state == State::written; });
  }
  if (error_) return std::unexpected(*error_);
  Slot& s = slot(end_);
  lock.unlock();
  std::swap(s.slice, slice);
  s.cost = cost;
  s.reported.swap(reported_);
  RSMF_TRY(place(s));
  lock.lock();
  s.state = State::waiting;
  bytes_ += cost;
  ++end_;
  return {};
}

bool SliceQueue::write_next(std::unique_lock<std::mutex>& lock, size_t worker) {
  if (error_ || next_ == end_) return false;
  Slot& s = slot(next_++);
  s.state = State::writing;
  ++writing_;
  lock.unlock();
  s.outcome = guarded([&] {
    if (!writers_[worker]) writers_[worker] = std::make_unique<SliceWriter>(settings_.writing);
    return writers_[worker]->write(s.slice, s.path, s.name, s.written, s.whole);
  });
  const bool complete = !s.outcome || s.whole.empty();
  if (!complete) put(s);
  lock.lock();
  if (!complete) return true;
  --writing_;
  s.state = State::written;
  room_.notify_all();
  return true;
}

// Whoever tells that it is done is none of ours, and must have left when the queue is idle: he wakes the crew while he
// holds the lock.
void SliceQueue::put(Slot& s) {
  settings_.writing.files->put(s.path, s.whole, [this, &s](Result<void> done) {
    std::lock_guard lock(mutex_);
    s.outcome = std::move(done);
    --writing_;
    s.state = State::written;
    room_.notify_all();
    settings_.crew->wake();
  });
}

bool SliceQueue::add_first(std::unique_lock<std::mutex>& lock) {
  if (error_ || adding_ || first_ == end_ || slot(first_).state != State::written) return false;
  Slot& s = slot(first_);
  adding_ = true;
  lock.unlock();
  Result<void> done = guarded([&] { return add_rows(s); });
  recycle(s);
  lock.lock();
  adding_ = false;
  if (!done) error_ = std::move(done.error());
  bytes_ -= s.cost;
  ++first_;
  rows_made_ = rows_.counts().slices;
  room_.notify_all();
  return true;
}

Result<void> SliceQueue::add_rows(Slot& s) {
  RSMF_TRY(s.outcome);
  for (const Finding& finding : s.reported) RSMF_TRY(log_.add(finding));
  return rows_.add(s.slice, s.listed, s.written);
}

void SliceQueue::recycle(Slot& s) {
  s.state = State::free;
  s.reported.clear();
  s.written.clear();
  if (s.whole.capacity() > kKeptFile) s.whole = {};
  s.outcome = {};
  s.slice.clear();
  if (s.slice.arena.held() > kKeptArena) s.slice.arena = Slice().arena;
}

bool SliceQueue::work(size_t worker) {
  std::unique_lock lock(mutex_);
  return add_first(lock) || write_next(lock, worker);
}

bool SliceQueue::idle() const {
  std::lock_guard lock(mutex_);
  return !adding_ && writing_ == 0 && (error_ || first_ == end_);
}

bool SliceQueue::failed() const {
  std::lock_guard lock(mutex_);
  return error_.has_value();
}

uint64_t SliceQueue::written() const {
  std::lock_guard lock(mutex_);
  return rows_made_;
}

Result<void> SliceQueue::close() {
  if (error_) return std::unexpected(*error_);
  for (const Finding& finding : reported_) RSMF_TRY(log_.add(finding));
  reported_.clear();
  return {};
}

}  // namespace rsmf
