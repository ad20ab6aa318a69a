#include "output/slice_queue.hpp"

#include <algorithm>

#include "base/guarded.hpp"

namespace rsmf {
namespace {

// A slot keeps so much of its slice's memory for the next one.
constexpr size_t kKeptArena = 1024 * 1024;

}  // namespace

SliceQueue::SliceQueue(Settings settings, std::vector<FileTally>& tallies, SliceRows& rows, FindingLog& log)
    : settings_(std::move(settings)),
      tallies_(tallies),
      rows_(rows),
      log_(log),
      writers_(settings_.crew->size()),
      prints_(settings_.crew->size()),
      slots_(std::max<size_t>(settings_.slices, 1)) {
  for (auto& s : slots_) s = std::make_unique<Slot>();
}

SliceQueue::~SliceQueue() {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] { return writing_ == 0; });  // files on their way to the disk
  for (; first_ < next_; ++first_) {
    const Slot& s = slot(first_);
    if (!s.place.path.empty() && !s.taken_over) (void)settings_.writing.files->remove_all(s.place.path);
  }
}

void SliceQueue::fold(const Origin& origin, Finding finding) {
  ++tallies_[origin.file].folded;
  report(std::move(finding));
}

// Findings are listed in order: these stand before those of the next slice.
void SliceQueue::report(Finding finding) {
  reported_.push_back(std::move(finding));
}

Result<void> SliceQueue::make_folder(const std::string& folder) {
  if (settings_.folder.empty() || settings_.pack || folder == made_folder_) return {};
  RSMF_TRY(settings_.writing.files->make_directories(settings_.folder + "/" + folder));
  made_folder_ = folder;
  return {};
}

/// Names depend on which slice came first, so they are given here and not by those who write.
Result<void> SliceQueue::place(Slot& s) {
  const std::string& folder = names_.folder(*s.slice.channel);
  RSMF_TRY(make_folder(folder));
  std::string file = OutputNames::file(s.slice);
  auto& [path, name, to_pack] = s.place;
  path.clear();
  to_pack = settings_.pack != nullptr;
  if (!settings_.folder.empty() && !to_pack)
    path.append(settings_.folder).append("/").append(folder).append("/").append(file);
  s.listed.assign(settings_.listed_prefix).append(folder).append("/").append(file);
  name.assign(folder).append("-").append(file);
  return {};
}

bool SliceQueue::full(uint64_t cost) const {
  return end_ - first_ == slots_.size() || (end_ > first_ && bytes_ + cost > settings_.bytes);
}

bool SliceQueue::crowded() const {
  std::lock_guard lock(mutex_);
  return !may_add() && (end_ - first_ >= settings_.slices || bytes_ > settings_.bytes / 2);
}

/// It would be long to wait for those before it in the pack.
void SliceQueue::grow() {
  if (end_ - first_ < slots_.size()) return;
  std::vector<std::unique_ptr<Slot>> more(slots_.size() * 2);
  for (uint64_t i = first_; i < end_; ++i) more[i % more.size()] = std::move(slots_[i % slots_.size()]);
  for (auto& s : more)
    if (!s) s = std::make_unique<Slot>();
  slots_ = std::move(more);
}

Result<void> SliceQueue::commit(Slice& slice) {
  if (settings_.stop && *settings_.stop) return fail(ErrorKind::interrupted, "interrupted");
  const uint64_t cost = slice.arena.used() + slice.events.size() * sizeof(Event);
  std::unique_lock lock(mutex_);
  while (!error_ && full(cost)) {
    if (!may_add()) {
      grow();
      break;
    }
    if (add_first(lock) || write_next(lock, slicer_)) continue;
    // All that there is to do is being done by others.
    room_.wait(lock, [&] { return error_ || !full(cost) || (!adding_ && slot(first_).state == State::written); });
  }
  if (error_) return std::unexpected(*error_);
  Slot& s = slot(end_);
  lock.unlock();
  std::swap(s.slice, slice);
  s.cost = cost;
  s.reported.swap(reported_);
  RSMF_TRY(place(s));
  if (settings_.journal) s.record = settings_.journal->next();
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
  s.outcome = guarded([&] { return write(s, worker); });
  const bool complete = !s.outcome || s.written.pending != SliceOutcome::Pending::put;
  if (!complete) put(s);
  lock.lock();
  if (!complete) return true;
  --writing_;
  s.state = State::written;
  room_.notify_all();
  return true;
}

