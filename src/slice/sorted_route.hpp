// The way for events that do not come in order, or whose links need the whole conversation.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "exec/worker_pool.hpp"
#include "slice/event_sorter.hpp"
#include "slice/event_spool.hpp"
#include "slice/slicer.hpp"

namespace rsmf {

struct SortedRouteOptions {
  FileSystem* files = nullptr;
  std::string folder;                  ///< for spill files; made when needed, removed at the end
  uint64_t memory = 32 * 1024 * 1024;  ///< for all that is held, windows into spill files included
  LinkPolicy links = LinkPolicy::detach;
  SliceUnit unit = SliceUnit::day;
  TimeZone zone;
  WorkerPool* pool = nullptr;  ///< its threads help; null: none do
};

/// add() all events of a source, then feed() gives them to a slicer: conversation by conversation, in canonical order.
/// Gives the same slices as the direct way. One thread at a time calls; those of the crew help.
///
/// Memory: `memory`. Beyond it, LinkPolicy::context and anchor hold some 60 bytes for each event that is answered.
class SortedRoute final : public ParentLookup {
 public:
  explicit SortedRoute(SortedRouteOptions options);
  ~SortedRoute() override;

  /// `event` has global numbers; everything is copied.
  Result<void> add(const Event& event);
  /// One step: gives up to `events` further events to the slicer, or does about as much of what must be done before;
  /// false when all were given. No add() after the first step.
  Result<bool> feed(Slicer& slicer, size_t events);
  uint64_t spilled_bytes() const;

  /// Also the slicer's ParentLookup, while feed() runs with LinkPolicy::context.
  Result<std::optional<Event>> find(uint32_t conversation, std::string_view id, TimeNs latest, Arena& arena) override;

 private:
  enum class Stage : uint8_t { adding, noting_roots, anchoring, sorting, laying_out, giving };
  struct Link {  // a parent
    TimeNs time = kNoTime;
    uint64_t parent = 0;  // its own parent, 0 = none
    uint64_t place = UINT64_MAX;
  };
  Result<void> sort(const Event& event, TimeNs slice_time);
  TimeNs root_time(const Event& event) const;
  Result<void> prepare(size_t rows);
  Result<void> begin();
  Result<bool> note_root();
  Result<bool> anchor();
  Result<bool> lay_out();
  Result<bool> next_laid(Event& event);
  Result<bool> next(Event& event, TimeNs& slice_time);

  SortedRouteOptions options_;
  SliceClock clock_;
  std::optional<EventSorter> sorter_;  // until all is laid out
  std::unique_ptr<EventSpool> spool_;
  std::unordered_map<uint64_t, Link> links_;  // by hash of conversation and id: only of events that somebody answers
  Stage stage_ = Stage::adding;
  uint64_t spilled_ = 0;  // by a sorter that is gone
  std::string row_;
  Arena arena_, found_;
};

}  // namespace rsmf
