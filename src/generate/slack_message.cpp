#include "generate/slack_message.hpp"

#include "generate/slack_index.hpp"

namespace rsmf {

SlackMessage::SlackMessage(const Scenario& scenario, JsonStyle style, JsonText& json)
    : json_(json), profiles_(slack_profiles(scenario, style)) {}

std::string slack_author(const Message& m) {
  return m.flaw == Flaw::unknown_author ? std::string(kStrangerId) : person_id(m.author);
}

void SlackMessage::write(const Message& m, uint32_t edit_count, const Chat& chat, Version version) {
  const bool full = version == Version::in_place;
  compose(m.text_seed(edit_count), vocabularies().front(), chat.founders, body_);
  json_.open('{');
  author(m, version);
  json_.key("type").string("message");
  if (m.flaw == Flaw::broken_syntax) json_.raw(" oops");
  if (m.flaw != Flaw::missing_time) json_.key("ts").string(event_id(m.time));
  if (!m.by_app) client_id(m);
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

void SlackMessage::client_id(const Message& m) {
  const uint64_t high = mix(m.seed, 91), low = mix(m.seed, 92);
  static constexpr char kHex[] = "0123456789abcdef";
  char id[36];
  for (int i = 0; i < 36; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    id[i] = dash ? '-' : i == 14 ? '4' : kHex[((i < 18 ? high : low) >> (4 * (i % 16))) & 15];
  }
  json_.key("client_msg_id").string({id, sizeof id});
}

void SlackMessage::author(const Message& m, Version version) {
  if (!m.by_app) {
    json_.key("user").string(slack_author(m));
    return;
  }
  if (version == Version::in_place) json_.key("subtype").string("bot_message");
  json_.key("bot_id").string(kAppId);
  json_.key("username").string(kAppName);
}

/// mrkdwn: tokens for mentions and links; of all characters only & < > are escaped.
void SlackMessage::text(const Message& m) {
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

void SlackMessage::edited(const Message& m, uint32_t edit_count) {
  json_.key("edited").open('{');
  json_.key("user").string(person_id(m.author));
  json_.key("ts").string(event_id(m.edited_at[edit_count - 1]));
  json_.close('}');
}

void SlackMessage::thread(const Message& m) {
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

void SlackMessage::reactions(const Message& m) {
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

void SlackMessage::files(const Message& m) {
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
  json_.key("user").string(slack_author(m));
  json_.key("mode").string("hosted");
  json_.key("is_external").boolean(false);
  json_.key("size").number(1'000 + mix(m.seed, 79) % 1'000'000);
  json_.key("url_private").string(url + "?t=xoxe-not-a-real-token");
  json_.key("url_private_download").string(url + "?t=xoxe-not-a-real-token");
  json_.close('}');
  json_.close(']');
  json_.key("upload").boolean(false);
}

void SlackMessage::blocks(const Message& m) {
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

}  // namespace rsmf
