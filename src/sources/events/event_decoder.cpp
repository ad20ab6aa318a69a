#include "sources/events/event_decoder.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/time_zone.hpp"
#include "base/utf8.hpp"

namespace rsmf::events {
namespace {

constexpr std::array<std::string_view, 6> kTypes = {"message", "join", "leave", "history", "disclaimer", "unknown"};

constexpr std::string_view kNotFound = "not found beside the export";

}  // namespace

void EventDecoder::report(Trouble trouble, std::string_view raw, EventBuilder& into) {
  into.report({&spec_of(trouble), {}, std::string(record_id_), {}, excerpt(raw)});
}

void EventDecoder::decode_unit(const LinesUnit& unit, EventBuilder& into) {
  folder_ = unit.folder;
  if (unit.oversize > 0) {
    into.begin_record(unit.offset, unit.oversize);
    return into.drop({&spec_of(Trouble::too_large), {}, {}, {}, excerpt(unit.bytes.view())});
  }
  auto mark = into.mark();
  walk_.walk(
      unit.bytes.view(), unit.offset, into.arena(), [&](const RecordWalk::Record& r) { take(r, into); },
      [&] { into.rollback(mark); });
}

void EventDecoder::take(const RecordWalk::Record& record, EventBuilder& into) {
  into.begin_record(record.offset, record.length);
  if (!record.draft) return into.drop({&spec_of(Trouble::not_a_record), {}, {}, {}, excerpt(record.raw)});
  const Draft& d = *record.draft;
  record_id_ = d.id;
  if (record.repairs.any()) {
    std::string_view from(record.repairs.first, size_t(record.raw.data() + record.raw.size() - record.repairs.first));
    into.report({&spec_of(Trouble::repaired),
                 {},
                 std::string(d.id),
                 fmt::format("Repaired: {}.", record.repairs.describe()),
                 excerpt(from)});
  }
  if (d.faults.any()) report(Trouble::surrogate, record.raw, into);
  if (d.incomplete > 0) report(Trouble::incomplete_part, record.raw, into);
  if (d.kind == RecordKind::event) return take_event(d, into);
  take_declaration(d, record, into);
}

void EventDecoder::take_declaration(const Draft& d, const RecordWalk::Record& record, EventBuilder& into) {
  if (d.kind == RecordKind::membership) {
    if (!is_complete_membership(d))
      return into.drop({&spec_of(Trouble::incomplete_membership), {}, {}, {}, excerpt(record.raw)});
    if (!d.unknown_members.empty()) report(Trouble::unknown_member, record.raw, into);
    return into.fold();
  }
  if (d.id.empty()) return into.drop({&spec_of(Trouble::declaration_without_id), {}, {}, {}, excerpt(record.raw)});
  if (!declarations_.counts(d, into.origin()))
    report(Trouble::declared_twice, record.raw, into);
  else if (!d.avatar.empty() && declarations_.participant(d.id).avatar.empty())
    report(Trouble::no_avatar, d.avatar, into);
  if (!d.unknown_members.empty()) report(Trouble::unknown_member, record.raw, into);
  into.fold();
}

uint32_t EventDecoder::participant(std::string_view id, EventBuilder& into) {
  if (id.empty()) return kNone;
  uint32_t known = into.find_participant(id);
  return known != kNone ? known : into.participant(declarations_.participant(id));
}

uint32_t EventDecoder::conversation(std::string_view key, EventBuilder& into) {
  uint32_t known = into.find_conversation(key);
  return known != kNone ? known : into.conversation(declarations_.conversation(key), key);
}

/// Of a file that the event names by path; empty if it is not there.
std::string_view EventDecoder::key_of(std::string_view path, EventBuilder& into) {
  if (path.empty()) return {};
  files_.find(folder_, path, key_);
  return into.copy(key_);
}

TimeNs EventDecoder::time_of(std::string_view text, std::string_view name, EventBuilder& into) {
  if (text.empty()) return kNoTime;
  TimeNs time = parse_timestamp(text);
  if (time == kNoTime) {
    report(Trouble::bad_time, text, into);
    custom_.push_back({name, text});
  }
  return time;
}

void EventDecoder::take_event(const Draft& d, EventBuilder& into) {
  custom_.assign(d.custom.begin(), d.custom.end());
  Event e;
  e.conversation = conversation(d.conversation.empty() ? std::string_view("unknown") : d.conversation, into);
  if (d.conversation.empty()) report(Trouble::no_conversation, d.body, into);
  e.participant = participant(d.participant, into);
  e.time = time_of(d.timestamp, "Timestamp as written", into);
  e.parent_time = time_of(d.parent_timestamp, "Parent timestamp as written", into);
  if (!d.type.empty()) {
    size_t type = 0;
    while (type < kTypes.size() && kTypes[type] != d.type) ++type;
    if (type == kTypes.size()) {
      report(Trouble::unknown_type, d.type, into);
      custom_.push_back({"Original type", d.type});
      type = size_t(EventType::unknown);
    }
    e.type = EventType(type);
  }
  e.id = d.id;
  if (e.id.empty()) {  // the place is unique, and the same in every run
    char text[48] = {'e'};
    char* end = std::to_chars(text + 1, text + 24, into.origin().position).ptr;
    if (into.origin().stream > 0) {
      *end++ = '-';
      end = std::to_chars(end, text + 48, into.origin().stream).ptr;
    }
    e.id = into.copy(std::string_view(text, size_t(end - text)));
  }
  e.parent = d.parent;
  e.body = d.body;
  e.deleted = d.deleted;
  if (d.importance == "high") e.importance = Importance::high;
  if (d.importance == "normal") e.importance = Importance::normal;
  if (d.direction == "incoming") e.direction = Direction::incoming;
  if (d.direction == "outgoing") e.direction = Direction::outgoing;
  take_parts(d, e, into);
  e.custom = into.copy(custom_);
  into.add(e);
}

void EventDecoder::take_parts(const Draft& d, Event& e, EventBuilder& into) {
  if (!d.reactions.empty()) {
    reactions_.clear();
    for (const auto& r : d.reactions) {
      people_.clear();
      for (size_t i = 0; i < r.people; ++i) people_.push_back(participant(d.reaction_people[r.first + i], into));
      reactions_.push_back({r.value, uint32_t(r.has_count ? r.count : people_.size()), into.copy(people_)});
    }
    e.reactions = into.copy(reactions_);
  }
  if (!d.edits.empty()) {
    edits_.clear();
    for (const auto& edit : d.edits)
      edits_.push_back({participant(edit.participant, into), time_of(edit.timestamp, "Edit timestamp as written", into),
                        edit.previous, edit.current});
    e.edits = into.copy(edits_);
  }
  if (!d.receipts.empty()) {
    receipts_.clear();
    for (const auto& r : d.receipts)
      receipts_.push_back({participant(r.participant, into), time_of(r.timestamp, "Receipt timestamp as written", into),
                           r.action == "delivered" ? ReceiptAction::delivered : ReceiptAction::read});
    e.receipts = into.copy(receipts_);
  }
  if (!d.attachments.empty()) {
    attachments_.clear();
    for (const auto& a : d.attachments) {
      const std::string_view key = key_of(a.path, into);
      const std::string_view base = a.path.substr(a.path.find_last_of("/!") + 1);
      attachments_.push_back({a.display.data() == nullptr ? base : a.display, a.id.data() == nullptr ? a.path : a.id,
                              key, a.note.data() == nullptr && key.empty() ? kNotFound : a.note, a.size, a.entry,
                              key_of(a.placeholder, into)});
    }
    e.attachments = into.copy(attachments_);
  }
}

}  // namespace rsmf::events
