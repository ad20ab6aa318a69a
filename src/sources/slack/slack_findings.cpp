#include "sources/slack/slack_findings.hpp"

namespace rsmf::slack {
namespace {

constexpr FindingSpec kSpecs[] = {
    {"SLK-001", Severity::error, Action::dropped, "record cannot be read as JSON",
     "see the excerpt; the messages around it are not affected"},
    {"SLK-002", Severity::warning, Action::repaired, "record was damaged and has been mended",
     "compare the excerpt with the event"},
    {"SLK-003", Severity::error, Action::dropped, "record exceeds the size limit", "raise the limit for records"},
    {"SLK-004", Severity::warning, Action::kept, "message has no usable timestamp", "it is filed as undated"},
    {"SLK-005", Severity::warning, Action::repaired, "text holds half a surrogate pair or an unknown escape",
     "the half is shown as U+FFFD; the export lost the character"},
    {"SLK-006", Severity::error, Action::dropped, "record is not a message", "see the excerpt"},
    {"SLK-007", Severity::info, Action::kept, "author is in no index of users",
     "shown by the name in the message, or the id"},
    {"SLK-008", Severity::info, Action::repaired, "an access token was removed from a link",
     "nothing; the link itself is kept"},
    {"SLK-009", Severity::info, Action::kept, "message has a subtype that this version does not know",
     "it is kept as it is; tell us about it"},
    {"SLK-010", Severity::error, Action::dropped, "edit or deletion record does not say which message it changes",
     "see the excerpt"},
    {"SLK-011", Severity::info, Action::kept, "message is known only from the log of edits and deletions",
     "it was recovered from there"},
    {"SLK-012", Severity::error, Action::kept, "file breaks off before its list of messages is closed",
     "export again; what follows is not in the file"},
    {"SLK-013", Severity::error, Action::skipped_file, "file cannot be read", "export or copy it again"},
    {"SLK-014", Severity::info, Action::kept, "index file is missing", "names and members it would hold are unknown"},
    {"SLK-015", Severity::warning, Action::kept, "index file is damaged or not a list",
     "some names may be shown as ids"},
    {"SLK-016", Severity::warning, Action::kept, "entry of an index file cannot be used", "see the excerpt"},
    {"SLK-017", Severity::info, Action::kept, "folder of messages is in no index of conversations",
     "the folder's name is used; it may have been renamed"},
    {"SLK-018", Severity::info, Action::kept, "conversations of the index have no messages in the export",
     "nothing, if the export was limited to some conversations or dates"},
    {"SLK-019", Severity::info, Action::kept, "file holds no messages and was not carried over",
     "look at it by hand if it matters"},
    {"SLK-020", Severity::warning, Action::kept, "folder of attachments cannot be read",
     "check the path given with --files"},
    {"SLK-021", Severity::warning, Action::kept, "export holds no messages", "check that it is complete"},
    {"SLK-022", Severity::warning, Action::kept, "a detail of the message cannot be read",
     "the rest of the message is kept"},
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
