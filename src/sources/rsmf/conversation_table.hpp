// The conversations of an input: slices that belong together become one again.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.hpp"
#include "rsmf/roster.hpp"
#include "sources/rsmf/drafts.hpp"
#include "sources/rsmf/people_table.hpp"

namespace rsmf::rsmf_source {

/// What one manifest says of who belongs to a conversation.
struct SliceMembers {
  TimeNs start = kNoTime;                         ///< of its first event that has a time
  std::vector<const PeopleTable::Entry*> listed;  ///< as its members, without the writer's stand-in
  std::vector<const PeopleTable::Entry*> silent;  ///< of these, those who do nothing in it
};

/// Slices belong together if they agree in id and event collection id; where no collection is stated, in everything
/// else that a row says. Those of two custodians stay apart. Immutable after finish(). Grows with conversations, their
/// members, joins and leaves, and by a few bytes with each slice.
class ConversationTable {
 public:
  struct Entry {
    Conversation row;
    bool declared = false;
    uint32_t number = 0;  ///< in order of first mention
    Roster roster;

   private:
    friend class ConversationTable;
    using Members = std::vector<const PeopleTable::Entry*>;
    struct Start {
      TimeNs time = kNoTime;
      std::shared_ptr<const Members> members;
    };
    struct Move {
      TimeNs time = kNoTime;
      const PeopleTable::Entry* person = nullptr;
      bool joined = true;
    };
    std::vector<Start> starts;                               // of channels
    Members last_silent;                                     // of those that begin when the last one does
    std::vector<Move> moves;                                 // recorded joins and leaves
    std::map<const PeopleTable::Entry*, uint64_t> listings;  // of direct ones: in how many slices somebody is listed
    std::vector<const PeopleTable::Entry*> order;            // keys of `listings` in order of first mention
    std::map<const PeopleTable::Entry*, bool> silent;
    uint64_t slices = 0;
    std::unordered_map<const PeopleTable::Entry*, uint32_t> in_roster;
  };

  struct Declared {
    Entry& entry;
    bool other_custodian = false, other_custom = false;  ///< an earlier file says otherwise; that counts
  };
  /// The conversation that a row of a manifest describes. `collection_id`: of that manifest, or empty. `people`: who
  /// its participants are; of direct ones without a collection.
  Declared declare(const ConversationDraft& draft, std::string_view collection_id, std::string_view people);
  /// A conversation that the manifest at hand does not describe.
  Entry& mention(std::string_view id, std::string_view collection_id);
  void add_slice(Entry& entry, SliceMembers members);
  void add_move(Entry& entry, const PeopleTable::Entry* person, TimeNs time, bool joined);
  /// Makes the rosters. REQUIRES: the table of people is finished.
  void finish();

 private:
  Entry& add(std::string key, std::string_view id, std::string_view collection_id);
  static void join_start(Entry& entry, SliceMembers members);
  void build_direct(Entry& entry);
  void build_channel(Entry& entry);
  static uint32_t roster_person(Entry& entry, const PeopleTable::Entry* person);

  Arena arena_;
  std::deque<Entry> entries_;
  std::unordered_map<std::string, Entry*> index_;
  std::unordered_map<std::string, uint32_t> uncollected_;  // by id: conversations without a stated collection
};

}  // namespace rsmf::rsmf_source
