#include "diff/party_differences.hpp"

#include <algorithm>
#include <map>

#include "rsmf/roster.hpp"
#include "slice/roster_members.hpp"

namespace rsmf {
namespace {

void note(std::vector<FieldChange>& changes, std::string_view field, std::string_view before, std::string_view after) {
  if (before != after) changes.push_back({std::string(field), std::string(before), std::string(after)});
}

/// A conversation, and when its first event was.
struct ComparedRoom {
  Conversation row;
  TimeNs first = kNoTime;
  std::string_view id, display;
};

std::string members(const ComparedRoom& room) {
  const Roster* roster = room.row.roster;
  if (!roster) return "(not recorded)";
  std::vector<std::string_view> ids;
  for (uint32_t member : members_at(*roster, room.row.type, room.first)) ids.push_back(roster->people[member].id);
  std::ranges::sort(ids);
  std::string text;
  for (std::string_view id : ids) text.append(text.empty() ? "" : ", ").append(id);
  return text;
}

std::string_view word(ConversationType type) {
  return type == ConversationType::channel ? "channel" : "direct";
}

std::vector<FieldChange> changes_of(const Participant& a, const Participant& b) {
  std::vector<FieldChange> changes;
  note(changes, "name", a.display, b.display);
  note(changes, "email", a.email, b.email);
  note(changes, "account", a.account_id, b.account_id);
  note(changes, "custom", readable(a.custom), readable(b.custom));
  return changes;
}

std::vector<FieldChange> changes_of(const ComparedRoom& room_a, const ComparedRoom& room_b) {
  const Conversation &a = room_a.row, &b = room_b.row;
  std::vector<FieldChange> changes;
  note(changes, "name", a.display, b.display);
  if (!a.collection_id.empty() && !b.collection_id.empty())
    note(changes, "event collection", a.collection_id, b.collection_id);
  note(changes, "platform", a.platform, b.platform);
  note(changes, "type", word(a.type), word(b.type));
  note(changes, "custodian", a.custodian, b.custodian);
  note(changes, "members at the start", members(room_a), members(room_b));
  note(changes, "custom", readable(a.custom), readable(b.custom));
  return changes;
}

template <class Key, class Row>
std::vector<PartyDifference> compare_rows(const std::map<Key, const Row*>& a, const std::map<Key, const Row*>& b) {
  std::vector<PartyDifference> differences;
  auto add = [&](DifferenceKind kind, const Row& row, std::vector<FieldChange> changes) {
    differences.push_back({kind, std::string(row.id), std::string(row.display), std::move(changes)});
  };
  for (const auto& [id, row] : a) {
    const auto other = b.find(id);
    if (other == b.end()) {
      add(DifferenceKind::removed, *row, {});
    } else if (auto changes = changes_of(*row, *other->second); !changes.empty()) {
      add(DifferenceKind::changed, *row, std::move(changes));
    }
  }
  for (const auto& [id, row] : b)
    if (!a.contains(id)) add(DifferenceKind::added, *row, {});
  std::ranges::stable_sort(differences, {}, &PartyDifference::id);
  return differences;
}

}  // namespace

std::vector<PartyDifference> compare_people(const IdentityTable& a, const IdentityTable& b) {
  auto rows = [](const IdentityTable& directory) {
    std::map<std::string_view, const Participant*> by_id;
    for (uint32_t i = 0; i < directory.people(); ++i)
      by_id.emplace(directory.person(i).row.id, &directory.person(i).row);
    return by_id;
  };
  return compare_rows(rows(a), rows(b));
}

std::vector<PartyDifference> compare_conversations(const IdentityTable& a, const std::vector<TimeNs>& first_a,
                                                   const IdentityTable& b, const std::vector<TimeNs>& first_b,
                                                   const RoomNumbers& numbers) {
  auto rooms = [](const IdentityTable& directory, const std::vector<TimeNs>& first) {
    std::vector<ComparedRoom> all;
    for (uint32_t i = 0; i < directory.channels(); ++i) {
      const Conversation& row = directory.channel(i).row;
      all.push_back({row, first[i], row.id, row.display});
    }
    return all;
  };
  auto by_number = [](const std::vector<ComparedRoom>& all, const std::vector<uint32_t>& number) {
    std::map<uint32_t, const ComparedRoom*> rows;
    for (size_t i = 0; i < all.size(); ++i) rows.emplace(number[i], &all[i]);
    return rows;
  };
  const auto rooms_a = rooms(a, first_a), rooms_b = rooms(b, first_b);
  return compare_rows(by_number(rooms_a, numbers.a), by_number(rooms_b, numbers.b));
}

}  // namespace rsmf
