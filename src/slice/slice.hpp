// A slice: the events that make up one .rsmf file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/arena.hpp"
#include "model/identity_records.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// Owns its bytes: can be encoded by any thread, long after the batches it came from are gone.
/// Participants in its events are indices into `people`; Event::conversation is not used.
struct Slice {
  const ConversationRecord* channel = nullptr;
  std::string label;          ///< "2024-03-01", "2024-03-01T13", "2024-W09", "2024-03", "all", "undated"
  uint32_t part = 1;          ///< 1, 2, ... when the limits split it
  std::vector<Event> events;  ///< canonical order: (time, origin)
  /// Everybody the manifest must list, sorted by id: members at the start, and all who are named by an event.
  std::vector<const ParticipantRecord*> people;
  /// Indices into `people`, ascending: who was a member at the first event.
  std::vector<uint32_t> members;
  uint64_t attachment_bytes = 0;  ///< stated sizes of attachments, for the limits
  Arena arena{256 * 1024};

  /// Events that are not copies made for context.
  size_t own_events() const;
  void clear();
};

}  // namespace rsmf
