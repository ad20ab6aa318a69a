#include "rsmf/validate/table_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace rsmf {
namespace {

/// As Relativity sorts: no time is the year 1.
TimeNs sort_time(const EventRow& event) {
  return event.time == kNoTime ? std::numeric_limits<TimeNs>::min() : event.time;
}

using Name = ManifestName;

constexpr Name kActArrays[] = {Name::reactions, Name::edits, Name::read_receipts};
constexpr RuleId kActRules[] = {RuleId::reactor_invalid, RuleId::editor_invalid, RuleId::reader_invalid};

/// Numbers chosen by whoever made the file must not all fall into one bucket.
struct MixedHash {
  size_t operator()(uint64_t key) const {
    key = (key ^ key >> 32) * 0x9E3779B97F4A7C15;
    return key ^ key >> 29;
  }
};

}  // namespace

template <class... Steps>
void TableChecks::add(RuleId rule, uint32_t person, const char* what, const Steps&... steps) {
  report_.add_at(
      rule, [&] { return json_pointer(steps...); },
      [&] { return person == kNone ? std::string(what) : tables_.symbols.quoted(person) + " " + what; });
}

void TableChecks::run() {
  order_events();
  find_parents();
  for (uint32_t i = 0; i < tables_.events.size(); ++i) {
    const EventRow& event = tables_.events[i];
    if (event.conversation != kNone && conversation_of(event) == kNone)
      add(RuleId::conversation_undefined, event.conversation, "is the id of none", Name::events, i, Name::conversation);
    if (event.parent != kNone) check_parent(i);
  }
  check_circles();
  member_of_.assign(tables_.symbols.size(), 0);
  for (uint32_t i = 0; i < tables_.conversations.size(); ++i) walk_conversation(i);
  for (uint32_t at = first_event_.back(); at < order_.size(); ++at) check_acting(order_[at], false);
  for (uint32_t i = 0; i < tables_.participants.size(); ++i) {
    uint32_t person = tables_.participants[i];
    if (person != kNone && !tables_.symbols[person].is_mentioned)
      add(RuleId::participant_unused, person, "does nothing and is in no conversation", Name::participants, i);
  }
}

// Counted into their conversations, in file order; sorted only where that is no time order yet.
void TableChecks::order_events() {
  const auto& events = tables_.events;
  size_t conversations = tables_.conversations.size();
  first_event_.assign(conversations + 2, 0);
  auto bucket = [&](const EventRow& event) {
    uint32_t conversation = conversation_of(event);
    return conversation == kNone ? conversations : size_t(conversation);
  };
  for (const EventRow& event : events) ++first_event_[bucket(event) + 1];
  for (size_t i = 1; i < first_event_.size(); ++i) first_event_[i] += first_event_[i - 1];
  order_.resize(events.size());
  std::vector<uint32_t> next(first_event_.begin(), first_event_.end() - 1);
  for (uint32_t i = 0; i < events.size(); ++i) order_[next[bucket(events[i])]++] = i;
  first_event_.pop_back();  // what is left at the end: where the events of no conversation begin
  auto earlier = [&](uint32_t a, uint32_t b) { return sort_time(events[a]) < sort_time(events[b]); };
  for (size_t i = 0; i < conversations; ++i) {
    auto begin = order_.begin() + first_event_[i], end = order_.begin() + first_event_[i + 1];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
  }
}

// By id; where several events share one, the first of the same conversation.
void TableChecks::find_parents() {
  const auto& events = tables_.events;
  parents_.assign(events.size(), kNone);
  std::unordered_map<uint64_t, uint32_t, MixedHash> by_conversation;
  auto key = [](uint32_t conversation, uint32_t id) { return uint64_t(conversation) << 32 | id; };
  for (uint32_t i = 0; i < events.size(); ++i) {
    const EventRow& event = events[i];
    if (event.id == kNone || tables_.symbols[event.id].event == i) continue;
    by_conversation.try_emplace(key(event.conversation, event.id), i);
  }
  for (uint32_t i = 0; i < events.size(); ++i) {
    if (events[i].parent == kNone) continue;
    uint32_t parent = tables_.symbols[events[i].parent].event;
    if (parent != kNone && events[parent].conversation != events[i].conversation && !by_conversation.empty()) {
      auto found = by_conversation.find(key(events[i].conversation, events[i].parent));
      if (found != by_conversation.end()) parent = found->second;
    }
    parents_[i] = parent;
  }
}

