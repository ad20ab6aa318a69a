// One line of NDJSON, read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/json_index.hpp"
#include "json/json_unescape.hpp"
#include "rsmf/event.hpp"

namespace rsmf::events {

enum class RecordKind : uint8_t { event, participant, conversation, membership };

/// What the parts of an event point to before they have numbers.
struct DraftReaction {
  std::string_view value;
  uint64_t count = 0;
  bool has_count = false;
  size_t first = 0, people = 0;  ///< who they are, in Draft::reaction_people
};
struct DraftEdit {
  std::string_view participant, timestamp, previous, current;
};
struct DraftReceipt {
  std::string_view participant, timestamp, action;
};
struct DraftAttachment {
  std::string_view path, display, id, note, entry, placeholder;
  uint64_t size = 0;
};

/// Members of a record that are one text; data() is null where one is absent. Views point into the unit or the memory
/// given to the reader.
struct DraftTexts {
  // shared by all kinds
  std::string_view id, display, type;
  // declarations
  std::string_view email, account_id, avatar, platform, custodian, key, collection_id, roster;
  // events and memberships
  std::string_view conversation, participant, timestamp;
  // events
  std::string_view body, parent, parent_timestamp, importance, direction;
};

/// A record. Reused.
struct Draft : DraftTexts {
  RecordKind kind = RecordKind::event;
  std::vector<Property> custom;
  std::vector<std::string_view> participants;
  bool deleted = false;
  std::vector<DraftReaction> reactions;
  std::vector<std::string_view> reaction_people;
  std::vector<DraftEdit> edits;
  std::vector<DraftReceipt> receipts;
  std::vector<DraftAttachment> attachments;
  uint32_t incomplete = 0;                        ///< parts that lack what they need
  std::vector<std::string_view> unknown_members;  ///< of declarations
  JsonTextFaults faults;

  /// Of a conversation: what events call it.
  std::string_view key_or_id() const { return key.empty() ? id : key; }
};

/// Reads the object at `cursor`; false if it is broken (the cursor has failed). `memory` holds what had escapes.
class RecordReader {
 public:
  bool read(JsonCursor& cursor, Arena& memory, std::string_view text, Draft& into);

 private:
  void member(std::string_view key, JsonCursor& c, Draft& d);
  void event_member(std::string_view key, JsonCursor& c, Draft& d);
  bool declaration_member(std::string_view key, JsonCursor& c, Draft& d);
  bool membership_member(std::string_view key, JsonCursor& c, Draft& d);
  void other_member(std::string_view key, JsonCursor& c, Draft& d);
  std::string_view text(JsonCursor& c, Draft& d);
  void read_custom(JsonCursor& c, Draft& d);
  void add_property(std::string_view name, std::string_view value, Draft& d);
  void read_people(JsonCursor& c, DraftReaction& reaction, Draft& d);
  void read_strings(JsonCursor& c, std::vector<std::string_view>& into, Draft& d);
  template <class Part, class Member, class Complete>
  void read_parts(JsonCursor& c, std::vector<Part>& into, Draft& d, Member member, Complete complete);
  std::string_view raw_value(JsonCursor& c);

  Arena* memory_ = nullptr;
  std::string_view all_;  // the text that the cursor walks
};

}  // namespace rsmf::events
