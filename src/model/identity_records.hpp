// The people and conversations of a source, each with memory of its own.
#pragma once

#include <cstdint>
#include <string>

#include "base/arena.hpp"
#include "base/fingerprint.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// A participant with memory of its own. Immutable, at a fixed address, once other threads can see it.
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

}  // namespace rsmf
