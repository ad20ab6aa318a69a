#include "rsmf/encode/encoder_findings.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kFindings[] = {
    {"ENC-001", Severity::info, Action::kept, "An attachment is not in the export",
     "The export names the file but does not contain it. The message is kept; its custom properties and "
     "attachments.csv name the missing file.",
     "Ask for the file. If it is at hand, name its folder with --files and convert again."},
    {"ENC-002", Severity::warning, Action::kept, "An attachment cannot be read",
     "The file is in the export, but it is damaged or cannot be opened. The message is kept; the file is treated as "
     "missing.",
     "Ask for an undamaged copy of the export."},
    {"ENC-003", Severity::warning, Action::kept, "An attachment is an empty file",
     "The file in the export has no content. Review platforms refuse such files, so it is treated as missing. The "
     "message is kept.",
     "Ask whether the file was empty in the original system."},
    {"ENC-004", Severity::info, Action::kept, "A message lists the same attachment twice",
     "Review platforms allow a file only once in a message. It is attached once; the message is kept.",
     "Nothing needs to be done."},
    {"ENC-005", Severity::info, Action::kept, "The profile picture of a person was left out",
     "The picture cannot be read, or is not a PNG, JPG or GIF image. Messages are not affected.",
     "Nothing needs to be done."},
    {"ENC-006", Severity::warning, Action::repaired, "Two events have the same id",
     "Ids must be unique in an RSMF file. Both events are kept; this one was given an id of its own.",
     "Compare the two events: one may be a changed copy of the other."},
    {"ENC-007", Severity::info, Action::kept, "The message it replies to is not in this file",
     "A reply can be linked only to an earlier message in the same .rsmf file. The reply is kept without the link; the "
     "id of the other message is in its custom property \"Parent\".",
     "Look up the other message by its id. To keep threads together, convert again with --links context or --links "
     "anchor."},
    {"ENC-008", Severity::warning, Action::repaired, "A text is not valid UTF-8",
     "The replacement character U+FFFD takes the place of the invalid bytes. All events are kept.",
     "Compare the text with the export, and please report the case."},
    {"ENC-009", Severity::info, Action::kept, "A person joined or left a direct conversation",
     "RSMF allows joining and leaving only in channels. The event is kept as a disclaimer.",
     "Nothing needs to be done."},
    {"ENC-010", Severity::warning, Action::repaired, "A reaction has no value",
     "The export does not say what the reaction was. The reaction was left out; the message is kept.",
     "Look at the message in the export."},
    {"ENC-011", Severity::info, Action::kept, "The mail names only the first 1,000 participants",
     "Longer To headers cause trouble in mail programs. The manifest names all participants.",
     "Nothing needs to be done."},
    {"ENC-012", Severity::info, Action::kept, "An edit is dated before its message",
     "Review platforms refuse such a time. The edit is kept; its time is in a custom property instead.",
     "Compare the times with the original system: one of the clocks may have been wrong."},
    {"ENC-013", Severity::warning, Action::kept, "An .rsmf file is larger than 2 GB",
     "The file was written, but review platforms may refuse it.",
     "Convert again with smaller slices: a lower --max-bytes or --max-events, or a shorter --slice."},
    {"ENC-014", Severity::info, Action::kept, "A person left, and acts later without having joined again",
     "Review platforms warn of people who act in a conversation that they have left. The leaving is kept as a "
     "disclaimer.",
     "Nothing needs to be done."},
};

}  // namespace

namespace enc {

const FindingSpec& kMissing = kFindings[0];
const FindingSpec& kDamaged = kFindings[1];
const FindingSpec& kEmptyFile = kFindings[2];
const FindingSpec& kListedTwice = kFindings[3];
const FindingSpec& kAvatarLeftOut = kFindings[4];
const FindingSpec& kDuplicateId = kFindings[5];
const FindingSpec& kParentDetached = kFindings[6];
const FindingSpec& kInvalidText = kFindings[7];
const FindingSpec& kJoinInDirect = kFindings[8];
const FindingSpec& kEmptyReaction = kFindings[9];
const FindingSpec& kManyRecipients = kFindings[10];
const FindingSpec& kEarlyEdit = kFindings[11];
const FindingSpec& kLargeFile = kFindings[12];
const FindingSpec& kLeaveDenied = kFindings[13];

Finding about(const Slice& slice, const Event& event, const FindingSpec& spec, std::string message) {
  Finding finding{&spec, event.origin, std::string(event.id), std::move(message), {}};
  finding.conversation = slice.channel->row.display;
  if (event.participant < slice.people.size()) finding.author = slice.people[event.participant]->row.display;
  finding.time = event.time;
  return finding;
}

Finding about_file(const Slice& slice, const FindingSpec& spec, std::string message) {
  const Event& first = slice.events.front();
  Finding finding{&spec, first.origin, std::string(first.id), std::move(message), {}};
  finding.conversation = slice.channel->row.display;
  return finding;
}

}  // namespace enc

std::span<const FindingSpec> encoder_findings() {
  return kFindings;
}

}  // namespace rsmf
