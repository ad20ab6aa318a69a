#include "generate/slack_index.hpp"

#include "generate/event_record.hpp"

namespace rsmf {

namespace {

constexpr uint64_t kCreated = 1'705'190'400;  // the day before anybody writes

void avatar(JsonText& json, uint32_t person) {
  json.key("image_72").string("https://avatars.example.com/" + person_id(person) + "_72.png");
}

void profile(JsonText& json, const Persona& person, uint32_t number) {
  const std::string_view name = person.name;
  json.open('{');
  json.key("avatar_hash").string(person_id(number).substr(1));
  avatar(json, number);
  json.key("first_name").string(name.substr(0, name.find(' ')));
  json.key("real_name").string(name);
  json.key("display_name").string(name);
  json.key("team").string(kSlackTeam);
  json.key("name").string(person.handle);
  json.key("is_restricted").boolean(false);
  json.key("is_ultra_restricted").boolean(false);
  json.close('}');
}

void user(JsonText& json, const Persona& person, uint32_t number) {
  json.open('{');
  json.key("id").string(person_id(number));
  json.key("team_id").string(kSlackTeam);
  json.key("name").string(person.handle);
  json.key("deleted").boolean(false);
  json.key("real_name").string(person.name);
  json.key("tz").string("Europe/London");
  json.key("profile").open('{');
  json.key("title").string("");
  json.key("real_name").string(person.name);
  json.key("display_name").string(person.name);
  json.key("email").string(person.email);
  avatar(json, number);
  json.key("team").string(kSlackTeam);
  json.close('}');
  json.key("is_bot").boolean(false);
  json.close('}');
}

void remark(JsonText& json, std::string_view key, std::string_view creator) {
  json.key(key).open('{');
  json.key("value").string("");
  json.key("creator").string(creator);
  json.key("last_set").number(0);
  json.close('}');
}

void chat_entry(JsonText& json, const Chat& chat) {
  const std::string creator = person_id(chat.founders.front());
  json.open('{');
  json.key("id").string(chat_id(chat));
  if (chat.kind != ChatKind::direct) json.key("name").string(chat_name(chat));
  json.key("created").number(kCreated);
  if (chat.kind != ChatKind::direct) {
    json.key("creator").string(creator);
    json.key("is_archived").boolean(false);
    if (chat.kind == ChatKind::channel) json.key("is_general").boolean(chat.number == 0);
  }
  json.key("members").open('[');
  for (const uint32_t person : chat.founders) json.string(person_id(person));
  for (const MembershipChange& passage : chat.passages) {
    if (passage.leaves_at == UINT64_MAX) json.string(person_id(passage.person));
  }
  json.close(']');
  if (chat.kind != ChatKind::direct) {
    remark(json, "topic", creator);
    remark(json, "purpose", creator);
  }
  json.close('}');
}

}  // namespace

std::string slack_users(const Scenario& scenario, JsonStyle style) {
  std::string text;
  JsonText json(text, style);
  json.open('[');
  for (uint32_t i = 0; i < scenario.people().size(); ++i) user(json, scenario.people()[i], i);
  json.close(']');
  return text;
}

std::string slack_chats(const Scenario& scenario, ChatKind kind, JsonStyle style) {
  std::string text;
  JsonText json(text, style);
  json.open('[');
  for (uint32_t i = 0; i < scenario.chats(); ++i) {
    const Chat chat = scenario.chat(i);
    if (chat.kind == kind) chat_entry(json, chat);
  }
  json.close(']');
  return text;
}

std::vector<std::string> slack_profiles(const Scenario& scenario, JsonStyle style) {
  std::vector<std::string> profiles(scenario.people().size());
  for (uint32_t i = 0; i < profiles.size(); ++i) {
    JsonText json(profiles[i], style, 2);
    json.key("user_profile");
    profile(json, scenario.people()[i], i);
    profiles[i].erase(0, profiles[i].find('{'));
  }
  return profiles;
}

}  // namespace rsmf
