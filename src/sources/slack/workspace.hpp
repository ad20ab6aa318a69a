// Who and what a workspace consists of, as its index files say.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.hpp"
#include "json/json_index.hpp"
#include "rsmf/event.hpp"

namespace rsmf::slack {

/// A channel, private channel, group message or direct message of the index.
struct IndexedConversation {
  Conversation row;                       ///< without roster
  std::string_view name;                  ///< empty for direct messages
  std::vector<std::string_view> members;  ///< ids, each once
};

/// Immutable once the survey is over; read by all decoders.
class Workspace {
 public:
  enum class Kind : uint8_t { channel, group, direct, group_direct };

  /// Take an entry of an index file; false if it has no id. Text is copied.
  bool add_user(JsonCursor at);
  bool add_conversation(JsonCursor at, Kind kind);
  /// Bytes of a profile picture, if the export holds them: the key for the attachment store.
  void set_avatar(std::string_view user, std::string_view key);

  bool knows_users() const { return !people_.empty(); }
  const std::deque<Participant>& people() const { return people_; }
  /// Null if there is no such person. `id` may be a user's or, where an index names it, a bot's.
  const Participant* person(std::string_view id) const;
  const std::deque<IndexedConversation>& conversations() const { return conversations_; }
  const IndexedConversation* conversation_by_id(std::string_view id) const;
  const IndexedConversation* conversation_by_name(std::string_view name) const;
  Arena& arena() { return arena_; }

 private:
  std::string_view text(std::string_view raw);
  void name_directs(IndexedConversation& entry);

  Arena arena_{64 * 1024};
  std::deque<Participant> people_;
  std::deque<IndexedConversation> conversations_;
  std::unordered_map<std::string_view, Participant*> person_by_id_;
  std::unordered_map<std::string_view, IndexedConversation*> by_id_, by_name_;
};

/// A conversation's row where only an id or a folder's name is known.
Conversation unindexed_conversation(std::string_view id);

/// The name to show, by Slack's rule; empty if a profile has none.
struct ProfileNames {
  std::string_view display_name, profile_real_name, real_name, name;
  std::string_view best() const;
};

}  // namespace rsmf::slack
