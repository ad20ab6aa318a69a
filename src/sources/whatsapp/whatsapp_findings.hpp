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
    {"WA-001", Severity::info, Action::kept, "order of day, month and year decided from the whole file",
     "state --date-order to overrule it"},
    {"WA-002", Severity::warning, Action::kept, "nothing in the file decides the order of day and month",
     "ask where the phone was set up and state --date-order"},
    {"WA-003", Severity::warning, Action::kept, "dates contradict the stated --date-order", "try --date-order auto"},
    {"WA-004", Severity::info, Action::kept, "lines that look like headers of another template are kept as text",
     "forwarded chats look so; if they are messages, the file was put together from several exports"},
    {"WA-005", Severity::info, Action::kept, "the export states no time zone; one is assumed",
     "state --timezone of the phone"},
    {"WA-006", Severity::info, Action::kept, "times go back in the file; events are sorted by time",
     "membership and day boundaries follow the sorted times"},
    {"WA-007", Severity::info, Action::kept,
     "local time is ambiguous because the clock was set back; the earlier instant is taken",
     "the written time is kept as a custom property"},
    {"WA-008", Severity::info, Action::kept, "local time does not exist because the clock was set forward",
     "check --timezone"},
    {"WA-009", Severity::info, Action::kept, "line with an impossible date is kept as text of the message before it",
     "look at the lines around it"},
    {"WA-010", Severity::error, Action::dropped, "text before the first header",
     "the file may have been cut or edited"},
    {"WA-011", Severity::error, Action::dropped, "message larger than the limit",
     "raise the limit on the size of a record"},
    {"WA-012", Severity::warning, Action::repaired, "invalid UTF-8 replaced by U+FFFD",
     "the file was damaged or written in another encoding"},
    {"WA-013", Severity::warning, Action::repaired, "NUL characters replaced by U+FFFD", "the file was damaged"},
    {"WA-014", Severity::info, Action::kept, "UTF-16 file converted; offsets count the bytes of the converted text",
     "nothing needs to be done"},
    {"WA-015", Severity::info, Action::kept, "notice of the app in a wording that no language table has",
     "it is kept as a disclaimer; add the wording to the language tables"},
    {"WA-016", Severity::warning, Action::kept, "--me names nobody in this chat",
     "use the name as the export writes it"},
    {"WA-017", Severity::error, Action::skipped_file, "no line begins with a date that exists",
     "the file is no WhatsApp chat"},
    {"WA-018", Severity::error, Action::dropped, "reading broke off; the rest of the file is lost",
     "get the export once more"},
    {"WA-019", Severity::info, Action::kept, "years of the Buddhist era converted", "nothing needs to be done"},
    {"WA-020", Severity::warning, Action::kept, "more people or changes of membership than can be counted beforehand",
     "membership at the start of slices may be incomplete"},
    {"WA-021", Severity::info, Action::kept,
     "the format holds no reactions, quotes, receipts or earlier versions of edited messages",
     "a collection from the phone or its backup has them"},
};
inline const FindingSpec& spec_of(Code code) {
  return kFindings[size_t(code)];
}

/// A finding about `origin`, or, where that has no file, about what is at hand.
inline Finding finding(Code code, std::string message = {}, std::string excerpt = {}, Origin origin = {}) {
  return Finding{&spec_of(code), origin, {}, std::move(message), std::move(excerpt)};
}

}  // namespace rsmf::whatsapp
