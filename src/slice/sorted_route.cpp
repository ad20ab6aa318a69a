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

SortedRoute::SortedRoute(Settings settings)
    : settings_(std::move(settings)),
      clock_(settings_.unit, settings_.zone),
      sorter_(*settings_.files, settings_.folder + "/sort", settings_.memory, settings_.crew) {}

SortedRoute::~SortedRoute() {
  spool_.reset();
  (void)settings_.files->remove_all(settings_.folder);
}

Result<void> SortedRoute::sort_row(const Event& e, std::string_view row, TimeNs slice_time) {
  return sorter_.add({.conversation = e.conversation,
                      .file = e.origin.file,
                      .slice_time = clock_.start_of(slice_time),
                      .time = e.time,
                      .offset = e.origin.offset,
                      .sub = e.origin.sub},
                     row);
}

Result<void> SortedRoute::add(const Event& event) {
  row_.clear();
  append_event(event, row_);
  if (settings_.links == LinkPolicy::detach) return sort_row(event, row_, event.time);
  if (!event.parent.empty()) links_.try_emplace(key_of(event.conversation, event.parent));
  if (settings_.links == LinkPolicy::context) return sort_row(event, row_, event.time);
  // anchor: the slice of a reply is known only when its root has been seen
  if (!spool_) {
    RSMF_TRY(settings_.files->make_directories(settings_.folder));
    spool_ = std::make_unique<EventSpool>(*settings_.files, settings_.folder + "/unsorted");
  }
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

Result<void> SortedRoute::resolve_anchors() {
  if (!spool_) return {};
  RSMF_TRY(spool_->finish());
  std::string_view row;
  auto each = [&](auto visit) -> Result<void> {
    spool_->rewind();
    for (;;) {
      auto more = spool_->next(row);
      if (!more) return std::unexpected(more.error());
      if (!*more) return {};
      arena_.reset();
      std::string_view rest = row;
      RSMF_TRY(visit(take_event(rest, arena_)));
    }
  };
  RSMF_TRY(each([&](const Event& e) -> Result<void> {
    auto it = links_.find(key_of(e.conversation, e.id));
    if (it != links_.end() && it->second.time == kNoTime)
      it->second = {e.time, e.parent.empty() ? 0 : key_of(e.conversation, e.parent), UINT64_MAX};
    return {};
  }));
  return each([&](const Event& e) { return sort_row(e, row, root_time(e)); });
}

Result<void> SortedRoute::prepare() {
  prepared_ = true;
  if (settings_.links == LinkPolicy::anchor) RSMF_TRY(resolve_anchors());
  RSMF_TRY(sorter_.finish());
  return settings_.links == LinkPolicy::context ? lay_out() : Result<void>();
}

/// Lays the sorted rows out in a file, so that a parent can be fetched from wherever it is.
Result<void> SortedRoute::lay_out() {
  RSMF_TRY(settings_.files->make_directories(settings_.folder));
  spool_ = std::make_unique<EventSpool>(*settings_.files, settings_.folder + "/sorted");
  SortKey key;
  std::string_view row;
  for (;;) {
    auto more = sorter_.next(key, row);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    arena_.reset();
    std::string_view rest = row;
    Event e = take_event(rest, arena_);
    auto place = spool_->add(row);
    if (!place) return std::unexpected(place.error());
    auto it = links_.find(key_of(e.conversation, e.id));
    if (it != links_.end() && it->second.place == UINT64_MAX) it->second = {e.time, 0, *place};
  }
  RSMF_TRY(spool_->finish());
  spool_->rewind();
  return {};
}

Result<bool> SortedRoute::feed(Slicer& slicer, size_t events) {
  if (!prepared_) RSMF_TRY(prepare());
  const bool laid_out = settings_.links == LinkPolicy::context;
  SortKey key;
  std::string_view row;
  for (size_t i = 0; i < events; ++i) {
    auto more = laid_out ? spool_->next(row) : sorter_.next(key, row);
    if (!more || !*more) return more;
    arena_.reset();
    Event e = take_event(row, arena_);
    RSMF_TRY(slicer.add(e, laid_out ? e.time : key.slice_time));
  }
  return true;
}

Result<std::optional<Event>> SortedRoute::find(uint32_t conversation, std::string_view id, TimeNs latest,
                                               Arena& arena) {
  auto it = links_.find(key_of(conversation, id));
  if (it == links_.end() || it->second.place == UINT64_MAX) return std::nullopt;
  if (it->second.time == kNoTime || it->second.time > latest) return std::nullopt;
  RSMF_TRY(spool_->read_at(it->second.place, row_));
  std::string_view rest = row_;
  Arena rows(4096);
  Event e = take_event(rest, rows);
  if (e.conversation != conversation || e.id != id) return std::nullopt;
  return copy_event(e, arena);
}

uint64_t SortedRoute::spilled_bytes() const {
  return sorter_.spilled_bytes() + (spool_ ? spool_->bytes() : 0);
}

}  // namespace rsmf
