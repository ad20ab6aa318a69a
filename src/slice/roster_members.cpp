#include "slice/roster_members.hpp"

namespace rsmf {

std::vector<uint32_t> members_at(const Roster& roster, ConversationType type, TimeNs time) {
  std::vector<uint8_t> present(roster.people.size(), type == ConversationType::direct);
  if (type == ConversationType::channel) {
    for (uint32_t member : roster.members) present[member] = 1;
    // The first thing recorded of somebody tells what was before: who enters was out, who leaves was in.
    std::vector<uint8_t> seen(present.size(), 0);
    for (const Transition& t : roster.transitions) {
      if (!seen[t.person]) present[t.person] = !t.joined;
      seen[t.person] = 1;
    }
    for (const Transition& t : roster.transitions)
      if (t.time < time) present[t.person] = t.joined;
  }
  std::vector<uint32_t> members;
  for (uint32_t i = 0; i < present.size(); ++i)
    if (present[i]) members.push_back(i);
  return members;
}

}  // namespace rsmf
