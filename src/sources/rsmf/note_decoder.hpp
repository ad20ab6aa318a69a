// What our own writer had to put into custom properties, taken back out.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sources/rsmf/drafts.hpp"

namespace rsmf::rsmf_source {

/// What a copy says of itself once it has to stand for an event.
inline constexpr std::string_view kLonelyCopy = "copy of an event that is not in the input";
inline constexpr std::string_view kDifferentCopy = "copy of an event in another slice, with a different content";

/// Ids by the names that the notes of 1.0.0 call people by.
class NameIndex {
 public:
  void add(std::string_view display, std::string_view id);
  /// Empty if nobody has that name, or more than one.
  std::string_view id_of(std::string_view display) const;
  friend bool operator==(const NameIndex&, const NameIndex&) = default;

 private:
  std::unordered_map<std::string, std::string> ids_;  // an empty id: more than one
};

/// What is known of the file and conversation an event stands in.
struct NoteContext {
  bool ours = false;  ///< the file is one of our writer; in others, what looks like a note is somebody's property
  bool v1 = false;
  bool direct = false;
  const NameIndex* names = nullptr;  ///< of a 1.0.0 file
  std::string_view author;           ///< display of the event's participant
};

/// Moves what stands at the end of `custom` in exactly the writer's form and order to where it belongs in the draft.
/// What has not that form stays a custom property. Writing the result again gives the same bytes.
void restore_notes(EventDraft& draft, const NoteContext& context);

/// The same for the rows of 1.0.0: Account ID; Custodian and Event collection ID.
void restore_notes(PersonDraft& draft, bool v1);
void restore_notes(ConversationDraft& draft, bool v1);

/// All that the event says, but not where: equal for an event and its copy in another slice.
std::string content_of(const EventDraft& draft);

}  // namespace rsmf::rsmf_source
