// A message object of an export: its members as they are written.
#pragma once

#include <string_view>

#include "json/json_index.hpp"
#include "sources/slack/ts.hpp"

namespace rsmf::slack {

/// Strings are raw (escapes as they stand, null where the member is absent or of another type); objects and arrays
/// are bookmarks to return to, of the value and no more, valid() where they are present. Views and bookmarks live as
/// long as the index.
struct RawMessage {
  std::string_view type, subtype, ts, user, bot_id, username, text, client_msg_id, thread_ts, inviter, deleted_ts,
      channel, source_team, team, topic, purpose, name;
  bool hidden = false, ephemeral = false;
  JsonCursor edited, user_profile, bot_profile, reactions, files, file, attachments, blocks, comment, message, previous,
      room, root, replies;

  /// Reads the object at the cursor and moves it behind; false if it is broken.
  bool read(JsonCursor& at);
  /// Has anything that a message has.
  bool plausible() const { return !ts.empty() || !text.empty() || !type.empty() || !subtype.empty(); }

 private:
  std::string_view* text_slot(std::string_view key);
  JsonCursor* bookmark_slot(std::string_view key);
};

}  // namespace rsmf::slack
