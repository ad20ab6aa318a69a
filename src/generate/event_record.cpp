#include "generate/event_record.hpp"

#include "base/time_zone.hpp"
#include "json/json_writer.hpp"

namespace rsmf {

namespace {

std::string padded(uint64_t number, size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

void time_member(JsonWriter& json, std::string_view name, TimeNs time) {
  char text[32];
  json.text(name, format_timestamp(time, text));
}

void list(JsonWriter& json, std::string_view name, const std::vector<std::string>& values) {
  json.begin_array(name);
  for (const std::string& value : values) json.text(value);
  json.end_array();
}

void reactions(JsonWriter& json, const std::vector<EventRecord::Reaction>& all) {
  json.begin_array("reactions");
  for (const auto& reaction : all) {
    json.begin_object();
    json.text("value", reaction.value);
    json.number("count", reaction.count);
    list(json, "participants", reaction.participants);
    json.end_object();
  }
  json.end_array();
}

void edits(JsonWriter& json, const EventRecord& event) {
  json.begin_array("edits");
  for (const auto& edit : event.edits) {
    json.begin_object();
    json.text("participant", event.participant);
    if (edit.time != kNoTime) {
      time_member(json, "timestamp", edit.time);
      json.text("previous", edit.previous);
    }
    json.text("new", edit.current);
    json.end_object();
  }
  json.end_array();
}

void attachments(JsonWriter& json, const std::vector<std::string>& names) {
  json.begin_array("attachments");
  for (const std::string& name : names) {
    json.begin_object();
    json.text("display", name);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void append_event(const EventRecord& event, std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object();
  json.text("record", "event");
  if (!event.id.empty()) json.text("id", event.id);
  json.text("type", event.type);
  json.text("conversation", event.conversation);
  if (!event.participant.empty()) json.text("participant", event.participant);
  if (event.time != kNoTime) time_member(json, "timestamp", event.time);
  json.text("body", event.body);
  if (!event.parent.empty()) {
    json.text("parent", event.parent);
    time_member(json, "parent_timestamp", event.parent_time);
  }
  if (event.deleted) json.boolean("deleted", true);
  if (!event.reactions.empty()) reactions(json, event.reactions);
  if (!event.edits.empty()) edits(json, event);
  if (!event.attachments.empty()) attachments(json, event.attachments);
  if (!event.flaw.empty()) json.text("flaw", event.flaw);
  json.end_object();
  to += '\n';
}

void append_participant(std::string_view id, std::string_view display, std::string_view email, std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object();
  json.text("record", "participant");
  json.text("id", id);
  json.text("display", display);
  if (!email.empty()) json.text("email", email);
  json.end_object();
  to += '\n';
}

void append_conversation(std::string_view id, std::string_view display, std::string_view platform, bool direct,
                         const std::vector<std::string>& participants, std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object();
  json.text("record", "conversation");
  json.text("id", id);
  json.text("display", display);
  json.text("platform", platform);
  json.text("type", direct ? "direct" : "channel");
  list(json, "participants", participants);
  json.end_object();
  to += '\n';
}

std::string person_id(uint32_t person) {
  return "U" + padded(person + 1, 7);
}

std::string chat_id(const Chat& chat) {
  static constexpr char kLetters[] = {'C', 'G', 'D', 'G'};
  return kLetters[static_cast<size_t>(chat.kind)] + padded(chat.number + 1, 7);
}

std::string chat_name(const Chat& chat) {
  switch (chat.kind) {
    case ChatKind::channel:
      return chat.number == 0 ? "general" : "project-" + std::to_string(chat.number);
    case ChatKind::group:
      return "private-" + std::to_string(chat.number);
    case ChatKind::direct:
      return chat_id(chat);
    case ChatKind::multi:
      break;
  }
  std::string name = "mpdm";
  for (const uint32_t person : chat.founders) name += (name.size() == 4 ? "-user" : "--user") + std::to_string(person);
  return name + "-" + std::to_string(chat.number);
}

std::string chat_display(const Chat& chat, const Scenario& scenario) {
  if (chat.kind != ChatKind::direct) return chat_name(chat);
  std::string names;
  for (const uint32_t person : chat.founders) names += (names.empty() ? "" : ", ") + scenario.people()[person].name;
  return names;
}

std::string event_id(TimeNs time) {
  const auto micros = static_cast<uint64_t>(time) / 1'000;
  return std::to_string(micros / 1'000'000) + "." + padded(micros % 1'000'000, 6);
}

std::string_view reaction_name(uint32_t kind) {
  static constexpr std::string_view kNames[kReactionKinds] = {"+1",  "tada",         "eyes",  "white_check_mark",
                                                              "joy", "raised_hands", "heart", "thinking_face"};
  return kNames[kind];
}

std::string file_name(const Message& message) {
  static constexpr std::string_view kEndings[] = {".jpg", ".pdf", ".xlsx", ".png", ".docx"};
  const uint64_t number = mix(message.seed, 77);
  return "file-" + padded(number % 100'000, 5) + std::string(kEndings[(number >> 32) % std::size(kEndings)]);
}

std::string_view flaw_name(Flaw flaw) {
  static constexpr std::string_view kNames[kFlaws] = {"",
                                                      "lone_surrogate",
                                                      "invalid_utf8",
                                                      "control_character",
                                                      "missing_time",
                                                      "unknown_author",
                                                      "broken_syntax",
                                                      "truncated",
                                                      "repeated"};
  return kNames[static_cast<size_t>(flaw)];
}

void append_plain(const ChatText& text, const Scenario& scenario, std::string& to) {
  for (const ChatPart& part : text.parts) {
    if (part.kind == ChatPart::Kind::mention) {
      to += '@';
      to += scenario.people()[part.person].name;
    } else {
      to += text.of(part);
    }
  }
}

EventRecord record_of(const Message& message, const Scenario& scenario, const Chat& chat,
                      const Vocabulary& vocabulary) {
  ChatText text;
  const auto version = [&](uint32_t edit) {
    std::string plain;
    compose(message.text_seed(edit), vocabulary, chat.founders, text);
    append_plain(text, scenario, plain);
    return plain;
  };
  EventRecord event;
  event.id = event_id(message.time);
  event.conversation = chat_id(chat);
  event.participant = message.by_app ? std::string(kAppId) : person_id(message.author);
  event.time = message.time;
  event.body = version(message.edits);
  if (message.is_reply()) {
    event.parent = event_id(message.root_time);
    event.parent_time = message.root_time;
  }
  event.deleted = message.deleted_at != kNoTime;
  if (message.attachment) event.attachments.push_back(file_name(message));
  for (uint32_t i = 0; i < message.reactions; ++i) {
    const PlannedReaction& planned = message.reaction[i];
    auto& reaction = event.reactions.emplace_back();
    reaction.value = reaction_name(planned.emoji);
    reaction.count = planned.people + planned.unlisted;
    for (uint32_t k = 0; k < planned.people; ++k) reaction.participants.push_back(person_id(planned.who[k]));
  }
  for (uint32_t i = 0; i < message.edits; ++i) {
    event.edits.push_back({message.edited_at[i], version(i), version(i + 1)});
  }
  return event;
}

}  // namespace rsmf
