// A Slack workspace export ("corporate", with edit and delete records), as Slack writes it.
#include <utility>

#include "base/time_zone.hpp"
#include "generate/exports.hpp"
#include "generate/slack_index.hpp"
#include "generate/slack_message.hpp"

namespace rsmf {

namespace {

constexpr size_t kSlackFlushBytes = 256 * 1024;
constexpr TimeNs kDayLength = 86'400 * kSecond;

std::string day_name(int64_t day) {
  char text[32];
  return std::string(format_timestamp(day * kDayLength, text).substr(0, 10));
}

class SlackExport {
 public:
  SlackExport(const Scenario& scenario, JsonStyle style, ExportOutput& output, ModelLog& model)
      : scenario_(scenario),
        style_(style),
        output_(output),
        model_(model),
        json_(buffer_, style),
        message_(scenario, style, json_) {}

  Result<void> write() {
    RSMF_TRY(index_files());
    for (uint32_t i = 0; i < scenario_.chats(); ++i) RSMF_TRY(chat(i));
    return {};
  }

 private:
  Result<void> member(const std::string& name, std::string_view text) {
    RSMF_TRY(output_.begin(name));
    RSMF_TRY(output_.append(text));
    return output_.end();
  }

  Result<void> index_files();
  Result<void> chat(uint32_t number);
  Result<void> turn_to(int64_t day);
  Result<void> close_day();
  Result<void> tell(const Happening& happening);
  Result<void> message(const Message& message);
  Result<void> notice(const Happening& happening);
  void edit(const Happening& happening);
  void deletion(const Happening& happening);

