#include "sources/events/declarations.hpp"

#include <algorithm>

#include "base/time_zone.hpp"

namespace rsmf::events {

bool is_complete_membership(const Draft& d) {
  if (d.conversation.empty() || d.participant.empty()) return false;
  if (d.type.empty()) return d.timestamp.empty();
  return (d.type == "join" || d.type == "leave") && parse_timestamp(d.timestamp) != kNoTime;
}

std::span<const Property> Declarations::keep(const std::vector<Property>& custom) {
  auto rows = arena_.copy(std::span<const Property>(custom));
  for (auto& p : rows) p = {arena_.copy(p.name), arena_.copy(p.value)};
  return rows;
}

Declarations::Entry& Declarations::entry(std::string_view key) {
  if (const uint32_t* known = entries_by_key_.find(key)) return entries_[*known];
  Entry& fresh = entries_.emplace_back();
  fresh.row.id = arena_.copy(key);
  // Somebody may come or go; only a declaration can say that nobody did.
  fresh.row.type = ConversationType::channel;
  fresh.row.platform = "unknown";
  entries_by_key_.try_emplace(fresh.row.id, uint32_t(entries_.size() - 1));
  return fresh;
}

void Declarations::declare(const Draft& d, const Origin& origin, std::string_view avatar) {
  if (d.kind == RecordKind::participant) {
    if (people_by_id_.contains(d.id)) return;
    Participant row;
    row.id = arena_.copy(d.id);
    row.display = arena_.copy(d.display);
    row.email = arena_.copy(d.email);
    row.account_id = arena_.copy(d.account_id);
    row.avatar = arena_.copy(avatar);
    row.custom = keep(d.custom);
    people_by_id_.try_emplace(row.id, uint32_t(people_.size()));
    people_.push_back({row, origin});
    return;
  }
  if (d.kind == RecordKind::membership) return membership(d);
  Entry& e = entry(d.key_or_id());
  if (e.declared.stream != kNone) return;
  e.declared = origin;
  if (!d.key.empty()) e.row.id = arena_.copy(d.id);
  e.row.collection_id = arena_.copy(d.collection_id);
  e.roster_is_stated = d.roster == "stated";
  e.row.display = arena_.copy(d.display);
  if (!d.platform.empty()) e.row.platform = arena_.copy(d.platform);
  e.row.custodian = arena_.copy(d.custodian);
  e.row.custom = keep(d.custom);
  if (d.type == "direct") e.row.type = ConversationType::direct;
  for (auto id : d.participants) e.members.push_back(arena_.copy(id));
}

bool Declarations::counts(const Draft& d, const Origin& origin) const {
  if (d.kind == RecordKind::participant) {
    const uint32_t* known = people_by_id_.find(d.id);
    return known != nullptr && people_[*known].origin == origin;
  }
  if (d.kind == RecordKind::membership) return true;
  const uint32_t* known = entries_by_key_.find(d.key_or_id());
  return known != nullptr && entries_[*known].declared == origin;
}

uint32_t Declarations::roster_person(Entry& e, std::string_view id) {
  auto it = e.in_roster.find(id);
  if (it != e.in_roster.end()) return it->second;
  auto number = uint32_t(e.roster.people.size());
  Participant row;
  row.id = arena_.copy(id);
  e.roster.people.push_back(row);
  e.in_roster.emplace(row.id, number);
  return number;
}

void Declarations::membership(const Draft& d) {
  if (!is_complete_membership(d)) return;
  Entry& e = entry(d.conversation);
  if (d.type.empty()) {
    e.members.push_back(arena_.copy(d.participant));
    return;
  }
  e.stated.push_back({parse_timestamp(d.timestamp), roster_person(e, d.participant), d.type == "join"});
}

void Declarations::transition(std::string_view conversation, std::string_view participant, TimeNs time, bool joined) {
  if (time == kNoTime || participant.empty()) return;
  Entry& e = entry(conversation);
  e.roster.transitions.push_back({time, roster_person(e, participant), joined});
}

void Declarations::finish() {
  for (Entry& e : entries_) {
    for (auto id : e.members) e.roster.members.push_back(roster_person(e, id));
    if (e.roster_is_stated) e.roster.transitions.clear();
    e.roster.transitions.insert(e.roster.transitions.end(), e.stated.begin(), e.stated.end());
    e.stated = {};
    std::stable_sort(e.roster.transitions.begin(), e.roster.transitions.end(),
                     [](const Transition& a, const Transition& b) { return a.time < b.time; });
    for (auto& p : e.roster.people) p = participant(p.id);
    e.row.roster = &e.roster;
    e.in_roster.clear();
  }
}

Participant Declarations::participant(std::string_view id) const {
  if (const uint32_t* known = people_by_id_.find(id)) return people_[*known].row;
  Participant row;
  row.id = id;
  return row;
}

Conversation Declarations::conversation(std::string_view key) const {
  if (const uint32_t* known = entries_by_key_.find(key)) return entries_[*known].row;
  Conversation row;
  row.id = key;
  row.platform = "unknown";
  row.type = ConversationType::channel;
  return row;
}

}  // namespace rsmf::events
