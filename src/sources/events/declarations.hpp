// What an events export declares of people and conversations, gathered by the survey.
#pragma once

#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.hpp"
#include "base/text_table.hpp"
#include "rsmf/event.hpp"
#include "rsmf/roster.hpp"
#include "sources/events/record_reader.hpp"

namespace rsmf::events {

/// Whether a membership record names all that it needs.
bool is_complete_membership(const Draft& draft);

/// Immutable after finish(). Grows with people, conversations, joins and leaves, not with messages.
class Declarations {
 public:
  /// The first declaration of an id counts. `avatar` is the key of its picture, or empty.
  void declare(const Draft& draft, const Origin& origin, std::string_view avatar);
  /// Whether the declaration at `origin` is the one that counts.
  bool counts(const Draft& draft, const Origin& origin) const;
  /// A membership record that is complete: the participant is a member from the start, or (with a type) comes or goes.
  void membership(const Draft& draft);
  /// A join or leave event. It does not count in a conversation whose roster is stated.
  void transition(std::string_view conversation, std::string_view participant, TimeNs time, bool joined);
  /// Sorts the transitions and ties the rosters to their conversations.
  void finish();

  /// The declared row, or one that knows the id only.
  Participant participant(std::string_view id) const;
  /// `key`: what events call it.
  Conversation conversation(std::string_view key) const;
  size_t people() const { return people_.size(); }
  size_t conversations() const { return entries_.size(); }

 private:
  struct Entry {
    Conversation row;
    Origin declared;
    std::vector<std::string_view> members;
    Roster roster;
    std::vector<Transition> stated;  // by membership records
    bool roster_is_stated = false;   // joins and leaves among the events do not count
    std::unordered_map<std::string_view, uint32_t> in_roster;
  };
  Entry& entry(std::string_view key);
  uint32_t roster_person(Entry& entry, std::string_view id);
  std::span<const Property> keep(const std::vector<Property>& custom);

  Arena arena_;
  struct Declared {
    Participant row;
    Origin origin;
  };
  std::deque<Declared> people_;
  std::deque<Entry> entries_;
  TextTable<uint32_t> people_by_id_, entries_by_key_;
};

}  // namespace rsmf::events
