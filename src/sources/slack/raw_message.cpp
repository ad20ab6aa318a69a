#include "sources/slack/raw_message.hpp"

#include <cstring>

namespace rsmf::slack {
namespace {

// REQUIRES: the lengths are equal (the caller has switched on them).
template <size_t N>
bool is(std::string_view key, const char (&name)[N]) {
  return std::memcmp(key.data(), name, N - 1) == 0;
}

}  // namespace

std::string_view* RawMessage::text_slot(std::string_view key) {
  switch (key.size()) {
    case 2:
      return is(key, "ts") ? &ts : nullptr;
    case 4:
      return is(key, "type")   ? &type
             : is(key, "user") ? &user
             : is(key, "text") ? &text
             : is(key, "team") ? &team
             : is(key, "name") ? &name
                               : nullptr;
    case 5:
      return is(key, "topic") ? &topic : nullptr;
    case 6:
      return is(key, "bot_id") ? &bot_id : nullptr;
    case 7:
      return is(key, "subtype")   ? &subtype
             : is(key, "inviter") ? &inviter
             : is(key, "channel") ? &channel
             : is(key, "purpose") ? &purpose
                                  : nullptr;
    case 8:
      return is(key, "username") ? &username : nullptr;
    case 9:
      return is(key, "thread_ts") ? &thread_ts : nullptr;
    case 10:
      return is(key, "deleted_ts") ? &deleted_ts : nullptr;
    case 11:
      return is(key, "source_team") ? &source_team : nullptr;
    case 13:
      return is(key, "client_msg_id") ? &client_msg_id : nullptr;
    default:
      return nullptr;
  }
}

JsonCursor* RawMessage::bookmark_slot(std::string_view key) {
  switch (key.size()) {
    case 4:
      return is(key, "file") ? &file : is(key, "room") ? &room : is(key, "root") ? &root : nullptr;
    case 5:
      return is(key, "files") ? &files : nullptr;
    case 6:
      return is(key, "blocks") ? &blocks : is(key, "edited") ? &edited : nullptr;
    case 7:
      return is(key, "message") ? &message : is(key, "comment") ? &comment : nullptr;
    case 8:
      return is(key, "previous") || is(key, "original") ? &previous : nullptr;
    case 9:
      return is(key, "reactions") ? &reactions : nullptr;
    case 11:
      return is(key, "attachments") ? &attachments : is(key, "bot_profile") ? &bot_profile : nullptr;
    case 12:
      return is(key, "user_profile") ? &user_profile : nullptr;
    case 16:
      return is(key, "previous_message") ? &previous : nullptr;
    case 24:
      return is(key, "slackdump_thread_replies") ? &replies : nullptr;
    default:
      return nullptr;
  }
}

bool RawMessage::read(JsonCursor& at) {
  if (!at.begin_object()) return false;
  std::string_view key;
  while (at.next_member(key)) {
    char kind = at.peek();
    if (kind == '{' || kind == '[') {
      const JsonCursor value = at;
      at.skip();
      if (JsonCursor* slot = bookmark_slot(key)) *slot = value.until(at);
    } else if (std::string_view* slot = text_slot(key)) {
      *slot = at.string_or_number();
    } else if (kind == 't' && key == "hidden") {
      hidden = at.truth();
    } else if (kind == 't' && key == "is_ephemeral") {
      ephemeral = at.truth();
    } else {
      at.skip();
    }
  }
  return !at.failed();
}

}  // namespace rsmf::slack
