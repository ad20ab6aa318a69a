#include "sources/rsmf/rsmf_findings.hpp"

#include <fmt/format.h>

namespace rsmf::rsmf_source {
namespace {

constexpr FindingSpec kFindings[] = {
    {"RSF-001", Severity::error, Action::dropped, "An event is not a JSON object, or it breaks off",
     "The event could not be read; it is not in the output. The events before and after it are not affected.",
     "Look at this place in the manifest. With --repair, trailing commas, bare control characters and invalid UTF-8 "
     "are repaired."},
    {"RSF-002", Severity::error, Action::dropped, "A row of the manifest is larger than the limit",
     "Rows larger than 64 MiB are not read. This one is not in the output.",
     "Look at this place in the file: a row of that size is rarely genuine."},
    {"RSF-003", Severity::error, Action::skipped_file, "A file could not be read to its end",
     "Reading the file failed. What could not be read is not in the output.",
     "Ask for a complete copy of the file. \"rsmf validate\" says what is wrong with it."},
    {"RSF-004", Severity::info, Action::skipped_file, "A file holds no RSMF",
     "The file is a mail or a zip archive without an RSMF manifest. It was not converted.",
     "If it is an ordinary mail or archive, nothing needs to be done."},
    {"RSF-005", Severity::error, Action::kept, "The manifest is not a JSON object, or it breaks off",
     "The rows before the damage were read and are in the output. What comes after it is not.",
     "Ask for a complete copy of the file."},
    {"RSF-006", Severity::error, Action::kept, "A participant or conversation is damaged or has no id",
     "The row could not be used. Events that name this participant or conversation are kept, with the id as the only "
     "information about it.",
     "Look at this place in the manifest, and ask the author of the file for a correct one."},
    {"RSF-007", Severity::error, Action::kept, "One id is listed twice in a manifest",
     "Two rows have the same id. The first one is used, this one is not.",
     "Compare the two rows: they may describe two different people or conversations."},
    {"RSF-008", Severity::warning, Action::kept, "The version of the manifest is neither 1.0.0 nor 2.0.0",
     "The manifest was read as version 2.0.0. Members that only another version has are not understood.",
     "Ask which program and version wrote the file."},
    {"RSF-009", Severity::info, Action::kept, "The manifest has a member that no version of RSMF has",
     "The member belongs to no event and is not in the output. Everything else is.",
     "Look at the member in the original file if it may matter."},
    {"RSF-010", Severity::error, Action::kept, "A value has the wrong type",
     "RSMF states for each member whether it is a text, a number, a yes/no value or a list. This value is of another "
     "type and was left out; the rest of the row is kept.",
     "Convert again with --repair: it reads numbers and yes/no values as text, and counts and yes/no values that are "
     "in quotation marks."},
    {"RSF-011", Severity::error, Action::kept, "A time is not valid, or is in a form that review platforms refuse",
     "The time was not used; the event is kept. The text as written is kept as a custom property.",
     "Convert again with --repair: it reads all forms that have only one meaning."},
    {"RSF-012", Severity::error, Action::kept, "A value is none of those that RSMF allows",
     "RSMF allows only certain words for this member. This value was left out; the rest of the row is kept.",
     "Convert again with --repair: it accepts allowed words in another letter case."},
    {"RSF-013", Severity::error, Action::kept, "A required member is missing",
     "RSMF requires this member. The row is kept without it; for a missing platform, \"unknown\" is written.",
     "With --repair, this is a warning instead of an error. The author of the file can state the value."},
    {"RSF-014", Severity::error, Action::kept, "A text that must not be empty is empty",
     "RSMF does not allow an empty text here. The empty member was left out. No information is lost.",
     "With --repair, this is a warning instead of an error."},
    {"RSF-015", Severity::error, Action::kept, "An e-mail address is not valid",
     "RSMF allows only valid addresses in this member. The text was left out; the participant is kept.",
     "Convert again with --repair: it keeps the text as the custom property \"E-mail\"."},
    {"RSF-016", Severity::error, Action::kept, "A part of a row is incomplete",
     "A reaction without a value, an attachment without an id, or a custom property without a name or a value cannot "
     "be written. That part was left out; the rest of the row is kept.",
     "Look at this place in the manifest, and ask the author of the file for a correct one."},
    {"RSF-017", Severity::error, Action::kept, "A file is in a folder inside rsmf.zip",
     "Attachments and pictures must be at the top level of rsmf.zip. A file of the right name is in a folder; it was "
     "not taken, because it may be another file.",
     "Convert again with --repair: it takes the file."},
    {"RSF-018", Severity::error, Action::dropped, "An event has no type, or one that RSMF does not allow",
     "An event without a valid type cannot be written. It is not in the output.",
     "Convert again with --repair: it writes \"unknown\" for a missing type, and accepts allowed types in another "
     "letter case."},
    {"RSF-020", Severity::warning, Action::repaired, "A value of the wrong type was repaired",
     "RSMF requires another type here. The value was read as what it evidently means; the excerpt shows the original.",
     "Compare the excerpt with the output."},
    {"RSF-021", Severity::warning, Action::repaired, "A time was rewritten in the form that review platforms accept",
     "The time was in a form that review platforms refuse. It is the same instant, written in another way.",
     "Nothing needs to be done."},
    {"RSF-022", Severity::warning, Action::repaired, "A word was accepted in another letter case",
     "RSMF requires an exact spelling. The word was read as the allowed word that differs only in upper and lower "
     "case.",
     "Compare the excerpt with the output."},
    {"RSF-023", Severity::warning, Action::repaired, "A missing required member was filled in or left out",
     "For a missing event type or platform, \"unknown\" is written. Other missing members are left out. The row is "
     "kept.",
     "The manifest does not state the value. The author of the file can."},
    {"RSF-024", Severity::warning, Action::repaired, "An empty text was left out",
     "RSMF does not allow an empty text here. No information is lost.", "Nothing needs to be done."},
    {"RSF-025", Severity::warning, Action::repaired, "An invalid e-mail address became a custom property",
     "RSMF allows only valid addresses as e-mail. The text is kept as the custom property \"E-mail\".",
     "Nothing needs to be done."},
    {"RSF-026", Severity::warning, Action::repaired, "Faulty JSON was repaired",
     "The row is not correct JSON, but its meaning is clear. It was repaired and read; the excerpt shows the original "
     "text.",
     "Compare the excerpt with the output."},
    {"RSF-027", Severity::warning, Action::repaired, "A file was taken from a folder inside rsmf.zip",
     "Attachments and pictures must be at the top level of rsmf.zip. The file was found in a folder and was written at "
     "the top level.",
     "Make sure that it is the right file, if several folders hold a file of that name."},
    {"RSF-030", Severity::warning, Action::repaired, "Half of a character in a text is missing",
     "Emoji and rare characters are written as a pair of codes. Only half of such a pair is in the file. The row is "
     "kept; the replacement character U+FFFD takes the place of the missing character.",
     "The program that wrote the file cut the character in two. The original system may still have the complete text."},
    {"RSF-031", Severity::warning, Action::repaired, "A time has no time zone",
     "The time was read in an assumed zone: the one stated with --timezone, or else UTC. If that is not the right "
     "zone, the time in the output is wrong by some hours.",
     "Find out which clock the file was written by, and state it with --timezone."},
    {"RSF-032", Severity::info, Action::kept, "A row has a member that no version of RSMF has",
     "The member is kept as a custom property of the row. No information is lost.", "Nothing needs to be done."},
    {"RSF-033", Severity::warning, Action::repaired, "A participant is named but not listed",
     "The manifest names an id that is not among its participants. If exactly one participant of that id is listed in "
     "other files, that one was taken; otherwise one with nothing but the id was written.",
     "Compare with the other files of the same production."},
    {"RSF-034", Severity::warning, Action::repaired, "A conversation is named but not listed",
     "The manifest names an id that is not among its conversations. The events are kept, in a conversation of which "
     "only the id is known.",
     "Compare with the other files of the same production."},
    {"RSF-035", Severity::warning, Action::repaired, "An event names no conversation",
     "The event is kept. It is in the conversation \"unknown\", together with all other events that name none.",
     "Look at the event in the original file."},
    {"RSF-036", Severity::warning, Action::repaired, "Two files describe different people by one id",
     "The later one was given an id of its own, so that two people do not appear as one. If they are one person, that "
     "person appears twice.",
     "Compare the two participants. The author of the files can say whether they are one person."},
    {"RSF-037", Severity::warning, Action::kept, "Two files describe one conversation differently",
     "The description in the first file is used for all events of the conversation.",
     "Compare the two files if the difference may matter."},
    {"RSF-038", Severity::info, Action::repaired, "An event has no id",
     "The event is kept. It was given an id made of its place in the file.", "Nothing needs to be done."},
    {"RSF-039", Severity::info, Action::folded, "A copy made for context was merged with its original",
     "An earlier conversion repeated the message in another file, so that its replies can be read there. It is in the "
     "output once, as the original.",
     "Nothing needs to be done: --links decides anew which messages are repeated."},
    {"RSF-040", Severity::warning, Action::kept, "A copy made for context differs from its original",
     "An earlier conversion repeated the message in another file. The two are not the same any more: one of the files "
     "was changed. Both versions are kept.",
     "Compare the two versions, and find out who changed the file and why."},
    {"RSF-041", Severity::info, Action::kept, "A copy made for context has no original in the input",
     "An earlier conversion repeated the message in another file. The file with the original is not part of this "
     "input; the copy is kept as an event.",
     "Convert all files of the conversation together."},
    {"RSF-042", Severity::info, Action::kept, "Listed participants take no part in the conversation",
     "The manifest lists participants who neither write nor react and who are members of no conversation. They were "
     "left out of the output.",
     "Look at the list in the original file if it may matter who was listed."},
    {"RSF-043", Severity::info, Action::kept, "The icon of a conversation was left out",
     "Review platforms warn of each file that is used as an icon. The conversation is kept, without its icon.",
     "Nothing needs to be done."},
    {"RSF-044", Severity::info, Action::kept, "A header of the mail is not in the output",
     "Only the headers that RSMF defines are written. The header is in the original file.",
     "Look at the original file if the header may matter."},
    {"RSF-045", Severity::info, Action::kept, "The picture of a participant is not in rsmf.zip",
     "The manifest names a picture that is not in the archive. The participant is kept, without the picture.",
     "Nothing needs to be done."},
    {"RSF-046", Severity::warning, Action::kept, "The mail or archive is not as RSMF requires, but could be read",
     "The file breaks a rule of RSMF. This did not prevent its events from being read.",
     "The message names the rule; \"rsmf rules\" followed by its code explains it."},
    {"RSF-047", Severity::error, Action::kept, "A file in rsmf.zip is named by no row",
     "The file is an attachment of no message. It is not in the output.",
     "\"rsmf extract\" writes it. A row that named it may be missing or damaged."},
    {"RSF-048", Severity::error, Action::kept, "A list of the manifest is missing or is not a list",
     "Participants, conversations and events must each be a list. What is there instead, or should be there, is not in "
     "the output.",
     "Ask the author of the file for a correct one."},
    {"RSF-049", Severity::error, Action::skipped_file, "An archive of RSMF files inside the input was not read",
     "Archives inside archives are not opened. Its messages are not in the output.",
     "Give the archive itself as an input."},
    {"RSF-050", Severity::warning, Action::kept, "Two files have different pictures of one person",
     "The picture in the first file is used.", "Look at the original files if the picture may matter."},
    {"RSF-051", Severity::error, Action::kept, "A member is in a row twice",
     "Where two values cannot both be true, the last one is used; two lists are joined.",
     "Look at both values in the manifest."},
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

std::string message_of(const Fault& fault) {
  const auto about = [&](std::string_view text) { return fmt::format(fmt::runtime(text), fault.member); };
  switch (fault.kind) {
    case FaultKind::wrong_type:
      return about(fault.mended ? "The value of \"{}\" has the wrong type and was read as what it means."
                                : "The value of \"{}\" has the wrong type.");
    case FaultKind::bad_time:
      return about(fault.mended ? "The time in \"{}\" was rewritten in the accepted form."
                                : "The value of \"{}\" is not a valid time in the accepted form.");
    case FaultKind::bad_word:
      return about(fault.mended ? "The value of \"{}\" was accepted in another letter case."
                                : "The value of \"{}\" is none of those that RSMF allows.");
    case FaultKind::missing:
      return about("The member \"{}\" is missing.");
    case FaultKind::empty:
      return about("The member \"{}\" is empty.");
    case FaultKind::bad_email:
      return about("The value of \"{}\" is not an e-mail address.");
    case FaultKind::incomplete:
      return about("A part of the row is incomplete: {}.");
    case FaultKind::repeated:
      return about("The member \"{}\" is in the row more than once.");
    case FaultKind::zoneless:
      return about("The time in \"{}\" has no time zone.");
    case FaultKind::unknown_member:
      return about("No version of RSMF has the member \"{}\".");
    case FaultKind::surrogate:
      break;
  }
  return {};
}

std::string unreadable_message(const Error& error) {
  return fmt::format("The file could not be read to its end: {}.", error.message);
}

std::span<const FindingSpec> all_findings() {
  return kFindings;
}

}  // namespace rsmf::rsmf_source
