#include "sources/rsmf/conversation_table.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "base/digest.hpp"

namespace rsmf::rsmf_source {
namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (std::string_view part : parts) key.append(part).push_back('\0');
  return key;
}

bool custodians_agree(std::string_view a, std::string_view b) {
  return a.empty() || b.empty() || a == b;
}

bool same_properties(std::span<const Property> a, const std::vector<Property>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Property& x, const Property& y) { return x.name == y.name && x.value == y.value; });
}

void make_set(std::vector<const PeopleTable::Entry*>& people) {
  std::sort(people.begin(), people.end(), std::less<>());
  people.erase(std::unique(people.begin(), people.end()), people.end());
}

}  // namespace

ConversationTable::Entry& ConversationTable::add(std::string key, std::string_view id, std::string_view collection_id) {
  Entry& entry = entries_.emplace_back();
  entry.number = static_cast<uint32_t>(entries_.size() - 1);
  entry.row.id = arena_.copy(id);
  entry.row.platform = "unknown";
  entry.row.type = ConversationType::channel;
  entry.row.collection_id = arena_.copy(collection_id);
  // Others of that id, of which nothing is known but that they are others, must not be put together by a reader.
  if (collection_id.empty() && uncollected_[std::string(id)]++ > 0)
    entry.row.collection_id = arena_.copy(Sha256::of(key).substr(0, 32));
  index_.emplace(std::move(key), &entry);
  return entry;
}

ConversationTable::Declared ConversationTable::declare(const ConversationDraft& d, std::string_view collection_id,
                                                       std::string_view people) {
  if (collection_id.empty()) collection_id = d.collection_id;
  std::string key = collection_id.empty()
                        ? joined({d.id, "", d.display, d.platform, d.type == ConversationType::direct ? "d" : "c",
                                  d.type == ConversationType::direct ? people : std::string_view()})
                        : joined({d.id, collection_id});
  auto at = index_.find(key);
  if (at != index_.end() && !custodians_agree(at->second->row.custodian, d.custodian)) {
    key.append(joined({d.custodian}));
    at = index_.find(key);
  }
  Entry& entry = at != index_.end() ? *at->second : add(std::move(key), d.id, collection_id);
  bool other_custodian = entry.declared && entry.row.custodian != d.custodian;
  if (entry.row.custodian.empty() && !d.custodian.empty()) entry.row.custodian = arena_.copy(d.custodian);
  if (entry.declared) return {entry, other_custodian, !same_properties(entry.row.custom, d.custom)};
  entry.declared = true;
  entry.row.display = arena_.copy(d.display);
  if (!d.platform.empty()) entry.row.platform = arena_.copy(d.platform);
  entry.row.type = d.type;
  auto rows = arena_.copy(std::span<const Property>(d.custom));
  for (auto& p : rows) p = {arena_.copy(p.name), arena_.copy(p.value)};
  entry.row.custom = rows;
  return {entry};
}

ConversationTable::Entry& ConversationTable::mention(std::string_view id, std::string_view collection_id) {
  std::string key = collection_id.empty() ? joined({id}) : joined({id, collection_id});
  auto at = index_.find(key);
  return at != index_.end() ? *at->second : add(std::move(key), id, collection_id);
}

void ConversationTable::add_slice(Entry& e, SliceMembers members) {
  ++e.slices;
  if (e.row.type == ConversationType::direct) {
    for (auto* person : members.listed)
      if (e.listings[person]++ == 0) e.order.push_back(person);
    for (auto* person : members.silent) e.silent[person] = true;
    return;
  }
  make_set(members.listed);
  make_set(members.silent);
  if (!e.starts.empty() && e.starts.back().time == members.start) return join_start(e, std::move(members));
  e.last_silent = std::move(members.silent);
  if (!e.starts.empty() && *e.starts.back().members == members.listed)
    e.starts.push_back({members.start, e.starts.back().members});
  else
    e.starts.push_back({members.start, std::make_shared<const Entry::Members>(std::move(members.listed))});
}

