#include "generate/slack_index.hpp"

#include "generate/event_record.hpp"

namespace rsmf {

namespace {

constexpr uint64_t kCreated = 1'705'190'400;  // the day before anybody writes

void avatar(JsonWriter& json, uint32_t person) {
  json.text("image_72", "https://avatars.example.com/" + person_id(person) + "_72.png");
}

void profile(JsonWriter& json, const Persona& person, uint32_t number) {
  const std::string_view name = person.name;
  json.begin_object();
  json.text("avatar_hash", person_id(number).substr(1));
  avatar(json, number);
  json.text("first_name", name.substr(0, name.find(' ')));
  json.text("real_name", name);
  json.text("display_name", name);
  json.text("team", kSlackTeam);
  json.text("name", person.handle);
  json.boolean("is_restricted", false);
  json.boolean("is_ultra_restricted", false);
  json.end_object();
}

void user(JsonWriter& json, const Persona& person, uint32_t number) {
  json.begin_object();
  json.text("id", person_id(number));
  json.text("team_id", kSlackTeam);
  json.text("name", person.handle);
  json.boolean("deleted", false);
  json.text("real_name", person.name);
  json.text("tz", "Europe/London");
  json.begin_object("profile");
  json.text("title", "");
  json.text("real_name", person.name);
  json.text("display_name", person.name);
  json.text("email", person.email);
  avatar(json, number);
  json.text("team", kSlackTeam);
  json.end_object();
  json.boolean("is_bot", false);
  json.end_object();
}

void remark(JsonWriter& json, std::string_view key, std::string_view creator) {
  json.begin_object(key);
  json.text("value", "");
  json.text("creator", creator);
  json.number("last_set", 0);
  json.end_object();
}

void chat_entry(JsonWriter& json, const Chat& chat) {
  const std::string creator = person_id(chat.founders.front());
  json.begin_object();
  json.text("id", chat_id(chat));
  if (chat.kind != ChatKind::direct) json.text("name", chat_name(chat));
  json.number("created", kCreated);
  if (chat.kind != ChatKind::direct) {
    json.text("creator", creator);
    json.boolean("is_archived", false);
    if (chat.kind == ChatKind::channel) json.boolean("is_general", chat.number == 0);
  }
  json.begin_array("members");
  for (const uint32_t person : chat.founders) json.text(person_id(person));
  for (const MembershipChange& passage : chat.passages) {
    if (passage.leaves_at == UINT64_MAX) json.text(person_id(passage.person));
  }
  json.end_array();
  if (chat.kind != ChatKind::direct) {
    remark(json, "topic", creator);
    remark(json, "purpose", creator);
  }
  json.end_object();
}

}  // namespace

std::string slack_users(const Scenario& scenario, JsonStyle style) {
  std::string text;
  JsonWriter json(text, style);
  json.begin_array();
  for (uint32_t i = 0; i < scenario.people().size(); ++i) user(json, scenario.people()[i], i);
  json.end_array();
  return text;
}

std::string slack_chats(const Scenario& scenario, ChatKind kind, JsonStyle style) {
  std::string text;
  JsonWriter json(text, style);
  json.begin_array();
  for (uint32_t i = 0; i < scenario.chats(); ++i) {
    const Chat chat = scenario.chat(i);
    if (chat.kind == kind) chat_entry(json, chat);
  }
  json.end_array();
  return text;
}

std::vector<std::string> slack_profiles(const Scenario& scenario, JsonStyle style) {
  std::vector<std::string> profiles(scenario.people().size());
  for (uint32_t i = 0; i < profiles.size(); ++i) {
    JsonWriter json(profiles[i], style, 2);
    json.key("user_profile");
    profile(json, scenario.people()[i], i);
    profiles[i].erase(0, profiles[i].find('{'));
  }
  return profiles;
}

}  // namespace rsmf
