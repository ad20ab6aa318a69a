// A Slack workspace export ("corporate", with edit and delete records), as Slack writes it.
#include <utility>

#include "base/time_zone.hpp"
#include "generate/exports.hpp"
#include "generate/slack_index.hpp"

namespace rsmf {

namespace {

constexpr size_t kFlushBytes = 256 * 1024;
constexpr TimeNs kDay = 86'400 * kSecond;

std::string day_name(int64_t day) {
  char text[32];
  return std::string(format_timestamp(day * kDay, text).substr(0, 10));
}

class SlackExport {
 public:
  SlackExport(const Scenario& scenario, JsonStyle style, ExportOutput& output, ModelLog& model)
      : scenario_(scenario), style_(style), output_(output), model_(model), json_(buffer_, style) {}

  Result<void> write() {
    RSMF_TRY(index_files());
    for (uint32_t i = 0; i < scenario_.chats(); ++i) RSMF_TRY(chat(i));
    return {};
  }

 private:
  enum class Version : uint8_t { in_place, changed, previous };

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
  void record(const Message& message, uint32_t edit, Version version);
  void author(const Message& message, Version version);
  void text(const Message& message);
  void thread(const Message& message);
  void reactions(const Message& message);
  void files(const Message& message);
  void blocks(const Message& message);
  void edit(const Happening& happening);
  void deletion(const Happening& happening);
  void edited(const Message& message, uint32_t edit);
  std::string author_of(const Message& m) const {
    return m.flaw == Flaw::unknown_author ? std::string(kStrangerId) : person_id(m.author);
  }

