#include "rsmf/validate/manifest_rows.hpp"

#include <fmt/format.h>

#include "rsmf/validate/timestamp_form.hpp"
#include "rsmf/validate/value_text.hpp"

namespace rsmf {

using Name = ManifestName;

namespace {

constexpr size_t kMaxDatedParts = 1 << 18;  // of one event, that are compared with it
constexpr uint64_t kManyEvents = 10'000, kManyRows = 10'000;

bool has(uint64_t seen, Name name) {
  return seen >> size_t(name) & 1;
}

}  // namespace

size_t ManifestTables::memory() const {
  return symbols.memory() + participants.capacity() * sizeof(participants[0]) +
         conversations.capacity() * sizeof(ConversationRow) + members.capacity() * sizeof(members[0]) +
         events.capacity() * sizeof(EventRow) + acts.capacity() * sizeof(ActRow);
}

void ManifestTables::clear() {
  symbols.clear();
  participants = {};
  conversations = {};
  members = {};
  events = {};
  acts = {};
}

void ManifestRows::start() {
  facts_ = {};
  facts_memory_ = 0;
  tables_.clear();
  comparing_ = true;
  latest_ = kNoTime;
  told_order_ = false;
}

void ManifestRows::give_up_comparing() {
  if (!comparing_) return;
  comparing_ = false;
  facts_.complete = false;
  tables_.clear();
  report_.add_at(
      RuleId::too_large_to_compare, [&] { return report_.path().pointer(); },
      [&] {
        return fmt::format("comparing stopped here, after {} participants and {} events", facts_.participants,
                           facts_.events);
      });
}

void ManifestRows::name_custodians() {
  for (const ConversationRow& row : tables_.conversations) {
    if (row.custodian == kNone) continue;
    uint32_t person = tables_.symbols[row.custodian].participant;
    if (person != kNone && !facts_.displays[person].empty()) facts_.custodians.push_back(facts_.displays[person]);
  }
}

// A vector that grows holds the old and the new at once; at the end, the tables are sorted and counted beside.
void ManifestRows::watch_memory() {
  if (tables_.memory() * 2 + facts_memory_ > max_memory_) give_up_comparing();
}

void ManifestRows::begin(RowKind kind, const JsonPlace& place) {
  switch (kind) {
    case RowKind::participant:
      ++facts_.participants;
      participant_ = kNone;
      display_.clear();
      break;
    case RowKind::conversation:
      conversation_ = {};
      conversation_.first_member = uint32_t(tables_.members.size());
      ++facts_.conversations;
      break;
    case RowKind::event:
      ++facts_.events;
      event_ = {};
      event_.first_act = uint32_t(tables_.acts.size());
      deleted_ = has_body_ = has_new_ = false;
      last_edit_time_ = kNoTime;
      edits_.clear();
      receipts_.clear();
      reactions_.clear();
      attachments_.clear();
      break;
    case RowKind::attachment:
      ++facts_.attachments;
      attachment_size_ = -1;
      attachment_file_ = SIZE_MAX;
      break;
    default:
      part_index_ = kind == RowKind::root || kind == RowKind::custom ? 0 : report_.path().index();
      if (kind == RowKind::edit) has_new_ = false;  // what the last one does not say, nobody says
      part_time_ = kNoTime;
      part_time_place_ = place;
      reaction_count_ = reaction_people_ = -1;
  }
}

void ManifestRows::end(RowKind kind, uint64_t seen, const JsonPlace& begin) {
  switch (kind) {
    case RowKind::participant:
      return end_participant();
    case RowKind::conversation:
      return end_conversation(seen, begin);
    case RowKind::event:
      return end_event(seen, begin);
    case RowKind::reaction:
      return end_reaction();
    case RowKind::attachment:
      return end_attachment();
    case RowKind::edit:
      return end_edit(seen, begin);
    case RowKind::receipt:
      return end_dated(receipts_);
    default:
      return;
  }
}

// Rows are numbered as the elements of their array.
void ManifestRows::no_row(RowKind kind) {
  if (!comparing_) return;
  if (kind == RowKind::participant) {
    tables_.participants.push_back(kNone);
    facts_.displays.emplace_back();  // they are counted alike
  } else if (kind == RowKind::conversation) {
    ConversationRow row;
    row.first_member = uint32_t(tables_.members.size());
    tables_.conversations.push_back(row);
  } else if (kind == RowKind::event) {
    EventRow row;
    row.first_act = uint32_t(tables_.acts.size());
    tables_.events.push_back(row);
  }
  watch_memory();
}

void ManifestRows::end_rows(RowKind kind, uint64_t count, const JsonPlace& begin) {
  auto add = [&](RuleId rule, std::string_view what) {
    report_.add(rule, kBothVersions, begin, [&] { return fmt::format("{} {}", count, what); });
  };
  switch (kind) {
    case RowKind::participant:
      if (count == 0) report_.add(RuleId::no_participants, kBothVersions, begin, [] { return std::string(); });
      if (count > kManyRows) add(RuleId::many_rows, spelling(Name::participants));
      return;
    case RowKind::conversation:
      if (count == 0) report_.add(RuleId::no_conversations, kBothVersions, begin, [] { return std::string(); });
      if (count > kManyRows) add(RuleId::many_rows, spelling(Name::conversations));
      return;
    case RowKind::event:
      if (count == 0) report_.add(RuleId::no_events, kBothVersions, begin, [] { return std::string(); });
      if (count > kManyEvents) add(RuleId::many_events, spelling(Name::events));
      return;
    case RowKind::receipt:
      if (count == 0) report_.add(RuleId::empty_receipts, kBothVersions, begin, [] { return std::string(); });
      return;
    default:
      return;
  }
}

void ManifestRows::end_participant() {
  facts_memory_ += sizeof(std::string) + display_.size();
  if (!comparing_) return;
  facts_.displays.push_back(display_);
  tables_.participants.push_back(participant_);
  watch_memory();
}

void ManifestRows::end_conversation(uint64_t seen, const JsonPlace& begin) {
  if (!has(seen, Name::type)) report_.add(RuleId::untyped_conversation, kVersion2, begin, [] { return std::string(); });
  if (!comparing_) return;
  tables_.conversations.push_back(conversation_);
  watch_memory();
}

void ManifestRows::end_event(uint64_t seen, const JsonPlace& begin) {
  if (!has(seen, Name::conversation) || !has(seen, Name::participant) || !has(seen, Name::timestamp)) {
    report_.add(RuleId::incomplete_event, kVersion2, begin, [&] {
      std::string missing;
      for (Name name : {Name::conversation, Name::participant, Name::timestamp})
        if (!has(seen, name)) missing += (missing.empty() ? "without " : ", ") + std::string(spelling(name));
      return missing;
    });
  }
  count_event();
  check_order(begin);
  if (event_.time != kNoTime) {
    if (!edits_.empty()) check_dates(Name::edits, edits_, RuleId::early_edit);
    if (!receipts_.empty()) check_dates(Name::read_receipts, receipts_, RuleId::early_receipt);
  }
  if (has_body_ && has_new_ && !deleted_ && body_ != last_new_)
    report_.add(RuleId::last_edit_differs, kBothVersions, begin, [] { return std::string(); });
  if (!comparing_) return;
  tables_.events.push_back(event_);
  watch_memory();
}

void ManifestRows::count_event() {
  ++facts_.events_by_type[size_t(event_.type)];
  if (event_.time == kNoTime || event_.time == kBeforeTime || event_.time == kAfterTime) {
    facts_.all_events_timed = false;
    return;
  }
  if (facts_.first == kNoTime || event_.time < facts_.first) facts_.first = event_.time;
  if (facts_.last == kNoTime || event_.time > facts_.last) facts_.last = event_.time;
}

// Said once: newest first is an order too.
void ManifestRows::check_order(const JsonPlace& begin) {
  if (event_.time == kNoTime) return;
  if (latest_ != kNoTime && event_.time < latest_ && !told_order_) {
    told_order_ = true;
    report_.add(RuleId::events_unordered, kBothVersions, begin,
                [] { return std::string("this event, maybe others too, is earlier than the one before"); });
  }
  latest_ = event_.time;
}

void ManifestRows::check_dates(Name array, const std::vector<DatedPart>& parts, RuleId rule) {
  ManifestPath& path = report_.path();
  for (const DatedPart& part : parts) {
    if (part.time >= event_.time) continue;
    path.push(array);
    path.push_index(part.index);
    path.push(Name::timestamp);
    report_.add(rule, kBothVersions, part.place, [] { return std::string(); });
    for (int i = 0; i < 3; ++i) path.pop();
  }
}

void ManifestRows::end_reaction() {
  if (reaction_count_ < 0 || reaction_people_ < 0 || reaction_count_ == reaction_people_) return;
  report_.path().push(Name::count);
  report_.add(RuleId::reaction_count, kBothVersions, reaction_count_place_,
              [&] { return fmt::format("count is {}, participants are {}", reaction_count_, reaction_people_); });
  report_.path().pop();
}

void ManifestRows::end_edit(uint64_t seen, const JsonPlace& begin) {
  if (!has(seen, Name::timestamp)) report_.add(RuleId::undated_edit, kVersion2, begin, [] { return std::string(); });
  if (part_time_ != kNoTime) {
    if (last_edit_time_ != kNoTime && part_time_ < last_edit_time_) {
      report_.path().push(Name::timestamp);
      report_.add(RuleId::edits_unordered, kBothVersions, part_time_place_, [] { return std::string(); });
      report_.path().pop();
    }
    last_edit_time_ = part_time_;
  }
  end_dated(edits_);
}

void ManifestRows::end_dated(std::vector<DatedPart>& parts) {
  if (part_time_ == kNoTime) return;
  if (parts.size() >= kMaxDatedParts) return give_up_comparing();
  parts.push_back({part_time_, report_.path().index(), part_time_place_});
}

void ManifestRows::end_attachment() {
  if (attachment_file_ != SIZE_MAX) facts_.files[attachment_file_].stated_size = attachment_size_;
}

void ManifestRows::truth(RowKind kind, Name name, bool value) {
  if (kind == RowKind::event && name == Name::deleted) deleted_ = value;
}

void ManifestRows::number(RowKind kind, Name, int64_t value, const JsonPlace& place) {
  if (kind == RowKind::attachment) attachment_size_ = value;
  if (kind != RowKind::reaction) return;
  reaction_count_ = value < 0 ? INT64_MAX : value;  // never right
  reaction_count_place_ = place;
}

}  // namespace rsmf
