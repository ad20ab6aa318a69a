// The files of a Slack export that are not messages.
#pragma once

#include <string>
#include <vector>

#include "generate/scenario.hpp"
#include "json/json_writer.hpp"

namespace rsmf {

inline constexpr std::string_view kSlackTeam = "T0000001";

std::string slack_users(const Scenario& scenario, JsonStyle style);
/// channels.json, groups.json, dms.json or mpims.json.
std::string slack_chats(const Scenario& scenario, ChatKind kind, JsonStyle style);
/// The value of `user_profile` for each person, to stand at the depth of a message's members.
std::vector<std::string> slack_profiles(const Scenario& scenario, JsonStyle style);

}  // namespace rsmf
