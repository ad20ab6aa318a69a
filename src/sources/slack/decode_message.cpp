// What a record means: an event, or a change of another one.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/time_zone.hpp"
#include "model/finding_text.hpp"
#include "sources/slack/slack_decoder.hpp"

namespace rsmf::slack {

// Messages that only the log of edits and deletions knows are emitted at a record that gather() chose, so that time
// does not run backwards.
bool SlackDecoder::recover(Place place, EventBuilder& into) {
  const auto& recovered = unit_->conversation->recovered;
  if (recovered.empty()) return false;
  RecordPlace here{file_, place.offset};
  auto at = std::lower_bound(recovered.begin(), recovered.end(), here,
                             [](const Amended* a, const RecordPlace& p) { return a->anchor < p; });
  bool any = false;
  for (; at != recovered.end() && (*at)->anchor == here; ++at) {
    JsonRepairs repairs;
    auto outcome = read_record(nested_index_, scratch_, (*at)->json, into, repairs, [&](JsonCursor cursor) {
      RawMessage m;
      if (!m.read(cursor)) return false;
      message(m, *at, true, into);
      return true;
    });
    any = any || outcome != RecordOutcome::unreadable;
  }
  return any;
}

// Its content was gathered before; here it is only accounted for.
void SlackDecoder::wrapper(const RawMessage& m, Meaning meaning, Place, EventBuilder& into) {
  RawMessage target;
  JsonCursor at = meaning == Meaning::change ? m.message : m.previous;
  if (at.valid()) target.read(at);
  std::string_view ts = meaning == Meaning::deletion && !m.deleted_ts.empty() ? m.deleted_ts : target.ts;
  if (unit_->conversation->find(ts)) return into.fold();
  into.drop(lost_message(
      Code::amends_nothing, m,
      ts.empty() ? std::string()
                 : fmt::format("{} changes the message {} ({}), which is not in the export.",
                               meaning == Meaning::change ? "An edit" : "A deletion", ts, text_of_time(time_of(ts)))));
}

void SlackDecoder::message(const RawMessage& m, const Amended* amended, bool recovered, EventBuilder& into) {
  text_ = {};
  facts_.clear();
  Event e;
  Meaning meaning = meaning_of(m.subtype);
  if (conversation_ == kNone) conversation_ = into.conversation(*unit_->conversation->row);
  e.conversation = conversation_;
  e.time = time_of(m.ts);
  e.type = type_of(m, meaning, into);
  author_of(m, meaning, e, into);
  text_of(m, meaning, amended, e, into);
  thread_of(m, e, into);
  edits_of(m, amended, e, into);
  reactions_of(m, e, into);
  files_of(m, e, into);
  facts_of(m, into);
  if (amended && amended->deleted) {
    char buffer[32];
    e.deleted = true;
    if (amended->deleted_time != kNoTime)
      fact("Deleted at", into.copy(format_timestamp(amended->deleted_time, buffer)));
  }
  if (recovered) fact("Recovered from", "log of edits and deletions");
  if (!m.ts.empty()) {
    e.id = text(m.ts, into);
  } else {
    Origin o = into.origin();
    e.id = into.copy("no-ts-" + std::to_string(o.stream) + "-" + std::to_string(o.position));
  }
  e.custom = into.copy(facts_);
  into.add(e);
  tell(m, e, into);
  if (recovered) into.report(finding(Code::recovered, {}, {}, std::string(e.id)));
}

EventType SlackDecoder::type_of(const RawMessage& m, Meaning meaning, EventBuilder& into) {
  if (!m.subtype.empty()) fact("Slack subtype", text(m.subtype, into));
  switch (meaning) {
    case Meaning::join:
      return EventType::join;
    case Meaning::leave:
      return EventType::leave;
    case Meaning::notice:
      return EventType::disclaimer;
    case Meaning::unknown:
      if (m.text.empty() && !m.blocks.valid() && !m.attachments.valid() && !m.files.valid()) return EventType::unknown;
      return EventType::message;
    default:
      return EventType::message;
  }
}

void SlackDecoder::author_of(const RawMessage& m, Meaning meaning, Event& e, EventBuilder& into) {
  author_known_ = true;
  if (meaning == Meaning::tombstone) {
    // Slack writes Slackbot in the place of whoever wrote what was deleted.
    fact("Author", "not stated; the export names Slackbot in the author's place");
    return;
  }
  e.participant = people_.author(m, into, author_known_);
  if (meaning == Meaning::comment && m.comment.valid()) {
    RawMessage comment;
    JsonCursor at = m.comment;
    if (comment.read(at) && e.participant == kNone) e.participant = people_.author(comment, into, author_known_);
  }
  if (m.user.empty() && !m.bot_id.empty() && !m.username.empty()) fact("Posted as", text(m.username, into));
  if (!m.user.empty() && !m.bot_id.empty()) fact("Bot", text(m.bot_id, into));
}

void SlackDecoder::text_of(const RawMessage& m, Meaning meaning, const Amended* amended, Event& e, EventBuilder& into) {
  reader_.read(m, into, text_);
  e.body = text_.body;
  if (meaning == Meaning::tombstone) {
    e.deleted = true;
    fact("Placeholder", text_.body);
    e.body = "";
  } else if (meaning == Meaning::action && !e.body.empty()) {
    char* to = into.allocate(e.body.size() + 4);
    std::copy_n("/me ", 4, to);
    std::copy(e.body.begin(), e.body.end(), to + 4);
    e.body = {to, e.body.size() + 4};
  } else if (e.body.empty() && (e.type == EventType::disclaimer || e.type == EventType::unknown)) {
    e.body = text(m.subtype, into);
  }
  if (amended && amended->deleted && e.body.empty()) e.body = into.copy(amended->last_text);
  if (e.body.data() == nullptr) e.body = "";
  fact("Notification text", text_.notification);
  fact("Forwarded from", text_.forwarded_from);
  for (auto preview : text_.previews) fact("Link preview", preview);
}

void SlackDecoder::thread_of(const RawMessage& m, Event& e, EventBuilder& into) {
  if (!m.thread_ts.empty() && m.thread_ts != m.ts) {
    e.parent = text(m.thread_ts, into);
    e.parent_time = time_of(m.thread_ts);
  }
  if (m.subtype == "thread_broadcast" || m.subtype == "reply_broadcast") fact("Also sent to the channel", "yes");
}

void SlackDecoder::edits_of(const RawMessage& m, const Amended* amended, Event& e, EventBuilder& into) {
  bool logged = amended && !amended->edits.empty();
  if (!logged && !m.edited.valid()) return;
  edits_.clear();
  if (logged)
    for (const auto& edit : amended->edits) {
      uint32_t editor = people_.number(into.copy(edit.editor), into);
      edits_.push_back(
          {editor == kNone ? e.participant : editor, edit.time, into.copy(edit.previous), into.copy(edit.current)});
    }
  if (m.edited.valid()) {
    RawMessage edited;  // has the members `user` and `ts`
    JsonCursor at = m.edited;
    edited.read(at);
    TimeNs time = time_of(edited.ts);
    auto same = [&](const Edit& x) { return x.time == time; };
    if (std::none_of(edits_.begin(), edits_.end(), same)) {
      uint32_t editor = people_.number(edited.user, into);
      // What the export does not say is left open: the text before it, and after it where it was edited again.
      bool is_last = std::all_of(edits_.begin(), edits_.end(), [&](const Edit& x) { return x.time < time; });
      edits_.push_back({editor == kNone ? e.participant : editor, time, {}, is_last ? e.body : std::string_view()});
      std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.time < b.time; });
    }
  }
  e.edits = into.copy(edits_);
}

