#include "sources/slack/slack_findings.hpp"

namespace rsmf::slack {
namespace {

constexpr FindingSpec kSpecs[] = {
    {"SLK-001", Severity::error, Action::dropped, "A record cannot be read",
     "The record is damaged: it is not valid JSON. It is not in the output. The messages before and after it are not "
     "affected.",
     "Look at the excerpt for what the record says. Ask for a new export if the message may matter."},
    {"SLK-002", Severity::warning, Action::repaired, "A damaged record was repaired",
     "The record is not correct JSON, but its meaning is clear. It was repaired and read; the excerpt shows the "
     "original text.",
     "Compare the excerpt with the message in the output."},
    {"SLK-003", Severity::error, Action::dropped, "A record is larger than the limit",
     "Records larger than 64 MiB are not read. This one is not in the output.",
     "Look at this place in the file: a record of that size is rarely genuine."},
    {"SLK-004", Severity::warning, Action::kept, "A message has no valid time",
     "Slack states the time of a message as a number of seconds; here it is missing or not a number. The message is "
     "kept without a time, in a slice named \"undated\".",
     "Look at the messages around it in the export to estimate its time."},
    {"SLK-005", Severity::warning, Action::repaired,
     "Half of a character in a text is missing, or an escape is unknown",
     "Emoji and rare characters are written as a pair of codes, of which the export holds only half, or a character is "
     "written in a way that JSON does not have. The message is kept; the replacement character U+FFFD takes the place "
     "of the lost character.",
     "The export lost the character. Slack itself may still show it."},
    {"SLK-006", Severity::error, Action::dropped, "A record is not a message",
     "The export lists something among the messages that is not one. It is not in the output.",
     "Look at the excerpt for what it says."},
    {"SLK-007", Severity::info, Action::kept, "The author is in no list of users",
     "The export's list of users does not have this person. The name in the message is shown, or else the id.",
     "Ask for the list of all users, including guests and users of other workspaces."},
    {"SLK-008", Severity::info, Action::repaired, "An access token was removed from a link",
     "Links to files in an export may hold a token that opens the file without a password. The token was removed; the "
     "link is kept.",
     "Nothing needs to be done."},
    {"SLK-009", Severity::info, Action::kept, "A message is of a kind that this version does not know",
     "Slack marks special messages with a subtype. This one is unknown. The message is kept as an ordinary one, and "
     "its subtype as a custom property.",
     "Look at the message. Please report the subtype, so that a later version knows it."},
    {"SLK-010", Severity::error, Action::dropped, "An edit or deletion does not say which message it changes",
     "The record belongs to the log of edits and deletions, but the message that it is about cannot be found out. The "
     "record is not in the output.",
     "Look at the record in the export."},
    {"SLK-011", Severity::info, Action::kept, "A message is known only from the log of edits and deletions",
     "The message itself is not in the export any more; the log still holds its text. It is kept as the log knows it.",
     "Nothing needs to be done."},
    {"SLK-012", Severity::error, Action::kept, "A file breaks off before its end",
     "The file's list of messages is not closed: the export or the copy was interrupted. The messages before that "
     "point are in the output.",
     "Export or copy the file again, to get the messages that may follow."},
    {"SLK-013", Severity::error, Action::skipped_file, "A file cannot be read",
     "Reading the file failed. The messages that could not be read are not in the output.",
     "Export or copy the file again."},
    {"SLK-014", Severity::info, Action::kept, "A list of users or conversations is missing",
     "Names and members that only this list holds are not known. People appear with what their messages say of them, "
     "conversations with the names of their folders.",
     "Ask for the complete export."},
    {"SLK-015", Severity::warning, Action::kept, "A list of users or conversations is damaged",
     "The part of the list that can be read was used. Some people or conversations may appear with their ids instead "
     "of names.",
     "Ask for an undamaged copy of the file."},
    {"SLK-016", Severity::warning, Action::kept, "An entry in a list of users or conversations cannot be used",
     "The entry is damaged, too large or has no id. The person or conversation may appear with an id instead of a "
     "name.",
     "Look at the excerpt for what the entry says."},
    {"SLK-017", Severity::info, Action::kept, "A folder of messages is in no list of conversations",
     "The messages are kept. The name of the folder is used as the name of the conversation; the conversation may have "
     "been renamed.",
     "Ask whether the conversation was renamed, or the list comes from another export."},
    {"SLK-018", Severity::info, Action::kept, "Listed conversations have no messages in the export",
     "The export lists conversations for which it holds no messages.",
     "If the export was limited to some conversations or dates, nothing needs to be done. Otherwise ask whether it is "
     "complete."},
    {"SLK-019", Severity::info, Action::kept, "A file without messages was not converted",
     "The file is part of the export but holds no messages that can be shown as a conversation.",
     "Look at the file itself if it may matter."},
    {"SLK-020", Severity::warning, Action::kept, "The folder of attachments cannot be read",
     "Attachments that are only in this folder are treated as missing.", "Check the path that is given with --files."},
    {"SLK-021", Severity::warning, Action::kept, "The export holds no messages",
     "The input was recognised as a Slack export, but no file with messages is in it.",
     "Check that the export is complete."},
    {"SLK-022", Severity::warning, Action::kept, "A detail of a message cannot be read",
     "A part of the message, such as a reaction, a file or its formatting, is not as Slack writes it. That part was "
     "left out; the rest of the message is kept.",
     "Look at the record in the export."},
};

constexpr Fidelity kKept[] = {
    {"messages", "kept", "text as plain text: mentions, channels and links by name; *bold* and the like as typed"},
    {"message formatting in blocks", "partly", "rendered to text where the text is empty or says less"},
    {"cards and link previews", "partly", "rendered to text: in the body for apps, as a custom property for people"},
    {"threads", "kept", "parent of each reply; broadcasts once, marked"},
    {"reactions", "kept", "skin tone as a custom property; names that Slack cut off are lost, the count is kept"},
    {"edits", "kept", "with previous text where the export logs edits, otherwise the last edit's time and author"},
    {"deletions", "kept",
     "with the last known text where the export logs deletions; otherwise only thread placeholders"},
    {"files", "partly", "bytes from the export or --files; otherwise listed as missing with their address"},
    {"joins and leaves", "kept", "also used for membership"},
    {"topic, purpose, pins, archiving, huddles", "kept", "as notices"},
    {"people", "kept", "name, e-mail, title, team, deleted and bot marks; profile pictures only where bytes are there"},
    {"polls, forms and buttons of apps", "partly", "their text"},
    {"canvases, lists, integration logs", "lost", "named in the report"},
    {"read receipts", "not in the export", ""},
};

}  // namespace

std::span<const FindingSpec> findings() {
  return kSpecs;
}
std::span<const Fidelity> fidelity() {
  return kKept;
}

}  // namespace rsmf::slack
