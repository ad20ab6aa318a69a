#include "events_file/event_lines.hpp"

#include "base/time_zone.hpp"
#include "rsmf/schema/choice_words.hpp"

namespace rsmf {
namespace {

void text_if_any(JsonWriter& json, std::string_view name, std::string_view value) {
  if (!value.empty()) json.text(name, value);
}

void time_if_any(JsonWriter& json, std::string_view name, TimeNs time) {
  char text[32];
  if (time != kNoTime) json.text(name, format_exact_timestamp(time, text));
}

/// Properties without a name or value are of no use to anyone who reads them.
bool is_complete(const Property& property) {
  return !property.name.empty() && !property.value.empty();
}

void custom_if_any(JsonWriter& json, std::span<const Property> first, std::span<const Property> second = {}) {
  bool begun = false;
  for (std::span<const Property> rows : {first, second}) {
    for (const Property& property : rows) {
      if (!is_complete(property)) continue;
      if (!begun) json.begin_array("custom");
      begun = true;
      json.begin_object().text("name", property.name).text("value", property.value).end_object();
    }
  }
  if (begun) json.end_array();
}

void put_reactions(JsonWriter& json, std::span<const Reaction> reactions, const ParticipantNames& names) {
  json.begin_array("reactions");
  for (const Reaction& reaction : reactions) {
    json.begin_object().text("value", reaction.value).number("count", reaction.count).begin_array("participants");
    for (uint32_t p : reaction.participants) json.text(names.id_of(p));
    json.end_array().end_object();
  }
  json.end_array();
}

void put_edits(JsonWriter& json, std::span<const Edit> edits, const ParticipantNames& names) {
  json.begin_array("edits");
  for (const Edit& edit : edits) {
    json.begin_object();
    if (edit.participant != kNone) json.text("participant", names.id_of(edit.participant));
    time_if_any(json, "timestamp", edit.time);
    if (edit.previous.data() != nullptr) json.text("previous", edit.previous);
    if (edit.current.data() != nullptr) json.text("new", edit.current);
    json.end_object();
  }
  json.end_array();
}

void put_receipts(JsonWriter& json, std::span<const ReadReceipt> receipts, const ParticipantNames& names) {
  json.begin_array("read_receipts");
  for (const ReadReceipt& receipt : receipts) {
    json.begin_object();
    json.text("participant", receipt.participant == kNone ? std::string_view() : names.id_of(receipt.participant));
    time_if_any(json, "timestamp", receipt.time);
    json.text("action", choice_word(receipt.action)).end_object();
  }
  json.end_array();
}

/// What a reader would put in place of an absent member is said, where it is something else.
void put_attachments(JsonWriter& json, std::span<const AttachmentLine> attachments) {
  json.begin_array("attachments");
  for (const AttachmentLine& line : attachments) {
    const Attachment& row = *line.row;
    json.begin_object();
    text_if_any(json, "path", line.path);
    json.text("display", row.display).text("id", row.unique);
    if (!row.note.empty() || line.path.empty()) json.text("note", row.note);
    if (row.stated_size != 0) json.number("size", row.stated_size);
    text_if_any(json, "entry", row.entry);
    text_if_any(json, "placeholder", line.placeholder);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void append_participant_line(const Participant& row, std::string_view avatar, std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object().text("record", "participant").text("id", row.id);
  if (row.display != row.id) text_if_any(json, "display", row.display);
  text_if_any(json, "email", row.email);
  text_if_any(json, "account_id", row.account_id);
  text_if_any(json, "avatar", avatar);
  custom_if_any(json, row.custom);
  json.end_object();
  to += '\n';
}

void append_conversation_line(const Conversation& row, std::string_view key, std::span<const std::string_view> members,
                              std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object().text("record", "conversation").text("id", row.id);
  if (key != row.id) json.text("key", key);
  if (row.display != row.id) text_if_any(json, "display", row.display);
  text_if_any(json, "platform", row.platform);
  json.text("type", choice_word(row.type));
  text_if_any(json, "custodian", row.custodian);
  text_if_any(json, "eventcollectionid", row.collection_id);
  json.text("roster", "stated").begin_array("participants");
  for (std::string_view member : members) json.text(member);
  json.end_array();
  custom_if_any(json, row.custom);
  json.end_object();
  to += '\n';
}

void append_member_line(std::string_view conversation, std::string_view participant, std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object().text("record", "membership").text("conversation", conversation).text("participant", participant);
  json.end_object();
  to += '\n';
}

void append_transition_line(std::string_view conversation, std::string_view participant, const Transition& transition,
                            std::string& to) {
  JsonWriter json(to, kExportLine);
  json.begin_object().text("record", "membership").text("conversation", conversation).text("participant", participant);
  json.text("type", transition.joined ? "join" : "leave");
  time_if_any(json, "timestamp", transition.time);
  json.end_object();
  to += '\n';
}

void append_event_line(const EventLine& event, const ParticipantNames& names, std::string& to) {
  const Event& row = *event.row;
  JsonWriter json(to, kExportLine);
  json.begin_object().text("record", "event").text("id", row.id);
  if (row.type != EventType::message) json.text("type", choice_word(row.type));
  json.text("conversation", event.conversation);
  if (row.participant != kNone) json.text("participant", names.id_of(row.participant));
  time_if_any(json, "timestamp", row.time);
  text_if_any(json, "body", row.body);
  text_if_any(json, "parent", row.parent);
  time_if_any(json, "parent_timestamp", row.parent_time);
  if (row.deleted) json.boolean("deleted", true);
  if (row.importance != Importance::unstated) json.text("importance", choice_word(row.importance));
  if (row.direction != Direction::unstated) json.text("direction", choice_word(row.direction));
  if (!row.reactions.empty()) put_reactions(json, row.reactions, names);
  if (!event.attachments.empty()) put_attachments(json, event.attachments);
  if (!row.edits.empty()) put_edits(json, row.edits, names);
  if (!row.receipts.empty()) put_receipts(json, row.receipts, names);
  custom_if_any(json, row.custom, event.more_custom);
  json.end_object();
  to += '\n';
}

}  // namespace rsmf
