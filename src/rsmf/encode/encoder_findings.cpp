#include "rsmf/encode/encoder_findings.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kFindings[] = {
    {"ENC-001", Severity::info, Action::kept, "an attachment is named by the export but not in it",
     "the message says so in its custom properties; see attachments.csv, or name the folder that has the file"},
    {"ENC-002", Severity::warning, Action::kept, "an attachment cannot be read",
     "it is treated as missing; check the export for damage"},
    {"ENC-003", Severity::warning, Action::kept, "an attachment is an empty file",
     "it is treated as missing, because review platforms refuse files of zero bytes"},
    {"ENC-004", Severity::info, Action::kept, "an event lists the same attachment twice",
     "the file is referenced once, because review platforms do not allow more"},
    {"ENC-005", Severity::info, Action::kept, "an avatar was left out",
     "it cannot be read or is not a PNG, JPG or GIF image"},
    {"ENC-006", Severity::warning, Action::repaired, "two events have the same id",
     "the later one was given an id of its own"},
    {"ENC-007", Severity::info, Action::kept, "the event that this one answers is not in the same file",
     "its id stands in the custom property Parent; --links context or anchor keeps threads together"},
    {"ENC-008", Severity::warning, Action::repaired, "text is not valid UTF-8",
     "the invalid bytes were replaced by U+FFFD"},
    {"ENC-009", Severity::info, Action::kept, "somebody joined or left a direct conversation",
     "written as a disclaimer, because direct conversations have fixed members"},
    {"ENC-010", Severity::warning, Action::repaired, "a reaction has no value", "it was left out"},
    {"ENC-011", Severity::info, Action::kept, "more participants than a To header should hold",
     "the header names the first 1,000; the manifest names all"},
    {"ENC-012", Severity::info, Action::kept, "an edit is dated before its event",
     "its time stands in a custom property, because review platforms refuse it in its place"},
    {"ENC-013", Severity::warning, Action::kept, "a file is larger than 2 GB",
     "review platforms may refuse it; use smaller slices"},
    {"ENC-014", Severity::info, Action::kept, "somebody left, and acts later without having joined again",
     "the leave is written as a disclaimer, because review platforms warn of people who act while they are not there"},
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

Finding about(const Event& event, const FindingSpec& spec, std::string message) {
  return {&spec, event.origin, std::string(event.id), std::move(message), {}};
}

}  // namespace enc

std::span<const FindingSpec> encoder_findings() {
  return kFindings;
}

}  // namespace rsmf
