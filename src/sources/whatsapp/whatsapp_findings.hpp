// What this format has to tell about an export.
#pragma once

#include <cstdint>
#include <string>

#include "rsmf/finding.hpp"

namespace rsmf::whatsapp {

/// In the order of the table; WA-001 is the first.
enum class Code : uint8_t {
  date_order,
  date_order_guess,
  date_order_contradicted,
  other_templates,
  zone_assumed,
  times_go_back,
  ambiguous_time,
  nonexistent_time,
  impossible_date,
  text_before,
  record_too_large,
  invalid_utf8,
  nul_bytes,
  utf16,
  unknown_notice,
  me_unknown,
  no_header,
  broken_off,
  buddhist_years,
  too_many_people,
  not_in_format,
};

inline constexpr FindingSpec kFindings[] = {
    {"WA-001", Severity::info, Action::kept, "The order of day and month was determined",
     "WhatsApp writes dates in the order that the phone uses, and does not say which.",
     "If the order is wrong, convert again with --date-order."},
    {"WA-002", Severity::warning, Action::kept, "The order of day and month is a guess",
     "WhatsApp writes dates in the order that the phone uses, and does not say which. Nothing in this file decides it. "
     "If the guess is wrong, most dates in the output are wrong.",
     "Ask which language and region the phone was set to, and convert again with --date-order."},
    {"WA-003", Severity::warning, Action::kept, "The dates contradict the stated --date-order",
     "Lines with such dates are kept as text of the message before them.",
     "Convert again with --date-order auto, or with the right order."},
    {"WA-004", Severity::info, Action::kept, "Some lines look like the beginning of messages of another export",
     "They are kept as text of the message before them. A chat that was copied into a message looks like this.",
     "Look at these lines. If they are messages, the file was put together from several exports: convert each export "
     "by itself."},
    {"WA-005", Severity::info, Action::kept, "The export states no time zone",
     "WhatsApp writes the local time of the phone without a zone. If the assumed zone is not that of the phone, all "
     "times in the output are wrong by some hours.",
     "Find out which time zone the phone was set to, and convert again with --timezone."},
    {"WA-006", Severity::info, Action::kept, "Times go back in the file",
     "This happens, for example, when a phone received messages late. All messages are kept, in order of their times.",
     "Nothing needs to be done."},
    {"WA-007", Severity::info, Action::kept, "A local time happened twice",
     "The clock was set back on that day, so the same local time came twice. The earlier instant was taken; the true "
     "time may be an hour later. The time as written is kept as a custom property.",
     "Look at the messages before and after it, if the exact time matters."},
    {"WA-008", Severity::info, Action::kept, "A local time did not exist",
     "The clock was set forward on that day, so this local time was skipped. The phone's zone may be another one. The "
     "time as written is kept as a custom property.",
     "Check whether --timezone is the zone of the phone."},
    {"WA-009", Severity::info, Action::kept, "A line with an impossible date is not read as a message",
     "The line looks like the beginning of a message, but its date does not exist. It is kept as text of the message "
     "before it.",
     "Look at the lines around it. The order of day and month may be wrong."},
    {"WA-010", Severity::error, Action::dropped, "Text before the first message was left out",
     "The file begins with text that belongs to no message. It is not in the output.",
     "Look at the excerpt. The file may have been cut or edited after the export."},
    {"WA-011", Severity::error, Action::dropped, "A message is larger than the limit",
     "Messages larger than 64 MiB are not read. This one is not in the output.",
     "Look at this place in the file: a message of that size is rarely genuine."},
    {"WA-012", Severity::warning, Action::repaired, "A text has bytes that are not valid UTF-8",
     "The file was damaged, or written in another encoding. The message is kept; the replacement character U+FFFD "
     "takes the place of the invalid bytes.",
     "Compare the excerpt with the phone, or ask for a new export."},
    {"WA-013", Severity::warning, Action::repaired, "A text has NUL characters",
     "The file was damaged. The message is kept; the replacement character U+FFFD takes the place of each NUL "
     "character.",
     "Compare the excerpt with the phone, or ask for a new export."},
    {"WA-014", Severity::info, Action::kept, "The file is in UTF-16 and was converted",
     "The text is the same in another encoding. Offsets in the reports count the bytes of the converted text.",
     "Nothing needs to be done."},
    {"WA-015", Severity::info, Action::kept, "A notice of WhatsApp has an unknown wording",
     "A line without an author is a notice of the app, such as \"Ann joined\". This wording is not known. It is kept "
     "as a disclaimer, so nobody is shown as joining or leaving because of it.",
     "Read the notice. Please report its wording and language, so that a later version knows it."},
    {"WA-016", Severity::warning, Action::kept, "The person named with --me is not in this chat",
     "The directions (sent or received) and the custodian are not stated in the output.",
     "Write the name exactly as the export writes it."},
    {"WA-017", Severity::error, Action::skipped_file, "No line begins with a valid date",
     "In a WhatsApp chat each message begins with a date. The file was not read.",
     "If the file is a chat, ask for a new export. Otherwise nothing needs to be done."},
    {"WA-018", Severity::error, Action::dropped, "Reading broke off",
     "The file could not be read to its end. The messages before that point are in the output; what follows is not.",
     "Ask for a new export, or an undamaged copy."},
    {"WA-019", Severity::info, Action::kept, "Years of the Buddhist era were converted",
     "The phone wrote years of the Thai calendar, which are 543 higher. The output has the common years.",
     "Nothing needs to be done."},
    {"WA-020", Severity::warning, Action::kept, "The chat has more people or membership changes than can be counted",
     "The limit protects against damaged input. All messages are kept; the list of members at the start of each file "
     "may be incomplete.",
     "Check the members in the output if they matter."},
    {"WA-021", Severity::info, Action::kept, "The export format leaves out some information",
     "WhatsApp's text export has no reactions, quotes, read receipts or earlier versions of edited messages. They are "
     "not in the output, because they are not in the export.",
     "If they matter, collect the data from the phone or its backup."},
};
inline const FindingSpec& spec_of(Code code) {
  return kFindings[size_t(code)];
}

/// A finding about `origin`, or, where that has no file, about what is at hand.
inline Finding finding(Code code, std::string message = {}, std::string excerpt = {}, Origin origin = {}) {
  return Finding{&spec_of(code), origin, {}, std::move(message), std::move(excerpt)};
}

}  // namespace rsmf::whatsapp
