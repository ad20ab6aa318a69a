// A slice: the events that make up one .rsmf file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/arena.hpp"
#include "base/fingerprint.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// A participant with memory of its own. Its address and content never change once others can see it.
struct ParticipantRecord {
  explicit ParticipantRecord(const Participant& from);
  ParticipantRecord(const ParticipantRecord&) = delete;
  Participant row;    ///< views into `arena`; display is never empty
  Fingerprint print;  ///< of all of the row

 private:
  Arena arena_{512};
};

/// A conversation with memory of its own. Immutable like ParticipantRecord.
struct ConversationRecord {
  explicit ConversationRecord(const Conversation& from, uint32_t number);
  ConversationRecord(const ConversationRecord&) = delete;
  Conversation row;           ///< views into `arena`; display is never empty
  uint32_t number;            ///< in order of first appearance in the source
  std::string collection_id;  ///< the same for all slices of the conversation, in every run
  std::string digest;         ///< of platform and id: the collection id where the export states none

 private:
  Arena arena_{512};
};

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