void TableChecks::check_parent(uint32_t index) {
  const EventRow& event = tables_.events[index];
  const char* trouble = nullptr;
  if (parents_[index] == kNone) {
    trouble = "is the id of no event here";
  } else if (parents_[index] == index) {
    trouble = "is the event itself";
  } else if (const EventRow& parent = tables_.events[parents_[index]]; parent.conversation != event.conversation) {
    trouble = "is in another conversation";
  } else if (sort_time(parent) > sort_time(event) && !parent.bad_time && !event.bad_time) {
    trouble = event.time == kNoTime ? "has a time, and its reply has none" : "is younger than its reply";
  }
  if (trouble == nullptr) return;
  add(RuleId::parent_invalid, event.parent, trouble, Name::events, index, Name::parent);
  parents_[index] = kNone;  // told; no part of a circle any more
}

// Whoever follows parents from an event meets a new one, a known one, or one of this very walk: a circle.
void TableChecks::check_circles() {
  std::vector<uint32_t> walk_of(parents_.size(), 0);
  uint32_t walk = 0;
  for (uint32_t i = 0; i < parents_.size(); ++i) {
    if (walk_of[i] != 0 || parents_[i] == kNone) continue;
    ++walk;
    uint32_t at = i;
    for (; at != kNone && walk_of[at] == 0; at = parents_[at]) walk_of[at] = walk;
    if (at == kNone || walk_of[at] != walk) continue;
    uint32_t begin = at;
    do {
      add(RuleId::parent_invalid, tables_.events[at].parent, "leads back here, in a circle", Name::events, at,
          Name::parent);
      at = parents_[at];
    } while (at != begin);
  }
}

void TableChecks::walk_conversation(uint32_t index) {
  const ConversationRow& row = tables_.conversations[index];
  ++stamp_;
  uint32_t end = index + 1 < tables_.conversations.size() ? tables_.conversations[index + 1].first_member
                                                          : uint32_t(tables_.members.size());
  for (uint32_t at = row.first_member; at < end; ++at) {
    auto [person, place] = tables_.members[at];
    member_of_[person] = stamp_;
    if (!is_defined(person))
      add(RuleId::member_undefined, person, "is not defined in participants", Name::conversations, index,
          Name::participants, place);
  }
  if (row.custodian != kNone && (!is_defined(row.custodian) || !is_member(row.custodian)))
    add(RuleId::custodian_invalid, row.custodian,
        is_defined(row.custodian) ? "is no member of the conversation" : "is not defined in participants",
        Name::conversations, index, Name::custodian);
  if (row.id == kNone || tables_.symbols[row.id].conversation != index) return;  // its events are the other's

  bool is_channel = row.type == ConversationRow::Type::channel;
  uint32_t first = first_event_[index], last = first_event_[index + 1];
  if (first == last && !is_channel)
    add(RuleId::conversation_unused, row.id, "has no events", Name::conversations, index);
  for (uint32_t at = first; at < last; ++at) {
    const EventRow& event = tables_.events[order_[at]];
    bool joins = event.type == EventType::join, leaves = event.type == EventType::leave;
    if ((joins || leaves) && !is_channel)
      add(RuleId::join_in_direct, row.id,
          row.type == ConversationRow::Type::direct ? "is direct" : "has no type, and so counts as direct",
          Name::events, order_[at], Name::type);
    if ((joins || leaves) && event.participant != kNone && is_member(event.participant) == joins)
      add(RuleId::join_of_member, event.participant, joins ? "is a member already" : "is no member", Name::events,
          order_[at], Name::participant);
    if (joins && event.participant != kNone) member_of_[event.participant] = stamp_;
    check_acting(order_[at], true);
    if (leaves && event.participant != kNone) member_of_[event.participant] = 0;
  }
}

void TableChecks::check_acting(uint32_t index, bool in_conversation) {
  const EventRow& event = tables_.events[index];
  constexpr const char* kUndefined = "is not defined in participants";
  constexpr const char* kNoMember = "is not in the conversation at that time";
  if (event.participant != kNone && !is_defined(event.participant)) {
    add(RuleId::author_undefined, event.participant, kUndefined, Name::events, index, Name::participant);
  } else if (event.participant != kNone && in_conversation && !is_member(event.participant)) {
    add(RuleId::author_not_member, event.participant, kNoMember, Name::events, index, Name::participant);
  }
  size_t end = index + 1 < tables_.events.size() ? tables_.events[index + 1].first_act : tables_.acts.size();
  for (size_t at = event.first_act; at < end; ++at) {
    const ActRow& act = tables_.acts[at];
    bool defined = is_defined(act.person);
    if (defined && (!in_conversation || is_member(act.person))) continue;
    const char* what = defined ? kNoMember : kUndefined;
    auto kind = size_t(act.kind);
    if (act.kind == ActRow::Kind::reaction) {
      add(kActRules[kind], act.person, what, Name::events, index, kActArrays[kind], act.index, Name::participants,
          act.of_people);
    } else {
      add(kActRules[kind], act.person, what, Name::events, index, kActArrays[kind], act.index, Name::participant);
    }
  }
}

}  // namespace rsmf
