// Reactions, files and calls of a message.
#include <string>

#include "base/time_zone.hpp"
#include "sources/slack/mrkdwn.hpp"
#include "sources/slack/slack_decoder.hpp"

namespace rsmf::slack {
namespace {

constexpr std::string_view kTone = "::skin-tone-";

struct RawFile {
  std::string_view id, name, title, mode, filetype, external_type, url, permalink, username, user;
  uint64_t size = 0;
  bool external = false;

  bool read(JsonCursor& at) {
    if (!at.begin_object()) {
      at.skip();
      return false;
    }
    std::string_view key;
    while (at.next_member(key)) {
      if (key == "id") {
        id = at.string();
      } else if (key == "name") {
        name = at.string();
      } else if (key == "title") {
        title = at.string();
      } else if (key == "mode") {
        mode = at.string();
      } else if (key == "filetype") {
        filetype = at.string();
      } else if (key == "external_type") {
        external_type = at.string();
      } else if (key == "is_external") {
        external = at.truth();
      } else if (key == "size") {
        size = at.count();
      } else if (key == "url_private") {
        url = at.string();
      } else if (key == "permalink") {
        permalink = at.string();
      } else {
        at.skip();
      }
    }
    return !at.failed();
  }
};

}  // namespace

void SlackDecoder::reactions_of(const RawMessage& m, Event& e, EventBuilder& into) {
  JsonCursor at = m.reactions;
  if (!at.valid() || !at.begin_array()) return;
  reactions_.clear();
  while (at.next_element()) {
    std::string_view key, name;
    uint64_t count = 0;
    reactors_.clear();
    if (!at.begin_object()) {
      at.skip();
      text_.damaged = true;
      continue;
    }
    while (at.next_member(key)) {
      if (key == "name") {
        name = at.string();
      } else if (key == "count") {
        count = at.count();
      } else if (key == "users" && at.begin_array()) {
        while (at.next_element())
          if (uint32_t who = people_.number(at.string(), into); who != kNone) reactors_.push_back(who);
      } else {
        at.skip();
      }
    }
    if (name.empty()) {
      text_.damaged = true;
      continue;
    }
    name = text(name, into);
    if (size_t tone = name.find(kTone); tone != name.npos) {
      fact("Skin tone of reaction", name);
      name = name.substr(0, tone);
    }
    Reaction r;
    r.value = name;
    r.count = uint32_t(std::max<uint64_t>(std::min<uint64_t>(count, kNone - 1), reactors_.size()));
    r.participants = into.copy(reactors_);
    reactions_.push_back(r);
  }
  text_.damaged = text_.damaged || at.failed();
  e.reactions = into.copy(reactions_);
}

void SlackDecoder::files_of(const RawMessage& m, Event& e, EventBuilder& into) {
  files_.clear();
  if (JsonCursor at = m.files; at.valid() && at.begin_array()) {
    while (at.next_element()) add_file(at, into);
    text_.damaged = text_.damaged || at.failed();
  } else if (JsonCursor one = m.file; one.valid()) {
    bool carried = m.subtype != "file_comment" && m.subtype != "file_mention";
    add_file(one, into);
    if (!carried && !files_.empty()) {
      fact("File", files_.back().display);
      files_.clear();
    }
  }
  if (!files_.empty()) e.attachments = into.copy(files_);
}

void SlackDecoder::add_file(JsonCursor& at, EventBuilder& into) {
  RawFile file;
  if (!file.read(at) || file.id.empty()) {
    text_.damaged = true;
    return;
  }
  Attachment a;
  a.unique = text(file.id, into);
  a.display = text(!file.name.empty() ? file.name : !file.title.empty() ? file.title : file.id, into);
  a.stated_size = file.size;
  a.key = into.copy(attachments_.find(a.unique, a.display));
  if (!file.title.empty() && !file.name.empty() && file.title != file.name && !a.display.starts_with(file.title))
    fact("File title", text(file.title, into));
  std::string& note = note_;
  note.clear();
  std::string_view url = without_query(text(!file.url.empty() ? file.url : file.permalink, into));
  if (a.key.empty()) {
    if (file.mode == "tombstone") {
      note = "deleted in Slack before the export";
    } else if (file.mode == "hidden_by_limit") {
      note = "hidden by the limit of the workspace's plan";
    } else if (file.external || file.mode == "external") {
      note = "kept outside Slack";
      if (!file.external_type.empty()) note.append(" (").append(text(file.external_type, into)).append(")");
    } else {
      note = "not in the export";
    }
  }
  if (!url.empty()) note.append(note.empty() ? "from " : "; at ").append(url);
  a.note = into.copy(note);
  files_.push_back(a);
}

// A huddle: who was in it, and how long.
void SlackDecoder::room_of(const RawMessage& m, EventBuilder& into) {
  JsonCursor at = m.room;
  std::string_view key;
  std::string people;
  uint64_t start = 0, end = 0;
  at.begin_object();
  while (at.next_member(key)) {
    if (key == "date_start") {
      start = at.count();
    } else if (key == "date_end") {
      end = at.count();
    } else if (key == "participant_history" && at.begin_array()) {
      while (at.next_element()) {
        std::string_view id = at.string();
        if (id.empty()) continue;
        if (!people.empty()) people += ", ";
        const Participant* who = workspace_.person(id);
        people += who && !who->display.empty() ? who->display : id;
      }
    } else {
      at.skip();
    }
  }
  char buffer[32];
  if (start > 0 && start < kLastSecond)
    fact("Call started", into.copy(format_timestamp(TimeNs(start) * kSecond, buffer)));
  if (end > 0 && end < kLastSecond) fact("Call ended", into.copy(format_timestamp(TimeNs(end) * kSecond, buffer)));
  if (start > 0 && end >= start && end < kLastSecond)
    fact("Call duration", into.copy(std::to_string(end - start) + " s"));
  fact("Call participants", into.copy(people));
  text_.damaged = text_.damaged || at.failed();
}

}  // namespace rsmf::slack