  const Scenario& scenario_;
  JsonStyle style_;
  ExportOutput& output_;
  ModelLog& model_;
  const Vocabulary& vocabulary_ = vocabularies().front();
  std::vector<std::string> profiles_;
  std::string buffer_;
  JsonText json_;
  Chat chat_;
  std::string chat_id_, folder_;
  int64_t day_ = -1;  // of the open file; -1: none
  bool cut_ = false;  // the open file is to end in the middle of a record
  ChatText body_;
};

Result<void> SlackExport::index_files() {
  profiles_ = slack_profiles(scenario_, style_);
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
  json_ = JsonText(buffer_, style_);
  json_.open('[');
  return {};
}

Result<void> SlackExport::close_day() {
  if (day_ < 0) return {};
  if (cut_) {
    json_.open('{');
    json_.key("user").string(person_id(chat_.founders.front()));
    json_.key("type").string("message");
    json_.key("text").value();
    json_.raw("\"and then the connection");
    ++model_.totals().records;
    ++model_.totals().dropped;
    cut_ = false;
  } else {
    json_.close(']');
  }
  day_ = -1;
  RSMF_TRY(output_.append(buffer_));
  return output_.end();
}

Result<void> SlackExport::tell(const Happening& happening) {
  RSMF_TRY(turn_to(happening.time / kDay));
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
  if (buffer_.size() < kFlushBytes) return {};
  RSMF_TRY(output_.append(buffer_));
  buffer_.clear();
  return {};
}

Result<void> SlackExport::message(const Message& m) {
  record(m, m.edits, Version::in_place);
  ModelTotals& totals = model_.totals();
  if (m.flaw == Flaw::broken_syntax) {
    ++totals.dropped;
    return {};
  }
  if (m.flaw == Flaw::repeated) {
    record(m, m.edits, Version::in_place);
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
  EventRecord event = record_of(m, scenario_, chat_, vocabulary_);
  if (!m.by_app) event.participant = author_of(m);
  if (m.flaw == Flaw::missing_time) {  // which takes its id with it
    event.time = kNoTime;
    event.id.clear();
  }
  event.flaw = flaw_name(m.flaw);
  if (repaired) event.body += m.flaw == Flaw::control_character ? " \x01" : " \uFFFD";
  return model_.event(event);
}

/// A message object. `edit`: with the text it had after so many edits.
void SlackExport::record(const Message& m, uint32_t edit_count, Version version) {
  const bool full = version == Version::in_place;
  compose(m.text_seed(edit_count), vocabulary_, chat_.founders, body_);
  json_.open('{');
  author(m, version);
  json_.key("type").string("message");
  if (m.flaw == Flaw::broken_syntax) json_.raw(" oops");
  if (m.flaw != Flaw::missing_time) json_.key("ts").string(event_id(m.time));
  if (!m.by_app) {
    const uint64_t high = mix(m.seed, 91), low = mix(m.seed, 92);
    static constexpr char kHex[] = "0123456789abcdef";
    char id[36];
    for (int i = 0; i < 36; ++i) {
      const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
      id[i] = dash ? '-' : i == 14 ? '4' : kHex[((i < 18 ? high : low) >> (4 * (i % 16))) & 15];
    }
    json_.key("client_msg_id").string({id, sizeof id});
  }
  json_.key("text");
  text(m);
  json_.key("team").string(kSlackTeam);
  if (full && !m.by_app) {
    json_.key("user_team").string(kSlackTeam);
    json_.key("source_team").string(kSlackTeam);
    if (m.flaw != Flaw::unknown_author) {
      json_.key("user_profile").value();
      json_.raw(profiles_[m.author]);
    }
  }
  if (edit_count > 0) edited(m, edit_count);
  thread(m);
  if (full) reactions(m);
  if (full && m.attachment) files(m);
  if (full && !m.by_app && m.flaw == Flaw::none) blocks(m);
  json_.close('}');
}

void SlackExport::author(const Message& m, Version version) {
  if (!m.by_app) {
    json_.key("user").string(author_of(m));
    return;
  }
  if (version == Version::in_place) json_.key("subtype").string("bot_message");
  json_.key("bot_id").string(kAppId);
  json_.key("username").string(kAppName);
}

/// mrkdwn: tokens for mentions and links; of all characters only & < > are escaped.
void SlackExport::text(const Message& m) {
  json_.begin_string();
  for (const ChatPart& part : body_.parts) {
    if (part.kind == ChatPart::Kind::mention) {
      json_.part("<@");
      json_.part(person_id(part.person));
      json_.part(">");
    } else if (part.kind == ChatPart::Kind::link) {
      json_.part("<");
      json_.part(body_.of(part));
      json_.part(">");
    } else {
      std::string_view rest = body_.of(part);
      for (size_t at; (at = rest.find_first_of("&<>")) != std::string_view::npos; rest.remove_prefix(at + 1)) {
        json_.part(rest.substr(0, at));
        json_.raw(rest[at] == '&' ? "&amp;" : rest[at] == '<' ? "&lt;" : "&gt;");
      }
      json_.part(rest);
    }
  }
  if (m.flaw == Flaw::lone_surrogate) json_.raw(" \\ud83d");
  if (m.flaw == Flaw::invalid_utf8) json_.raw(" \xff");
  if (m.flaw == Flaw::control_character) json_.raw(" \x01");
  json_.end_string();
}

void SlackExport::edited(const Message& m, uint32_t edit_count) {
  json_.key("edited").open('{');
  json_.key("user").string(person_id(m.author));
  json_.key("ts").string(event_id(m.edited_at[edit_count - 1]));
  json_.close('}');
}

void SlackExport::thread(const Message& m) {
  if (m.is_reply()) {
    json_.key("thread_ts").string(event_id(m.root_time));
    json_.key("parent_user_id").string(person_id(m.root_author));
  }
  if (m.replies == 0) return;
  json_.key("thread_ts").string(event_id(m.time));
  json_.key("reply_count").number(m.replies);
  json_.key("reply_users_count").number(m.replies);
  json_.key("latest_reply").string(event_id(m.reply[m.replies - 1U].time));
  json_.key("replies").open('[');
  for (uint32_t i = 0; i < m.replies; ++i) {
    json_.open('{');
    json_.key("user").string(person_id(m.reply[i].author));
    json_.key("ts").string(event_id(m.reply[i].time));
    json_.close('}');
  }
  json_.close(']');
  json_.key("is_locked").boolean(false);
  json_.key("subscribed").boolean(false);
}

void SlackExport::reactions(const Message& m) {
  if (m.reactions == 0) return;
  json_.key("reactions").open('[');
  for (uint32_t i = 0; i < m.reactions; ++i) {
    const PlannedReaction& reaction = m.reaction[i];
    json_.open('{');
    json_.key("name").string(reaction_name(reaction.emoji));
    json_.key("users").open('[');
    for (uint32_t k = 0; k < reaction.people; ++k) json_.string(person_id(reaction.who[k]));
    json_.close(']');
    json_.key("count").number(reaction.people + uint64_t{reaction.unlisted});
    json_.close('}');
  }
  json_.close(']');
}

void SlackExport::files(const Message& m) {
  const std::string name = file_name(m);
  const std::string id = "F" + std::to_string(mix(m.seed, 78) % 10'000'000'000);
  const std::string url = "https://files.example.com/files-pri/" + std::string(kSlackTeam) + "-" + id + "/" + name;
  json_.key("files").open('[');
  json_.open('{');
  json_.key("id").string(id);
  json_.key("created").number(static_cast<uint64_t>(m.time / kSecond));
  json_.key("timestamp").number(static_cast<uint64_t>(m.time / kSecond));
  json_.key("name").string(name);
  json_.key("title").string(name);
  json_.key("mimetype").string("application/octet-stream");
  json_.key("filetype").string(std::string_view(name).substr(name.rfind('.') + 1));
  json_.key("user").string(author_of(m));
  json_.key("mode").string("hosted");
  json_.key("is_external").boolean(false);
  json_.key("size").number(1'000 + mix(m.seed, 79) % 1'000'000);
  json_.key("url_private").string(url + "?t=xoxe-not-a-real-token");
  json_.key("url_private_download").string(url + "?t=xoxe-not-a-real-token");
  json_.close('}');
  json_.close(']');
  json_.key("upload").boolean(false);
}

void SlackExport::blocks(const Message& m) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
  std::string id;
  for (uint32_t i = 0; i < 5; ++i) id += kLetters[(m.seed >> (5 * i)) & 31];
  json_.key("blocks").open('[');
  json_.open('{');
  json_.key("type").string("rich_text");
  json_.key("block_id").string(id);
  json_.key("elements").open('[');
  json_.open('{');
  json_.key("type").string("rich_text_section");
  json_.key("elements").open('[');
  for (const ChatPart& part : body_.parts) {
    json_.open('{');
    switch (part.kind) {
      case ChatPart::Kind::words:
        json_.key("type").string("text");
        json_.key("text").string(body_.of(part));
        break;
      case ChatPart::Kind::mention:
        json_.key("type").string("user");
        json_.key("user_id").string(person_id(part.person));
        break;
      case ChatPart::Kind::link:
        json_.key("type").string("link");
        json_.key("url").string(body_.of(part));
        break;
    }
    json_.close('}');
  }
  json_.close(']');
  json_.close('}');
  json_.close(']');
  json_.close('}');
  json_.close(']');
}

void SlackExport::edit(const Happening& happening) {
  ++model_.totals().folded;
  json_.open('{');
  json_.key("type").string("message");
  json_.key("subtype").string("message_changed");
  json_.key("hidden").boolean(true);
  json_.key("channel").string(chat_id_);
  json_.key("ts").string(event_id(happening.time));
  json_.key("event_ts").string(event_id(happening.time));
  json_.key("message");
  record(happening.message, happening.edit, Version::changed);
  json_.key("previous_message");
  record(happening.message, happening.edit - 1, Version::previous);
  json_.close('}');
}

void SlackExport::deletion(const Happening& happening) {
  ++model_.totals().folded;
  json_.open('{');
  json_.key("type").string("message");
  json_.key("subtype").string("message_deleted");
  json_.key("hidden").boolean(true);
  json_.key("channel").string(chat_id_);
  json_.key("ts").string(event_id(happening.time));
  json_.key("deleted_ts").string(event_id(happening.message.time));
  json_.key("event_ts").string(event_id(happening.time));
  json_.key("previous_message");
  record(happening.message, 0, Version::previous);
  json_.close('}');
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
  json_.open('{');
  json_.key("user").string(id);
  json_.key("type").string("message");
  json_.key("subtype").string(subtype);
  json_.key("ts").string(event_id(happening.time));
  json_.key("text").string("<@" + id + ">" + std::string(words));
  if (type == "disclaimer") json_.key("topic").string("what comes next");
  json_.close('}');
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
