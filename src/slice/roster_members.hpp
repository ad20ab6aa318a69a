// Who was a member of a conversation at a moment.
#pragma once

#include <cstdint>
#include <vector>

#include "rsmf/event.hpp"
#include "rsmf/roster.hpp"

namespace rsmf {

/// Indices into roster.people, ascending: in a direct conversation everybody; in a channel those whom the index lists
/// or whose recorded exit lies later, as the joins and leaves recorded before `time` left them.
std::vector<uint32_t> members_at(const Roster& roster, ConversationType type, TimeNs time);

}  // namespace rsmf
