// From a row's JSON to its draft.
#pragma once

#include "sources/rsmf/drafts.hpp"
#include "sources/rsmf/seen_members.hpp"
#include "sources/rsmf/value_reader.hpp"

namespace rsmf::rsmf_source {

/// Reads the object at a cursor; false if it is broken (the cursor has failed). Nothing that a row says is lost:
/// members that no version knows become custom properties. One per thread.
class RowReader {
 public:
  explicit RowReader(const Reading& reading) : values_(reading) {}
  bool read(JsonCursor cursor, Arena& memory, PersonDraft& into);
  bool read(JsonCursor cursor, Arena& memory, ConversationDraft& into);
  bool read(JsonCursor cursor, Arena& memory, EventDraft& into);

 private:
  using Custom = std::vector<Property>;
  template <class Draft, class Member>
  bool read_row(JsonCursor& c, Arena& memory, Draft& draft, Member member);
  template <class Member>
  void each_part(JsonCursor& c, std::string_view name, Custom& custom, Member member);
  bool event_member(std::string_view key, JsonCursor& c, EventDraft& d);
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
  SeenMembers seen_row_, seen_part_;
};

}  // namespace rsmf::rsmf_source
