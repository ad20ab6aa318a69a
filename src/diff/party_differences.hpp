// People and conversations of two inputs.
#pragma once

#include <vector>

#include "diff/comparison.hpp"
#include "diff/room_numbers.hpp"
#include "model/identity_table.hpp"

namespace rsmf {

/// By id, sorted. Names, addresses, account ids and custom properties are compared.
std::vector<PartyDifference> compare_people(const IdentityTable& a, const IdentityTable& b);
/// By id, sorted. Also who was a member at the start, where the inputs say so.
/// Two that both state an event collection are compared by that too.
/// `first_a`, `first_b`: time of the first event of each conversation, by its number.
std::vector<PartyDifference> compare_conversations(const IdentityTable& a, const std::vector<TimeNs>& first_a,
                                                   const IdentityTable& b, const std::vector<TimeNs>& first_b,
                                                   const RoomNumbers& rooms);

}  // namespace rsmf
