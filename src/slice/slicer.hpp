// From a stream of events to slices.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_table.hpp"
#include "model/identity_table.hpp"
#include "rsmf/convert.hpp"
#include "rsmf/finding.hpp"
#include "slice/membership.hpp"
#include "slice/slice.hpp"
#include "slice/slice_clock.hpp"

namespace rsmf {

/// Takes what a Slicer makes.
class SliceSink {
 public:
  virtual ~SliceSink() = default;
  /// The slice is the sink's to use until it returns.
  virtual Result<void> commit(Slice& slice) = 0;
  /// The event at `origin` went into another one.
  virtual void fold(const Origin& origin, Finding finding) = 0;
  virtual void report(Finding finding) = 0;
};

/// Finds the parents of replies, wherever in the conversation they are.
class ParentLookup {
 public:
  virtual ~ParentLookup() = default;
  /// Copies the event with that id into `arena`; null if there is none, or it has no time, or one after `latest`.
  /// Participant numbers are global.
  virtual Result<std::optional<Event>> find(uint32_t conversation, std::string_view id, TimeNs latest,
                                            Arena& arena) = 0;
};

struct SlicerOptions {
  SliceOptions options;
  TimeZone zone;
  bool ids_follow_time = true;      ///< see Survey
  ParentLookup* parents = nullptr;  ///< not null: repeat parents that lie in other slices
  bool canonical_order = false;     ///< events come as the sorted route gives them: the undated last
};

/// Holds one slice of one conversation (and its undated events) at a time, whatever the size of the export.
///
/// Events come grouped by conversation, their slices in order of time; inside a slice the order is free, as long as
/// the limits do not force a part out. An event that comes too late is refused with ErrorKind::order, and the caller
/// starts again by the sorted route.
class Slicer {
 public:
  Slicer(SlicerOptions options, IdentityTable& directory, SliceSink& sink);

  /// `event` has global numbers (see IdentityTable); everything is copied. `slice_time` is the instant that decides on
  /// the slice: the event's own time, or that of its thread's root.
  Result<void> add(const Event& event, TimeNs slice_time);
  Result<void> add(const Event& event) { return add(event, event.time); }
  Result<void> finish();

 private:
  struct Open {  // a slice being filled
    Slice slice;
    TimeNs start = kNoTime;
    bool sorted = true;
    uint64_t bytes = 0;
    TextTable<char> ids;  // only where parents are looked up
    size_t copies = 0;    // made for context
    uint32_t part = 1;
    std::optional<Event> last_emitted;  // only its time and origin are valid
    TextTable<uint64_t> last_ids;       // emitted at that very instant: id -> hash of the content
    Arena last_text{4096};              // their ids
  };
  enum class Before : uint8_t { nothing, the_same, another };  // what was emitted under an id

  Result<void> switch_conversation(uint32_t conversation);
  Result<void> put(Open& open, const Event& event);
  Result<void> add_context(Open& open, const Event& reply);
  Result<void> emit(Open& open);
  Result<void> emit_whole(Open& open);
  void drop_needless_copies(Open& open);
  void fold_duplicates(Open& open);
  size_t find_twin(const Event& event, const std::vector<Event>& events, size_t run, size_t kept);
  Before emitted_before(Open& open, const Event& event);
  void hash_last(Open& open, TimeNs last);
  void forget_last(Open& open);
  uint64_t content_hash(const Event& event);
  Finding about(const Event& event, const FindingSpec& spec) const;
  void rename(Event& event, Slice& slice, uint32_t number);

  SlicerOptions options_;
  SliceClock clock_;
  IdentityTable& directory_;
  SliceSink& sink_;
  Membership membership_;
  uint32_t conversation_ = kNone;
  std::vector<uint8_t> done_;  // by conversation
  Open current_, undated_;
  TextTable<uint32_t> seen_;  // where an id stands in the slice
  std::string content_, twin_content_;
};

/// Copies an event with everything it points to.
Event copy_event(const Event& event, Arena& arena);

std::span<const FindingSpec> slice_findings();

}  // namespace rsmf
