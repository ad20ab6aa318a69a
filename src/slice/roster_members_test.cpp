#include "slice/roster_members.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

/// 0 is listed; 1 joins at 10; 2 leaves at 20; 3 leaves at 5 and comes back at 30.
Roster roster() {
  Roster r;
  for (const char* id : {"0", "1", "2", "3"}) r.people.push_back({.id = id});
  r.members = {0, 1};
  r.transitions = {{5, 3, false}, {10, 1, true}, {20, 2, false}, {30, 3, true}};
  return r;
}

TEST(RosterMembers, AsJoinsAndLeavesLeftThem) {
  using Who = std::vector<uint32_t>;
  const Roster r = roster();
  EXPECT_EQ(members_at(r, ConversationType::channel, 0), (Who{0, 2, 3}));
  EXPECT_EQ(members_at(r, ConversationType::channel, 10), (Who{0, 2}));
  EXPECT_EQ(members_at(r, ConversationType::channel, 11), (Who{0, 1, 2}));
  EXPECT_EQ(members_at(r, ConversationType::channel, kNoTime), (Who{0, 1, 3}));
  EXPECT_EQ(members_at(r, ConversationType::direct, 0), (Who{0, 1, 2, 3}));
}

}  // namespace
}  // namespace rsmf