void SlackDecoder::facts_of(const RawMessage& m, EventBuilder& into) {
  if (!m.inviter.empty()) {
    std::string_view id = text(m.inviter, into);
    const Participant* who = workspace_.person(id);
    fact("Invited by",
         who && !who->display.empty() ? into.copy(std::string(who->display) + " (" + std::string(id) + ")") : id);
  }
  if (m.hidden && m.subtype != "tombstone") fact("Hidden", "yes");
  if (m.ephemeral) fact("Ephemeral", "yes");
  if (!m.source_team.empty() && m.source_team != m.team) fact("Source team", text(m.source_team, into));
  if (m.room.valid()) room_of(m, into);
}

// Everything worth telling about the message that was just added.
void SlackDecoder::tell(const RawMessage& m, const Event& e, EventBuilder& into) {
  if (e.time == kNoTime) into.report(finding(Code::no_timestamp, {}, std::string(m.ts), std::string(e.id)));
  if (text_.faults.any()) into.report(finding(Code::repaired_text, {}, {}, std::string(e.id)));
  if (text_.tokens_removed) into.report(finding(Code::token_removed, {}, {}, std::string(e.id)));
  if (text_.damaged) into.report(finding(Code::unreadable_detail, {}, {}, std::string(e.id)));
  if (!author_known_)
    into.report(finding(Code::unknown_person, fmt::format("No list of users has the author's id {}.", m.user), {},
                        std::string(e.id)));
  if (!m.subtype.empty() && meaning_of(m.subtype) == Meaning::unknown)
    into.report(finding(Code::unknown_subtype, fmt::format("The subtype \"{}\" is not known.", m.subtype), {},
                        std::string(e.id)));
}

}  // namespace rsmf::slack
