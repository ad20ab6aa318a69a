// A line of the `events` format. The made-up events export consists of them, and so does the model: what a perfect
// conversion of another export must contain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generate/chat_text.hpp"
#include "generate/scenario.hpp"

namespace rsmf {

struct EventRecord {
  struct Reaction {
    std::string value;
    uint32_t count = 0;
    std::vector<std::string> participants;
  };
  struct Edit {
    TimeNs time = kNoTime;  ///< kNoTime: neither it nor the previous text is known
    std::string previous, current;
  };
  std::string_view type = "message";
  std::string id;  ///< empty: the format has none, so the reader chooses
  std::string conversation, participant;
  TimeNs time = kNoTime;
  std::string body;
  std::string parent;
  TimeNs parent_time = kNoTime;
  bool deleted = false;
  std::vector<std::string> attachments;  ///< their names
  std::vector<Reaction> reactions;
  std::vector<Edit> edits;  ///< by the author
  std::string_view flaw;    ///< what was done to the record, if anything
};

void append_event(const EventRecord& event, std::string& to);
void append_participant(std::string_view id, std::string_view display, std::string_view email, std::string& to);
void append_conversation(std::string_view id, std::string_view display, std::string_view platform, bool direct,
                         const std::vector<std::string>& participants, std::string& to);

// Identifiers that the slack and events formats share.
std::string person_id(uint32_t person);
std::string chat_id(const Chat& chat);
std::string chat_name(const Chat& chat);
/// What people see: the name, but for two people theirs.
std::string chat_display(const Chat& chat, const Scenario& scenario);
std::string event_id(TimeNs time);  ///< seconds, a dot and six digits
std::string_view reaction_name(uint32_t kind);
std::string file_name(const Message& message);
std::string_view flaw_name(Flaw flaw);
inline constexpr std::string_view kAppId = "B0000001";
inline constexpr std::string_view kAppName = "deploy-bot";
inline constexpr std::string_view kStrangerId = "U0STRANGER";

/// Appends the text as a person reads it.
void append_plain(const ChatText& text, const Scenario& scenario, std::string& to);

/// What `message` must become, without the body's flaw.
EventRecord record_of(const Message& message, const Scenario& scenario, const Chat& chat, const Vocabulary& vocabulary);

}  // namespace rsmf
