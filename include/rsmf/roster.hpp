// Who was a member of a conversation, and when.
#pragma once

#include <vector>

#include "rsmf/event.hpp"

namespace rsmf {

/// A recorded entry into, or exit from, a conversation.
struct Transition {
  TimeNs time = kNoTime;
  uint32_t person = kNone;  ///< index into Roster::people
  bool joined = true;       ///< false: left
};

/// What a source knows of a conversation's membership before its events are read. Immutable once handed out.
struct Roster {
  std::vector<Participant> people;      ///< everybody named in here
  std::vector<uint32_t> members;        ///< indices of those whom an index of the export lists as members
  std::vector<Transition> transitions;  ///< in time order
};

}  // namespace rsmf
