#include "sources/events/events_findings.hpp"

namespace rsmf::events {
namespace {

constexpr FindingSpec kFindings[] = {
    {"EVT-001", Severity::error, Action::dropped, "A line is not a JSON object, or it breaks off",
     "Each line of an events file is one JSON object. This line could not be read as one; it is not in the output.",
     "Look at this place in the file: a quotation mark or a brace is missing. Correct the program that writes the "
     "file, or ask for a complete copy."},
    {"EVT-002", Severity::warning, Action::repaired, "An event names no conversation",
     "The event is kept. It is in the conversation \"unknown\", together with all other events that name none.",
     "Write the member \"conversation\" into each event."},
    {"EVT-003", Severity::warning, Action::repaired, "A time is not in the required form",
     "Times must be written as in RFC 3339, with a time zone. An event whose own time cannot be read is kept without a "
     "time, in a slice named \"undated\". The text as written is kept as a custom property.",
     "Write times as 2024-03-01T08:00:00Z."},
    {"EVT-004", Severity::warning, Action::repaired, "The type of an event is unknown",
     "The event is kept with the type \"unknown\". The word in the file is kept as the custom property \"Original "
     "type\".",
     "Use one of the types message, join, leave, history, disclaimer and unknown."},
    {"EVT-005", Severity::warning, Action::repaired, "A line with faulty JSON was repaired",
     "The line is not correct JSON, but its meaning is clear. It was repaired and read; the excerpt shows the original "
     "text.",
     "Compare the excerpt with the event in the output."},
    {"EVT-006", Severity::error, Action::dropped, "A participant or conversation has no id",
     "Events refer to participants and conversations by their id. A declaration without an id cannot be used and is "
     "not in the output.",
     "Write the member \"id\" into the declaration."},
    {"EVT-007", Severity::info, Action::folded, "A participant or conversation is declared twice",
     "Two lines declare the same id. The first one is used, this one is not.",
     "Compare the two lines. If they describe two different people, give one of them another id."},
    {"EVT-008", Severity::info, Action::kept, "A declaration has a member that is not known",
     "Only the members that are documented for this format are read. This one is not in the output; the rest of the "
     "line is.",
     "To keep the value, put it into the member \"custom\"."},
    {"EVT-009", Severity::error, Action::dropped, "A record is larger than the limit",
     "Records larger than 64 MiB are not read. This one is not in the output.",
     "Look at this place in the file: a record of that size is rarely genuine."},
    {"EVT-010", Severity::error, Action::skipped_file, "A file could not be read to its end",
     "Reading failed at some point in the file. What comes after that point is not in the output.",
     "Ask for a complete, undamaged copy of the file and convert it again."},
    {"EVT-011", Severity::warning, Action::repaired, "Half of a character in a text is missing",
     "Emoji and rare characters are written as a pair of codes. Only half of such a pair is in the file. The event is "
     "kept; the replacement character U+FFFD takes the place of the missing character.",
     "The program that wrote the file cut the character in two. The original system may still have the complete text."},
    {"EVT-012", Severity::warning, Action::repaired, "A part of an event is incomplete",
     "A reaction without a value, a receipt without a participant, an attachment without a path and a name, or a "
     "custom property without a name or a value cannot be written. That part was left out; the rest of the event is "
     "kept.",
     "Complete the part in the file and convert it again."},
    {"EVT-013", Severity::info, Action::kept, "The picture of a participant is not in the export",
     "The participant is kept, without the picture.",
     "Put the picture beside the file, or name its folder with --files."},
    {"EVT-014", Severity::error, Action::dropped, "A membership lacks what it needs",
     "A membership names a conversation and a participant and, if it begins or ends, says which and when. This one does not; it "
     "was left out.",
     "Write \"conversation\", \"participant\" and, for one that begins or ends, \"type\" (join, leave) and \"timestamp\"."},
};

}  // namespace

const FindingSpec& spec_of(Trouble trouble) {
  return kFindings[size_t(trouble)];
}
std::string unreadable_message(const Error& error) {
  return "The file could not be read to its end: " + error.message + ".";
}
std::span<const FindingSpec> all_findings() {
  return kFindings;
}

}  // namespace rsmf::events
