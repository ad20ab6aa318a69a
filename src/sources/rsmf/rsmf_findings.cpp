#include "sources/rsmf/rsmf_findings.hpp"

namespace rsmf::rsmf_source {
namespace {

constexpr FindingSpec kFindings[] = {
    {"RSF-001", Severity::error, Action::dropped, "event is not a JSON object, or broken off",
     "look at the place in the manifest; --repair mends trailing commas, bare control characters and invalid UTF-8"},
    {"RSF-002", Severity::error, Action::dropped, "row is larger than the limit", "raise --max-record-bytes"},
    {"RSF-003", Severity::error, Action::skipped_file, "file could not be read to its end",
     "ask for a complete copy of the file; rsmf validate says what is wrong with it"},
    {"RSF-004", Severity::info, Action::skipped_file, "file holds no RSMF",
     "nothing to do, if it is another mail or zip"},
    {"RSF-005", Severity::error, Action::kept, "manifest is no JSON object, or is not closed",
     "what stands before the damage was read; ask for a complete copy"},
    {"RSF-006", Severity::error, Action::kept, "participant or conversation is broken or has no id",
     "events that name it are written with the id alone"},
    {"RSF-007", Severity::error, Action::kept, "id is listed twice in one manifest",
     "the first row counts; look whether the other one is somebody else"},
    {"RSF-008", Severity::warning, Action::kept, "version of the manifest is neither 1.0.0 nor 2.0.0",
     "it was read as 2.0.0"},
    {"RSF-009", Severity::info, Action::kept, "member of the manifest that no version knows was left out",
     "nothing to do"},
    {"RSF-010", Severity::error, Action::kept, "value of the wrong type was left out",
     "--repair reads numbers and booleans as text, and counts and booleans that stand in quotes"},
    {"RSF-011", Severity::error, Action::kept, "time that is none, or in a form that readers refuse, was left out",
     "what was written is kept as a custom property; --repair reads forms that have one meaning"},
    {"RSF-012", Severity::error, Action::kept, "word that RSMF does not know was left out",
     "--repair reads known words in other letter case"},
    {"RSF-013", Severity::error, Action::kept, "member that RSMF needs is missing",
     "--repair makes it a warning; a platform is written as 'unknown' in any case"},
    {"RSF-014", Severity::error, Action::kept, "text that must not be empty was left out",
     "nothing is lost; --repair makes it a warning"},
    {"RSF-015", Severity::error, Action::kept, "e-mail that is no address was left out",
     "--repair keeps it as a custom property"},
    {"RSF-016", Severity::error, Action::kept, "part of a row lacks what it needs and was left out",
     "reactions need a value, attachments an id, custom properties a name and a value"},
    {"RSF-017", Severity::error, Action::kept, "file in a folder of rsmf.zip is not taken for the one of that id",
     "--repair takes it"},
    {"RSF-018", Severity::error, Action::dropped, "event has no type, or one that RSMF does not know",
     "--repair writes 'unknown' where it is missing, and reads known words in other letter case"},
    {"RSF-020", Severity::warning, Action::repaired, "value of the wrong type was read as what it says",
     "compare with the excerpt"},
    {"RSF-021", Severity::warning, Action::repaired, "time in a form that readers refuse was written in theirs",
     "it is the same instant"},
    {"RSF-022", Severity::warning, Action::repaired, "word was read in other letter case", "compare with the excerpt"},
    {"RSF-023", Severity::warning, Action::repaired,
     "'unknown' was written for a missing type or platform, nothing for others", "the manifest does not say it"},
    {"RSF-024", Severity::warning, Action::repaired, "empty text where none may be was left out", "nothing is lost"},
    {"RSF-025", Severity::warning, Action::repaired, "e-mail that is no address became a custom property",
     "it stands under 'E-mail'"},
    {"RSF-026", Severity::warning, Action::repaired, "faulty JSON was mended", "the excerpt holds the original bytes"},
    {"RSF-027", Severity::warning, Action::repaired, "file was taken from a folder of rsmf.zip",
     "it was written where readers look for it"},
    {"RSF-030", Severity::warning, Action::repaired, "half of a surrogate pair was replaced by U+FFFD",
     "the writing program cut an emoji in two"},
    {"RSF-031", Severity::warning, Action::repaired, "time without a zone was read in an assumed one",
     "--timezone says whose clock it was; without it UTC is assumed"},
    {"RSF-032", Severity::info, Action::kept, "member of a row that no version knows became a custom property",
     "nothing is lost"},
    {"RSF-033", Severity::warning, Action::repaired, "somebody is named but not among the participants",
     "the only one whom other files list by that id was taken, or a participant with nothing but the id written"},
    {"RSF-034", Severity::warning, Action::repaired, "conversation is named but not among the conversations",
     "one with nothing but that id was written"},
    {"RSF-035", Severity::warning, Action::repaired, "event names no conversation; filed under 'unknown'",
     "look at the event"},
    {"RSF-036", Severity::warning, Action::repaired, "two files describe different people by one id",
     "the later one got an id of its own; if they are one person, their rows contradict each other"},
    {"RSF-037", Severity::warning, Action::kept, "two files describe one conversation differently",
     "the first one counts"},
    {"RSF-038", Severity::info, Action::repaired, "event has no id; it got one from its place", "nothing to do"},
    {"RSF-039", Severity::info, Action::folded, "copy that was made for context went into its original",
     "nothing to do: --links decides anew what is repeated"},
    {"RSF-040", Severity::warning, Action::kept, "copy that was made for context differs from its original",
     "both are kept; somebody changed one of them"},
    {"RSF-041", Severity::info, Action::kept, "copy that was made for context has no original in the input",
     "it is kept as an event; convert all files of the conversation together"},
    {"RSF-042", Severity::info, Action::kept, "listed participants who take no part were left out",
     "nobody of that id writes, reacts, or is a member"},
    {"RSF-043", Severity::info, Action::kept, "icon of a conversation was left out",
     "review platforms warn of every file that is one"},
    {"RSF-044", Severity::info, Action::kept, "header of the mail is not carried over",
     "it stands in the original file"},
    {"RSF-045", Severity::info, Action::kept, "picture of a participant is not in rsmf.zip",
     "the participant is kept without it"},
    {"RSF-046", Severity::warning, Action::kept, "mail or zip is not as it should be, but could be read",
     "the message names the rule; rsmf validate tells more"},
    {"RSF-047", Severity::error, Action::kept, "file in rsmf.zip that no row names was left out",
     "rsmf extract writes it; look whether a row that named it was lost"},
    {"RSF-048", Severity::error, Action::kept, "participants, conversations or events of the manifest are no list",
     "what stands there instead, or should stand there, is not in the output"},
    {"RSF-049", Severity::error, Action::skipped_file, "archive of RSMF inside the input was not looked into",
     "give the archive itself as an input"},
    {"RSF-050", Severity::warning, Action::kept, "two files have different pictures of one person",
     "the first one counts"},
    {"RSF-051", Severity::error, Action::kept, "member stands twice in a row",
     "the last one counts, lists are put together; the manifest shows both"},
};

}  // namespace

const FindingSpec& spec_of(Trouble trouble) {
  return kFindings[static_cast<size_t>(trouble)];
}

const FindingSpec& spec_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::wrong_type:
      return spec_of(fault.mended ? Trouble::mended_type : Trouble::wrong_type);
    case FaultKind::bad_time:
      return spec_of(fault.mended ? Trouble::mended_time : Trouble::bad_time);
    case FaultKind::bad_word:
      return spec_of(fault.mended ? Trouble::mended_word : Trouble::bad_word);
    case FaultKind::missing:
      return spec_of(fault.mended ? Trouble::mended_missing : Trouble::missing);
    case FaultKind::empty:
      return spec_of(fault.mended ? Trouble::mended_empty : Trouble::empty);
    case FaultKind::bad_email:
      return spec_of(fault.mended ? Trouble::mended_email : Trouble::bad_email);
    case FaultKind::incomplete:
      return spec_of(Trouble::incomplete);
    case FaultKind::surrogate:
      return spec_of(Trouble::surrogate);
    case FaultKind::repeated:
      return spec_of(Trouble::member_twice);
    case FaultKind::zoneless:
      return spec_of(Trouble::zoneless);
    case FaultKind::unknown_member:
      break;
  }
  return spec_of(Trouble::unknown_member);
}

std::span<const FindingSpec> all_findings() {
  return kFindings;
}

}  // namespace rsmf::rsmf_source
