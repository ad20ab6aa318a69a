// Which conversation of one input is which of another.
#pragma once

#include <cstdint>
#include <vector>

#include "model/identity_table.hpp"

namespace rsmf {

/// Numbers that are the same for the same conversation: in order of first appearance, first those of `a`.
struct RoomNumbers {
  std::vector<uint32_t> a, b;  ///< by the numbers of each directory
};

/// By id; where an input has several of one id, also by the event collection that they state.
RoomNumbers match_rooms(const IdentityTable& a, const IdentityTable& b);

}  // namespace rsmf
