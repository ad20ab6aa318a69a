// The records of the events format, as lines. What they mean: src/sources/events/README.md.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "json/json_writer.hpp"
#include "rsmf/event.hpp"
#include "rsmf/roster.hpp"

namespace rsmf {

/// An attachment, and the paths that replace its keys; empty where there is none.
struct AttachmentLine {
  const Attachment* row = nullptr;
  std::string path, placeholder;
};

/// An event, and what its numbers mean.
struct EventLine {
  const Event* row = nullptr;
  std::string_view conversation;                ///< its key
  std::span<const AttachmentLine> attachments;  ///< all of the event
  std::span<const Property> more_custom;        ///< behind its own
};

/// Gives the id of a participant. REQUIRES: not kNone.
class ParticipantNames {
 public:
  virtual ~ParticipantNames() = default;
  virtual std::string_view id_of(uint32_t participant) const = 0;
};

// Each appends one line with its line end.

/// `avatar`: the path of the picture, or empty.
void append_participant_line(const Participant& row, std::string_view avatar, std::string& to);
/// `members`: ids of the first of those who are members at the start.
void append_conversation_line(const Conversation& row, std::string_view key, std::span<const std::string_view> members,
                              std::string& to);
/// A further member at the start.
void append_member_line(std::string_view conversation, std::string_view participant, std::string& to);
void append_transition_line(std::string_view conversation, std::string_view participant, const Transition& transition,
                            std::string& to);
void append_event_line(const EventLine& event, const ParticipantNames& names, std::string& to);

}  // namespace rsmf
