#include "sources/slack/subtypes.hpp"

#include <algorithm>
#include <iterator>

namespace rsmf::slack {
namespace {

// Sorted by name.
constexpr Subtype kSubtypes[] = {
    {"assistant_app_thread", Meaning::notice},
    {"bot_add", Meaning::notice},
    {"bot_disable", Meaning::notice},
    {"bot_enable", Meaning::notice},
    {"bot_message", Meaning::message},
    {"bot_remove", Meaning::notice},
    {"channel_archive", Meaning::notice},
    {"channel_convert_to_private", Meaning::notice},
    {"channel_convert_to_public", Meaning::notice},
    {"channel_join", Meaning::join},
    {"channel_leave", Meaning::leave},
    {"channel_name", Meaning::notice},
    {"channel_posting_permissions", Meaning::notice},
    {"channel_purpose", Meaning::notice},
    {"channel_topic", Meaning::notice},
    {"channel_unarchive", Meaning::notice},
    {"document_mention", Meaning::message},
    {"ekm_access_denied", Meaning::notice},
    {"file_comment", Meaning::comment},
    {"file_mention", Meaning::message},
    {"file_share", Meaning::message},
    {"group_archive", Meaning::notice},
    {"group_join", Meaning::join},
    {"group_leave", Meaning::leave},
    {"group_name", Meaning::notice},
    {"group_purpose", Meaning::notice},
    {"group_topic", Meaning::notice},
    {"group_unarchive", Meaning::notice},
    {"huddle_thread", Meaning::notice},
    {"me_message", Meaning::action},
    {"message_changed", Meaning::change},
    {"message_deleted", Meaning::deletion},
    {"mpim_join", Meaning::join},
    {"mpim_leave", Meaning::leave},
    {"pinned_item", Meaning::notice},
    {"reminder_add", Meaning::notice},
    {"reply_broadcast", Meaning::message},
    {"sh_room_created", Meaning::notice},
    {"slackbot_response", Meaning::message},
    {"thread_broadcast", Meaning::message},
    {"tombstone", Meaning::tombstone},
    {"unpinned_item", Meaning::notice},
};
static_assert(std::is_sorted(std::begin(kSubtypes), std::end(kSubtypes),
                             [](const Subtype& a, const Subtype& b) { return a.name < b.name; }));

}  // namespace

Meaning meaning_of(std::string_view subtype) {
  if (subtype.empty()) return Meaning::message;
  const auto* at = std::lower_bound(std::begin(kSubtypes), std::end(kSubtypes), subtype,
                                    [](const Subtype& a, std::string_view name) { return a.name < name; });
  return at != std::end(kSubtypes) && at->name == subtype ? at->meaning : Meaning::unknown;
}

}  // namespace rsmf::slack