Result<void> SliceQueue::write(Slot& s, size_t worker) {
  if (!writers_[worker]) writers_[worker] = std::make_unique<SliceWriter>(settings_.writing);
  SliceWriter& writer = *writers_[worker];
  if (settings_.journal) {
    s.print = prints_[worker].of(s.slice, s.listed);
    if (settings_.journal->resumed()) {
      auto done = writer.take_over(s.slice, s.print, s.record, s.place, s.written);
      if (!done) return std::unexpected(done.error());
      s.taken_over = *done;
      if (*done) return {};
    }
  }
  return writer.write(s.slice, s.place, s.written);
}

// Whoever tells that it is done may be none of ours, and must have left when the queue is idle: he wakes the crew while
// he holds the lock.
void SliceQueue::put(Slot& s) {
  settings_.writing.files->put(s.place.path, s.written.file.bytes, [this, &s](Result<void> done) {
    std::lock_guard lock(mutex_);
    s.outcome = std::move(done);
    s.written.pending = SliceOutcome::Pending::nothing;
    --writing_;
    s.state = State::written;
    room_.notify_all();
    settings_.crew->wake();
  });
}

bool SliceQueue::add_first(std::unique_lock<std::mutex>& lock) {
  if (error_ || adding_ || first_ == end_ || slot(first_).state != State::written || !may_add()) return false;
  Slot& s = slot(first_);
  adding_ = true;
  lock.unlock();
  Result<void> done = guarded([&] { return add_rows(s); });
  recycle(s);
  lock.lock();
  adding_ = false;
  s.state = State::free;
  if (!done) error_ = std::move(done.error());
  bytes_ -= s.cost;
  ++first_;
  rows_made_ = rows_.counts().slices;
  room_.notify_all();
  return true;
}

Result<void> SliceQueue::add_rows(Slot& s) {
  if (!s.outcome && !s.place.path.empty()) (void)settings_.writing.files->remove_all(s.place.path);  // half of it
  RSMF_TRY(s.outcome);
  for (const Finding& finding : s.reported) RSMF_TRY(log_.add(finding));
  if (s.written.pending == SliceOutcome::Pending::nothing) {
    RSMF_TRY(rows_.add(s.slice, s.listed, s.written, nullptr));
  } else {
    auto place = put_into_pack(s);
    if (!place) return std::unexpected(place.error());
    RSMF_TRY(rows_.add(s.slice, s.listed, s.written, &*place));
  }
  if (!settings_.journal) return {};
  taken_over_ += s.taken_over;
  make_record(s.print, s.slice, s.written, record_);
  return settings_.journal->add(record_, s.written.bytes);
}

/// Those that an earlier run had put there come first; one that is not as it was is written anew, and so are all
/// behind it.
Result<PackedPlace> SliceQueue::put_into_pack(Slot& s) {
  VolumeSlot& pack = *settings_.pack;
  if (s.written.pending == SliceOutcome::Pending::adopted) {
    auto place = pack.adopt(s.listed, s.written);
    if (!place) return std::unexpected(place.error());
    if (*place) return **place;
    s.taken_over = false;
    s.written.clear();
    RSMF_TRY(packer().write(s.slice, s.place, s.written));
  }
  const bool streamed = s.written.pending == SliceOutcome::Pending::streamed;
  auto place = pack.put(s.listed, *settings_.writing.attachments, s.written);
  if (!place || !streamed || settings_.writing.rejected.empty()) return place;
  auto file = pack.open(*place);
  if (!file) return std::unexpected(file.error());
  auto verified = packer().verify(std::move(*file), s.place);
  if (!verified) return std::unexpected(verified.error());
  s.written.verified = *verified;
  return place;
}

/// Of the one who adds rows.
SliceWriter& SliceQueue::packer() {
  if (!packer_) packer_ = std::make_unique<SliceWriter>(settings_.writing);
  return *packer_;
}

void SliceQueue::recycle(Slot& s) {
  s.reported.clear();
  s.record.clear();
  s.taken_over = false;
  s.written.clear();
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