/// Parts that begin at one instant: whoever is listed in one of them only, and acts there, may be listed for that.
void ConversationTable::join_start(Entry& e, SliceMembers members) {
  const Entry::Members& before = *e.starts.back().members;
  Entry::Members both, silent, all;
  std::set_intersection(before.begin(), before.end(), members.listed.begin(), members.listed.end(),
                        std::back_inserter(both), std::less<>());
  std::set_union(e.last_silent.begin(), e.last_silent.end(), members.silent.begin(), members.silent.end(),
                 std::back_inserter(silent), std::less<>());
  std::set_union(both.begin(), both.end(), silent.begin(), silent.end(), std::back_inserter(all), std::less<>());
  e.starts.back().members = std::make_shared<const Entry::Members>(std::move(all));
  e.last_silent = std::move(silent);
}

void ConversationTable::add_move(Entry& e, const PeopleTable::Entry* person, TimeNs time, bool joined) {
  if (person != nullptr && time != kNoTime) e.moves.push_back({time, person, joined});
}

uint32_t ConversationTable::roster_person(Entry& e, const PeopleTable::Entry* person) {
  auto [at, fresh] = e.in_roster.try_emplace(person, static_cast<uint32_t>(e.roster.people.size()));
  if (fresh) e.roster.people.push_back(person->row);
  return at->second;
}

/// The members of a direct conversation do not change; but who was listed only where they did something need not have
/// been one, and would be a stranger in other slices.
void ConversationTable::build_direct(Entry& e) {
  for (auto* person : e.order)
    if (e.listings[person] == e.slices || e.silent.contains(person))
      e.roster.members.push_back(roster_person(e, person));
}

/// A manifest tells who was a member at its first event. So that the same_properties slices find the same_properties
/// members again, whoever is found to be one, or not to be one, without a recorded join or leave, comes or goes in the
/// moment before.
void ConversationTable::build_channel(Entry& e) {
  std::stable_sort(e.starts.begin(), e.starts.end(),
                   [](const Entry::Start& a, const Entry::Start& b) { return a.time < b.time; });
  std::stable_sort(e.moves.begin(), e.moves.end(),
                   [](const Entry::Move& a, const Entry::Move& b) { return a.time < b.time; });
  std::unordered_set<const PeopleTable::Entry*> present;
  std::vector<Transition>& all = e.roster.transitions;
  // Who leaves first is taken to have been there before all slices, unless said otherwise.
  std::unordered_set<const PeopleTable::Entry*> moved;
  for (const auto& move : e.moves)
    if (moved.insert(move.person).second && !move.joined) present.insert(move.person);
  size_t next_move = 0;
  const Entry::Members* before = nullptr;
  bool changed = true;
  for (size_t i = 0; i < e.starts.size(); ++i) {
    const Entry::Start& start = e.starts[i];
    for (; next_move < e.moves.size() && e.moves[next_move].time < start.time; ++next_move, changed = true) {
      const auto& move = e.moves[next_move];
      all.push_back({move.time, roster_person(e, move.person), move.joined});
      move.joined ? void(present.insert(move.person)) : void(present.erase(move.person));
    }
    if (before == start.members.get() && !changed) continue;
    before = start.members.get();
    changed = false;
    std::vector<const PeopleTable::Entry*> come, go;
    for (auto* person : *start.members)
      if (!present.contains(person)) come.push_back(person);
    if (present.size() + come.size() > start.members->size())
      for (auto* person : present)
        if (!std::binary_search(start.members->begin(), start.members->end(), person, std::less<>()))
          go.push_back(person);
    auto by_id = [](auto* a, auto* b) { return a->row.id < b->row.id; };
    std::sort(come.begin(), come.end(), by_id);
    std::sort(go.begin(), go.end(), by_id);
    for (auto* person : come) all.push_back({start.time - 1, roster_person(e, person), true}), present.insert(person);
    for (auto* person : go) all.push_back({start.time - 1, roster_person(e, person), false}), present.erase(person);
  }
  for (; next_move < e.moves.size(); ++next_move) {
    const auto& move = e.moves[next_move];
    all.push_back({move.time, roster_person(e, move.person), move.joined});
  }
}

void ConversationTable::finish() {
  for (Entry& e : entries_) {
    if (e.row.type == ConversationType::direct) {
      build_direct(e);
    } else {
      build_channel(e);
    }
    std::stable_sort(e.roster.transitions.begin(), e.roster.transitions.end(),
                     [](const Transition& a, const Transition& b) { return a.time < b.time; });
    e.row.roster = &e.roster;
    e.starts.clear();
    e.moves.clear();
    e.listings.clear();
    e.silent.clear();
    e.in_roster.clear();
  }
}

}  // namespace rsmf::rsmf_source
