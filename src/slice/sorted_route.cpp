#include "slice/sorted_route.hpp"

#include <functional>

#include "slice/event_codec.hpp"

namespace rsmf {
namespace {

// Never 0, which means "no parent".
uint64_t key_of(uint32_t conversation, std::string_view id) {
  uint64_t h = std::hash<std::string_view>{}(id) ^ (conversation * 0x9E3779B97F4A7C15ULL);
  return h | 1;
}

}  // namespace

SortedRoute::SortedRoute(SortedRouteOptions options)
    : options_(std::move(options)),
      clock_(options_.unit, options_.zone),
      sorter_(std::in_place, *options_.files, options_.folder + "/sort", options_.memory, options_.pool) {}

SortedRoute::~SortedRoute() {
  spool_.reset();
  (void)options_.files->remove_all(options_.folder);
}

Result<void> SortedRoute::sort(const Event& e, TimeNs slice_time) {
  auto to = sorter_->room(max_event_bytes(e));
  if (!to) return std::unexpected(to.error());
  sorter_->put({.conversation = e.conversation,
                .file = e.origin.stream,
                .slice_time = clock_.start_of(slice_time),
                .time = e.time,
                .offset = e.origin.position,
                .sub = e.origin.sub},
               size_t(write_event_rest(e, *to) - *to));
  return {};
}

Result<void> SortedRoute::add(const Event& event) {
  if (options_.links == LinkPolicy::detach) return sort(event, event.time);
  if (!event.parent.empty()) links_.try_emplace(key_of(event.conversation, event.parent));
  if (options_.links == LinkPolicy::context) return sort(event, event.time);
  // anchor: the slice of a reply is known only when its root has been seen
  if (!spool_) {
    RSMF_TRY(options_.files->make_private_directories(options_.folder));
    spool_ = std::make_unique<EventSpool>(*options_.files, options_.folder + "/unsorted");
  }
  row_.clear();
  append_event(event, row_);
  auto place = spool_->add(row_);
  return place ? Result<void>{} : std::unexpected(place.error());
}

TimeNs SortedRoute::root_time(const Event& event) const {
  TimeNs time = event.time;
  uint64_t parent = event.parent.empty() ? 0 : key_of(event.conversation, event.parent);
  for (int steps = 0; parent != 0 && steps < 1000; ++steps) {  // hostile input may answer in circles
    auto it = links_.find(parent);
    if (it == links_.end() || it->second.time == kNoTime || it->second.time > time) break;
    time = it->second.time;
    parent = it->second.parent;
  }
  return time;
}

/// What is to be done between the last add() and the first event that is given, in steps of `rows`: a run can be
/// stopped between them.
Result<void> SortedRoute::prepare(size_t rows) {
  if (stage_ == Stage::adding) return begin();
  if (stage_ == Stage::sorting) {
    RSMF_TRY(sorter_->finish());
    stage_ = options_.links == LinkPolicy::context ? Stage::laying_out : Stage::giving;
    return {};
  }
  for (size_t i = 0; i < rows; ++i) {
    auto more = stage_ == Stage::noting_roots ? note_root() : stage_ == Stage::anchoring ? anchor() : lay_out();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
  }
  return {};
}

Result<void> SortedRoute::begin() {
  stage_ = Stage::sorting;
  if (!spool_) return {};
  stage_ = Stage::noting_roots;
  RSMF_TRY(spool_->finish());
  spool_->rewind();
  return {};
}

// The next event in the order of the input; false at the end.
Result<bool> SortedRoute::next_laid(Event& event) {
  std::string_view row;
  auto more = spool_->next(row);
  if (!more || !*more) return more;
  arena_.reset();
  event = take_event(row, arena_);
  return true;
}

Result<bool> SortedRoute::note_root() {
  Event e;
  auto more = next_laid(e);
  if (!more) return more;
  if (!*more) {
    spool_->rewind();
    stage_ = Stage::anchoring;
    return false;
  }
  auto it = links_.find(key_of(e.conversation, e.id));
  if (it != links_.end() && it->second.time == kNoTime)
    it->second = {e.time, e.parent.empty() ? 0 : key_of(e.conversation, e.parent), UINT64_MAX};
  return true;
}

Result<bool> SortedRoute::anchor() {
  Event e;
  auto more = next_laid(e);
  if (!more) return more;
  if (*more) {
    RSMF_TRY(sort(e, root_time(e)));
    return true;
  }
  spilled_ += spool_->bytes();
  spool_.reset();
  links_.clear();
  stage_ = Stage::sorting;
  return false;
}

/// False at the end. The event is valid until the next call.
Result<bool> SortedRoute::next(Event& event, TimeNs& slice_time) {
  SortKey key;
  std::string_view row;
  auto more = sorter_->next(key, row);
  if (!more || !*more) return more;
  arena_.reset();
  event = Event{};
  event.time = key.time;
  event.conversation = key.conversation;
  event.origin = {key.file, key.sub, key.offset, 0};
  slice_time = key.slice_time;
  if (!take_event_rest(row, arena_, event)) return fail(ErrorKind::bug, "a sorted row is not an event");
  return true;
}

/// Lays the sorted rows out in a file, so that a parent can be fetched from wherever it is.
Result<bool> SortedRoute::lay_out() {
  if (!spool_) {
    RSMF_TRY(options_.files->make_private_directories(options_.folder));
    spool_ = std::make_unique<EventSpool>(*options_.files, options_.folder + "/sorted");
  }
  Event e;
  TimeNs slice_time = kNoTime;
  auto more = next(e, slice_time);
  if (!more) return more;
  if (!*more) {
    RSMF_TRY(spool_->finish());
    spool_->rewind();
    spilled_ += sorter_->spilled_bytes();
    sorter_.reset();
    stage_ = Stage::giving;
    return false;
  }
  row_.clear();
  append_event(e, row_);
  auto place = spool_->add(row_);
  if (!place) return std::unexpected(place.error());
  auto it = links_.find(key_of(e.conversation, e.id));
  if (it != links_.end() && it->second.place == UINT64_MAX) it->second = {e.time, 0, *place};
  return true;
}

Result<bool> SortedRoute::feed(Slicer& slicer, size_t events) {
  if (stage_ != Stage::giving) {
    RSMF_TRY(prepare(events));
    return true;
  }
  Event e;
  TimeNs slice_time = kNoTime;
  for (size_t i = 0; i < events; ++i) {
    auto more = sorter_ ? next(e, slice_time) : next_laid(e);
    if (!more || !*more) return more;
    RSMF_TRY(slicer.add(e, sorter_ ? slice_time : e.time));
  }
  return true;
}

Result<std::optional<Event>> SortedRoute::find(uint32_t conversation, std::string_view id, TimeNs latest,
                                               Arena& arena) {
  auto it = links_.find(key_of(conversation, id));
  if (it == links_.end() || it->second.place == UINT64_MAX) return std::nullopt;
  if (it->second.time == kNoTime || it->second.time > latest) return std::nullopt;
  std::string_view row;
  RSMF_TRY(spool_->read_at(it->second.place, row));
  found_.reset();
  Event e = take_event(row, found_);
  if (e.conversation != conversation || e.id != id) return std::nullopt;
  return copy_event(e, arena);
}

uint64_t SortedRoute::spilled_bytes() const {
  return spilled_ + (sorter_ ? sorter_->spilled_bytes() : 0) + (spool_ ? spool_->bytes() : 0);
}

}  // namespace rsmf
