#include "sources/slack/workspace.hpp"

#include <algorithm>

#include "json/json_unescape.hpp"

namespace rsmf::slack {
namespace {

bool looks_like_address(std::string_view text) {
  size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
         text.find_first_of(" \t\r\n<>,;") == text.npos;
}

struct RawUser {
  std::string_view id, team, bot_id, title, email;
  ProfileNames names;
  bool deleted = false, is_bot = false;

  bool read(JsonCursor at) {
    std::string_view key;
    if (!at.begin_object()) return false;
    while (at.next_member(key)) {
      if (key == "id") {
        id = at.string();
      } else if (key == "team_id") {
        team = at.string();
      } else if (key == "name") {
        names.name = at.string();
      } else if (key == "real_name") {
        names.real_name = at.string();
      } else if (key == "deleted") {
        deleted = at.truth();
      } else if (key == "is_bot") {
        is_bot = at.truth();
      } else if (key == "profile" && at.peek() == '{') {
        read_profile(at);
      } else {
        at.skip();
      }
    }
    return !at.failed() && !id.empty();
  }

  void read_profile(JsonCursor& at) {
    std::string_view key;
    at.begin_object();
    while (at.next_member(key)) {
      if (key == "display_name") {
        names.display_name = at.string();
      } else if (key == "real_name") {
        names.profile_real_name = at.string();
      } else if (key == "email") {
        email = at.string();
      } else if (key == "title") {
        title = at.string();
      } else if (key == "team" && team.empty()) {
        team = at.string();
      } else if (key == "bot_id") {
        bot_id = at.string();
      } else {
        at.skip();
      }
    }
  }
};

std::string_view value_member(JsonCursor& at) {
  std::string_view key, value;
  if (!at.begin_object()) {
    at.skip();
    return {};
  }
  while (at.next_member(key)) {
    if (key == "value") {
      value = at.string();
    } else {
      at.skip();
    }
  }
  return value;
}

struct RawConversation {
  std::string_view id, name, creator, topic, purpose;
  std::vector<std::string_view> members;
  bool archived = false;

  bool read(JsonCursor at) {
    std::string_view key;
    if (!at.begin_object()) return false;
    while (at.next_member(key)) {
      if (key == "id") {
        id = at.string();
      } else if (key == "name") {
        name = at.string();
      } else if (key == "creator") {
        creator = at.string();
      } else if (key == "is_archived") {
        archived = at.truth();
      } else if (key == "topic") {
        topic = value_member(at);
      } else if (key == "purpose") {
        purpose = value_member(at);
      } else if (key == "members" && at.begin_array()) {
        while (at.next_element())
          if (auto member = at.string(); !member.empty()) members.push_back(member);
      } else {
        at.skip();
      }
    }
    return !at.failed() && !id.empty();
  }
};

}  // namespace

std::string_view ProfileNames::best() const {
  for (auto candidate : {display_name, profile_real_name, real_name, name})
    if (!candidate.empty()) return candidate;
  return {};
}

std::string_view Workspace::text(std::string_view raw) {
  JsonTextFaults faults;
  return arena_.copy(json_text(raw, arena_, faults));
}

bool Workspace::add_user(JsonCursor at) {
  RawUser user;
  if (!user.read(at)) return false;
  if (person_by_id_.contains(user.id)) return true;
  std::vector<Property> custom;
  auto add = [&](std::string_view name, std::string_view raw) {
    if (!raw.empty()) custom.push_back({name, text(raw)});
  };
  add("Title", user.title);
  add("Team", user.team);
  add("User name", user.names.name);
  if (user.names.best() != user.names.real_name) add("Real name", user.names.real_name);
  if (user.deleted) custom.push_back({"Deleted", "yes"});
  if (user.is_bot) custom.push_back({"Bot", "yes"});
  Participant row;
  row.id = row.account_id = text(user.id);
  row.display = text(user.names.best());
  row.email = text(user.email);
  if (!looks_like_address(row.email)) row.email = {};
  row.custom = arena_.copy(std::span<const Property>(custom));
  Participant& kept = people_.emplace_back(row);
  person_by_id_.emplace(row.id, &kept);
  if (!user.bot_id.empty()) person_by_id_.emplace(text(user.bot_id), &kept);
  return true;
}

bool Workspace::add_conversation(JsonCursor at, Kind kind) {
  RawConversation raw;
  if (!raw.read(at)) return false;
  if (by_id_.contains(raw.id)) return true;
  IndexedConversation entry;
  entry.row.id = text(raw.id);
  entry.row.platform = "slack";
  entry.row.type =
      kind == Kind::direct || kind == Kind::group_direct ? ConversationType::direct : ConversationType::channel;
  entry.name = text(raw.name);
  std::sort(raw.members.begin(), raw.members.end());
  raw.members.erase(std::unique(raw.members.begin(), raw.members.end()), raw.members.end());
  for (auto member : raw.members) entry.members.push_back(text(member));
  std::vector<Property> custom;
  auto add = [&](std::string_view name, std::string_view raw_value) {
    if (!raw_value.empty()) custom.push_back({name, text(raw_value)});
  };
  add("Topic", raw.topic);
  add("Purpose", raw.purpose);
  add("Creator", raw.creator);
  constexpr std::string_view kKinds[] = {"public channel", "private channel", "direct message", "group direct message"};
  custom.push_back({"Kind", kKinds[size_t(kind)]});
  if (raw.archived) custom.push_back({"Archived", "yes"});
  entry.row.custom = arena_.copy(std::span<const Property>(custom));
  entry.row.display = entry.name;
  if (kind == Kind::direct) name_directs(entry);
  IndexedConversation& kept = conversations_.emplace_back(std::move(entry));
  by_id_.emplace(kept.row.id, &kept);
  if (!kept.name.empty()) by_name_.emplace(kept.name, &kept);
  return true;
}

// A direct message has no name of its own: its people are its name.
void Workspace::name_directs(IndexedConversation& entry) {
  std::string name;
  for (auto member : entry.members) {
    const Participant* p = person(member);
    if (!name.empty()) name += ", ";
    name += p && !p->display.empty() ? p->display : member;
  }
  entry.row.display = arena_.copy(name);
}

void Workspace::set_avatar(std::string_view user, std::string_view key) {
  auto it = person_by_id_.find(user);
  if (it != person_by_id_.end() && it->second->avatar.empty()) it->second->avatar = arena_.copy(key);
}

const Participant* Workspace::person(std::string_view id) const {
  auto it = person_by_id_.find(id);
  return it == person_by_id_.end() ? nullptr : it->second;
}

const IndexedConversation* Workspace::conversation_by_id(std::string_view id) const {
  auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : it->second;
}

const IndexedConversation* Workspace::conversation_by_name(std::string_view name) const {
  auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second;
}

Conversation unindexed_conversation(std::string_view id) {
  Conversation row;
  row.id = row.display = id;
  row.platform = "slack";
  bool is_id = id.size() >= 9 && std::all_of(id.begin(), id.end(),
                                             [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  bool direct = (is_id && id[0] == 'D') || id.starts_with("mpdm-");
  row.type = direct ? ConversationType::direct : ConversationType::channel;
  return row;
}

}  // namespace rsmf::slack