  const Scenario& scenario_;
  JsonStyle style_;
  ExportOutput& output_;
  ModelLog& model_;
  std::string buffer_;
  JsonWriter json_;
  SlackMessage message_;
  Chat chat_;
  std::string chat_id_, folder_;
  int64_t day_ = -1;  // of the open file; -1: none
  bool cut_ = false;  // the open file is to end in the middle of a record
};

Result<void> SlackExport::index_files() {
  RSMF_TRY(member("users.json", slack_users(scenario_, style_)));
  RSMF_TRY(member("channels.json", slack_chats(scenario_, ChatKind::channel, style_)));
  RSMF_TRY(member("groups.json", slack_chats(scenario_, ChatKind::group, style_)));
  RSMF_TRY(member("dms.json", slack_chats(scenario_, ChatKind::direct, style_)));
  RSMF_TRY(member("mpims.json", slack_chats(scenario_, ChatKind::multi, style_)));
  RSMF_TRY(member("integration_logs.json", "[]"));
  if (!model_.is_written()) return {};
  std::string lines;
  for (uint32_t i = 0; i < scenario_.people().size(); ++i) {
    append_participant(person_id(i), scenario_.people()[i].name, scenario_.people()[i].email, lines);
  }
  append_participant(kAppId, kAppName, {}, lines);
  return model_.lines(lines);
}

Result<void> SlackExport::chat(uint32_t number) {
  chat_ = scenario_.chat(number);
  chat_id_ = chat_id(chat_);
  folder_ = chat_name(chat_);
  ++model_.totals().conversations;
  if (model_.is_written()) {
    std::vector<std::string> members;
    if (!chat_.recorded_start) {
      for (const uint32_t person : chat_.founders) members.push_back(person_id(person));
    }
    const bool direct = chat_.kind == ChatKind::direct || chat_.kind == ChatKind::multi;
    std::string line;
    append_conversation(chat_id_, chat_display(chat_, scenario_), "slack", direct, members, line);
    RSMF_TRY(model_.lines(line));
  }
  Timeline timeline(scenario_, chat_);
  Happening happening;
  while (timeline.next(happening)) RSMF_TRY(tell(happening));
  return close_day();
}

Result<void> SlackExport::turn_to(int64_t day) {
  if (day == day_) return {};
  RSMF_TRY(close_day());
  RSMF_TRY(output_.begin(folder_ + "/" + day_name(day) + ".json"));
  day_ = day;
  buffer_.clear();
  json_ = JsonWriter(buffer_, style_);
  json_.begin_array();
  return {};
}

Result<void> SlackExport::close_day() {
  if (day_ < 0) return {};
  if (cut_) {
    json_.begin_object();
    json_.text("user", person_id(chat_.founders.front()));
    json_.text("type", "message");
    json_.raw("text", "\"and then the connection");
    ++model_.totals().records;
    ++model_.totals().dropped;
    cut_ = false;
  } else {
    json_.end_array();
  }
  day_ = -1;
  RSMF_TRY(output_.append(buffer_));
  return output_.end();
}

Result<void> SlackExport::tell(const Happening& happening) {
  RSMF_TRY(turn_to(happening.time / kDayLength));
  ++model_.totals().records;
  switch (happening.kind) {
    case Happening::Kind::message:
      RSMF_TRY(message(happening.message));
      break;
    case Happening::Kind::edit:
      edit(happening);
      break;
    case Happening::Kind::deletion:
      deletion(happening);
      break;
    default:
      RSMF_TRY(notice(happening));
  }
  if (buffer_.size() < kSlackFlushBytes) return {};
  RSMF_TRY(output_.append(buffer_));
  buffer_.clear();
  return {};
}

Result<void> SlackExport::message(const Message& m) {
  message_.write(m, m.edits, chat_, SlackMessage::Version::in_place);
  ModelTotals& totals = model_.totals();
  if (m.flaw == Flaw::broken_syntax) {
    ++totals.dropped;
    return {};
  }
  if (m.flaw == Flaw::repeated) {
    message_.write(m, m.edits, chat_, SlackMessage::Version::in_place);
    ++totals.records;
    ++totals.repeated;
  }
  if (m.flaw == Flaw::truncated) cut_ = true;
  const bool repaired =
      m.flaw == Flaw::lone_surrogate || m.flaw == Flaw::invalid_utf8 || m.flaw == Flaw::control_character;
  totals.repaired += repaired ? 1 : 0;
  totals.edited += m.edits > 0 ? 1 : 0;
  totals.deleted += m.deleted_at != kNoTime ? 1 : 0;
  totals.replies += m.is_reply() ? 1 : 0;
  totals.attachments += m.attachment ? 1 : 0;
  model_.count("message", m.flaw == Flaw::missing_time ? kNoTime : m.time);
  if (!model_.is_written()) return {};
  EventRecord event = record_of(m, scenario_, chat_, vocabularies().front());
  if (!m.by_app) event.participant = slack_author(m);
  if (m.flaw == Flaw::missing_time) {  // which takes its id with it
    event.time = kNoTime;
    event.id.clear();
  }
  event.flaw = flaw_name(m.flaw);
  if (repaired) event.body += m.flaw == Flaw::control_character ? " \x01" : " \uFFFD";
  return model_.event(event);
}

void SlackExport::edit(const Happening& happening) {
  ++model_.totals().folded;
  json_.begin_object();
  json_.text("type", "message");
  json_.text("subtype", "message_changed");
  json_.boolean("hidden", true);
  json_.text("channel", chat_id_);
  json_.text("ts", event_id(happening.time));
  json_.text("event_ts", event_id(happening.time));
  json_.key("message");
  message_.write(happening.message, happening.edit, chat_, SlackMessage::Version::changed);
  json_.key("previous_message");
  message_.write(happening.message, happening.edit - 1, chat_, SlackMessage::Version::previous);
  json_.end_object();
}

void SlackExport::deletion(const Happening& happening) {
  ++model_.totals().folded;
  json_.begin_object();
  json_.text("type", "message");
  json_.text("subtype", "message_deleted");
  json_.boolean("hidden", true);
  json_.text("channel", chat_id_);
  json_.text("ts", event_id(happening.time));
  json_.text("deleted_ts", event_id(happening.message.time));
  json_.text("event_ts", event_id(happening.time));
  json_.key("previous_message");
  message_.write(happening.message, 0, chat_, SlackMessage::Version::previous);
  json_.end_object();
}

Result<void> SlackExport::notice(const Happening& happening) {
  const bool open = chat_.kind == ChatKind::channel;
  std::string_view type, subtype, words;
  switch (happening.kind) {
    case Happening::Kind::join:
      type = "join";
      subtype = open ? "channel_join" : "group_join";
      words = open ? " has joined the channel" : " has joined the group";
      break;
    case Happening::Kind::leave:
      type = "leave";
      subtype = open ? "channel_leave" : "group_leave";
      words = open ? " has left the channel" : " has left the group";
      break;
    default:
      type = "disclaimer";
      subtype = open ? "channel_topic" : "group_topic";
      words = " set the channel topic: what comes next";
  }
  const std::string id = person_id(happening.person);
  json_.begin_object();
  json_.text("user", id);
  json_.text("type", "message");
  json_.text("subtype", subtype);
  json_.text("ts", event_id(happening.time));
  json_.text("text", "<@" + id + ">" + std::string(words));
  if (type == "disclaimer") json_.text("topic", "what comes next");
  json_.end_object();
  model_.count(type, happening.time);
  if (!model_.is_written()) return {};
  EventRecord event;
  event.type = type;
  event.id = event_id(happening.time);
  event.conversation = chat_id_;
  event.participant = id;
  event.time = happening.time;
  event.body = "@" + scenario_.people()[happening.person].name + std::string(words);
  return model_.event(event);
}

}  // namespace

Result<void> write_slack(const Scenario& scenario, JsonStyle style, ExportOutput& output, ModelLog& model) {
  return SlackExport(scenario, style, output, model).write();
}

}  // namespace rsmf
