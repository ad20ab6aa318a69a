// What passes through read, decode and merge: a piece of the input and what became of it.
#pragma once

#include <vector>

#include "model/event_batch.hpp"
#include "rsmf/event.hpp"
#include "sources/source.hpp"

namespace rsmf {

/// Reused from piece to piece. Views of `events` point into `batch` and `frame`, and are valid until it is reused.
struct EventUnit {
  Frame frame;                ///< as the source cut it
  bool has_records = false;   ///< false: only findings, which the source had at its end
  EventBatch batch;           ///< what the decoder made of it: numbers are the batch's own
  std::vector<Event> events;  ///< what passed the filter, with the numbers of the IdentityTable

  /// Ready for the next piece. A frame that was very large gives its memory back.
  void clear() {
    constexpr size_t kKeptFrame = 8 * 1024 * 1024;
    frame.context.reset();
    frame.findings.clear();
    if (frame.bytes.capacity() > kKeptFrame) frame.bytes = {};
    events.clear();
  }
};

}  // namespace rsmf
