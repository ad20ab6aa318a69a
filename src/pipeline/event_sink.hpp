// Where the merged events of a source go.
#pragma once

#include "model/identity_table.hpp"
#include "pipeline/event_unit.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// What a sink may want to know before the first event. All of it outlives the sink's use.
struct EventSourceFacts {
  std::string_view path;    ///< of the input, as the user named it
  std::string_view format;  ///< id
  const std::vector<SourceStream>& streams;
  const Survey& survey;
  IdentityTable& identities;  ///< the events' numbers mean its rows; grows while events come
};

/// Takes the events of one source, in the order of the input, with people and conversations numbered for the run. Calls
/// come one at a time, but perhaps from different threads. An error ends the source.
class EventSink {
 public:
  virtual ~EventSink() = default;
  /// Once, before the first unit.
  virtual Result<void> begin(const EventSourceFacts& facts) = 0;
  /// The events of the next piece of the input: `unit.events`. They are valid until it returns, unless the sink swaps
  /// the unit for a used one of its own. `worker`: number of the calling thread in the pool.
  virtual Result<void> take(EventUnit& unit, size_t worker) = 0;
  /// Called after the last unit until it returns false; each call does a bounded piece of what is left to do. Not
  /// called if the source failed.
  virtual Result<bool> finish(size_t worker) = 0;
  /// What finish() does, for progress lines and statistics: "sort", "finish".
  virtual std::string_view finishing() const { return "finish"; }
};

}  // namespace rsmf
