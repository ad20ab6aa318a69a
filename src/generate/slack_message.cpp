#include "generate/slack_message.hpp"

#include "generate/slack_index.hpp"

namespace rsmf {

SlackMessage::SlackMessage(const Scenario& scenario, JsonStyle style, JsonWriter& json)
    : json_(json), profiles_(slack_profiles(scenario, style)) {}

std::string slack_author(const Message& m) {
  return m.flaw == Flaw::unknown_author ? std::string(kStrangerId) : person_id(m.author);
}

void SlackMessage::write(const Message& m, uint32_t edit_count, const Chat& chat, Version version) {
  const bool full = version == Version::in_place;
  compose(m.text_seed(edit_count), vocabularies().front(), chat.founders, body_);
  json_.begin_object();
  author(m, version);
  json_.text("type", "message");
  if (m.flaw == Flaw::broken_syntax) json_.bytes(" oops");
  if (m.flaw != Flaw::missing_time) json_.text("ts", event_id(m.time));
  if (!m.by_app) client_id(m);
  json_.key("text");
  text(m);
  json_.text("team", kSlackTeam);
  if (full && !m.by_app) {
    json_.text("user_team", kSlackTeam);
    json_.text("source_team", kSlackTeam);
    if (m.flaw != Flaw::unknown_author) {
      json_.raw("user_profile", profiles_[m.author]);
    }
  }
  if (edit_count > 0) edited(m, edit_count);
  thread(m);
  if (full) reactions(m);
  if (full && m.attachment) files(m);
  if (full && !m.by_app && m.flaw == Flaw::none) blocks(m);
  json_.end_object();
}

void SlackMessage::client_id(const Message& m) {
  const uint64_t high = mix(m.seed, 91), low = mix(m.seed, 92);
  static constexpr char kHex[] = "0123456789abcdef";
  char id[36];
  for (int i = 0; i < 36; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    id[i] = dash ? '-' : i == 14 ? '4' : kHex[((i < 18 ? high : low) >> (4 * (i % 16))) & 15];
  }
  json_.text("client_msg_id", {id, sizeof id});
}

void SlackMessage::author(const Message& m, Version version) {
  if (!m.by_app) {
    json_.text("user", slack_author(m));
    return;
  }
  if (version == Version::in_place) json_.text("subtype", "bot_message");
  json_.text("bot_id", kAppId);
  json_.text("username", kAppName);
}

/// mrkdwn: tokens for mentions and links; of all characters only & < > are escaped.
void SlackMessage::text(const Message& m) {
  json_.begin_text();
  for (const ChatPart& part : body_.parts) {
    if (part.kind == ChatPart::Kind::mention) {
      json_.text_piece("<@");
      json_.text_piece(person_id(part.person));
      json_.text_piece(">");
    } else if (part.kind == ChatPart::Kind::link) {
      json_.text_piece("<");
      json_.text_piece(body_.of(part));
      json_.text_piece(">");
    } else {
      std::string_view rest = body_.of(part);
      for (size_t at; (at = rest.find_first_of("&<>")) != std::string_view::npos; rest.remove_prefix(at + 1)) {
        json_.text_piece(rest.substr(0, at));
        json_.bytes(rest[at] == '&' ? "&amp;" : rest[at] == '<' ? "&lt;" : "&gt;");
      }
      json_.text_piece(rest);
    }
  }
  if (m.flaw == Flaw::lone_surrogate) json_.bytes(" \\ud83d");
  if (m.flaw == Flaw::invalid_utf8) json_.bytes(" \xff");
  if (m.flaw == Flaw::control_character) json_.bytes(" \x01");
  json_.end_text();
}

void SlackMessage::edited(const Message& m, uint32_t edit_count) {
  json_.begin_object("edited");
  json_.text("user", person_id(m.author));
  json_.text("ts", event_id(m.edited_at[edit_count - 1]));
  json_.end_object();
}

void SlackMessage::thread(const Message& m) {
  if (m.is_reply()) {
    json_.text("thread_ts", event_id(m.root_time));
    json_.text("parent_user_id", person_id(m.root_author));
  }
  if (m.replies == 0) return;
  json_.text("thread_ts", event_id(m.time));
  json_.number("reply_count", m.replies);
  json_.number("reply_users_count", m.replies);
  json_.text("latest_reply", event_id(m.reply[m.replies - 1U].time));
  json_.begin_array("replies");
  for (uint32_t i = 0; i < m.replies; ++i) {
    json_.begin_object();
    json_.text("user", person_id(m.reply[i].author));
    json_.text("ts", event_id(m.reply[i].time));
    json_.end_object();
  }
  json_.end_array();
  json_.boolean("is_locked", false);
  json_.boolean("subscribed", false);
}

void SlackMessage::reactions(const Message& m) {
  if (m.reactions == 0) return;
  json_.begin_array("reactions");
  for (uint32_t i = 0; i < m.reactions; ++i) {
    const PlannedReaction& reaction = m.reaction[i];
    json_.begin_object();
    json_.text("name", reaction_name(reaction.emoji));
    json_.begin_array("users");
    for (uint32_t k = 0; k < reaction.people; ++k) json_.text(person_id(reaction.who[k]));
    json_.end_array();
    json_.number("count", reaction.people + uint64_t{reaction.unlisted});
    json_.end_object();
  }
  json_.end_array();
}

void SlackMessage::files(const Message& m) {
  const std::string name = file_name(m);
  const std::string id = "F" + std::to_string(mix(m.seed, 78) % 10'000'000'000);
  const std::string url = "https://files.example.com/files-pri/" + std::string(kSlackTeam) + "-" + id + "/" + name;
  json_.begin_array("files");
  json_.begin_object();
  json_.text("id", id);
  json_.number("created", static_cast<uint64_t>(m.time / kSecond));
  json_.number("timestamp", static_cast<uint64_t>(m.time / kSecond));
  json_.text("name", name);
  json_.text("title", name);
  json_.text("mimetype", "application/octet-stream");
  json_.text("filetype", std::string_view(name).substr(name.rfind('.') + 1));
  json_.text("user", slack_author(m));
  json_.text("mode", "hosted");
  json_.boolean("is_external", false);
  json_.number("size", 1'000 + mix(m.seed, 79) % 1'000'000);
  json_.text("url_private", url + "?t=xoxe-not-a-real-token");
  json_.text("url_private_download", url + "?t=xoxe-not-a-real-token");
  json_.end_object();
  json_.end_array();
  json_.boolean("upload", false);
}

void SlackMessage::blocks(const Message& m) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
  std::string id;
  for (uint32_t i = 0; i < 5; ++i) id += kLetters[(m.seed >> (5 * i)) & 31];
  json_.begin_array("blocks");
  json_.begin_object();
  json_.text("type", "rich_text");
  json_.text("block_id", id);
  json_.begin_array("elements");
  json_.begin_object();
  json_.text("type", "rich_text_section");
  json_.begin_array("elements");
  for (const ChatPart& part : body_.parts) {
    json_.begin_object();
    switch (part.kind) {
      case ChatPart::Kind::words:
        json_.text("type", "text");
        json_.text("text", body_.of(part));
        break;
      case ChatPart::Kind::mention:
        json_.text("type", "user");
        json_.text("user_id", person_id(part.person));
        break;
      case ChatPart::Kind::link:
        json_.text("type", "link");
        json_.text("url", body_.of(part));
        break;
    }
    json_.end_object();
  }
  json_.end_array();
  json_.end_object();
  json_.end_array();
  json_.end_object();
  json_.end_array();
}

}  // namespace rsmf
