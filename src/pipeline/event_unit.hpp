// What passes through read, decode and merge: a piece of the input and what became of it.
#pragma once

#include <memory>
#include <vector>

#include "model/event_batch.hpp"
#include "rsmf/event.hpp"
#include "sources/source.hpp"

namespace rsmf {

/// Reused from piece to piece. Views of `events` point into `batch` and `work`, and are valid until it is reused.
struct EventUnit {
  std::unique_ptr<WorkUnit> work;  ///< as the source cut it; null before the first piece
  bool has_records = false;        ///< false: only findings, which the source had at its end
  EventBatch batch;                ///< what the decoder made of it: numbers are the batch's own
  std::vector<Event> events;       ///< what passed the filter, with the numbers of the IdentityTable
};

}  // namespace rsmf
