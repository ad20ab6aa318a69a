// From a row's JSON to its draft.
#pragma once

#include "rsmf/schema/manifest_names.hpp"
#include "sources/rsmf/drafts.hpp"
#include "sources/rsmf/value_reader.hpp"

namespace rsmf::rsmf_source {

/// Reads the object at a cursor; false if it is broken (the cursor has failed). Members that no version of the standard
/// has become custom properties. Not thread-safe: one per thread.
class RowReader {
 public:
  explicit RowReader(const Reading& reading) : values_(reading) {}
  bool read(JsonCursor cursor, Arena& memory, PersonDraft& into);
  bool read(JsonCursor cursor, Arena& memory, ConversationDraft& into);
  bool read(JsonCursor cursor, Arena& memory, EventDraft& into);

 private:
  using Custom = std::vector<Property>;
  using Name = ManifestName;

  /// The members of one object so far.
  class MemberSet {
   public:
    /// False if the name was added before.
    bool add(ManifestName name);

   private:
    uint64_t bits_ = 0;  // by ManifestName
  };

  // The functions that take a member read its value and return true, or return false if they know no such member.
  template <class Draft, class Member>
  bool read_row(JsonCursor& c, Arena& memory, Draft& draft, Member member);
  /// Calls begin() for each object in the array, then member(name) for each of its members.
  template <class Begin, class Member>
  void each_part(JsonCursor& c, Name array, Custom& custom, Begin begin, Member member);
  bool person_member(Name name, JsonCursor& c, PersonDraft& d);
  bool conversation_member(Name name, JsonCursor& c, ConversationDraft& d);
  bool event_member(Name name, JsonCursor& c, EventDraft& d);
  bool event_choice(Name name, JsonCursor& c, EventDraft& d);
  void read_custom(JsonCursor& c, Custom& custom);
  void read_ids(JsonCursor& c, std::string_view name, std::vector<std::string_view>& into);
  void read_reactions(JsonCursor& c, EventDraft& d);
  void read_attachments(JsonCursor& c, EventDraft& d);
  void read_edits(JsonCursor& c, EventDraft& d);
  void read_receipts(JsonCursor& c, EventDraft& d);
  void keep_unknown(std::string_view prefix, std::string_view key, JsonCursor& c, Custom& custom);
  void keep_time(std::string_view name, std::string_view as_written, Custom& custom);
  void take_email(PersonDraft& d);

  ValueReader values_;
};

}  // namespace rsmf::rsmf_source
