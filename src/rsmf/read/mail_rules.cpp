#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "rsmf/read/mail_roles.hpp"

namespace rsmf {
namespace {

std::string lower_name(const MailHeader& header) {
  std::string name = header.name;
  for (char& c : name) c = to_lower(c);
  return name;
}

void check_version(const MailHeader& header, bool is_first, BreachLog& log) {
  Place place = place_of_header(header);
  if (header.value != "1.0.0" && header.value != "2.0.0")
    log.add(RuleId::version_header_unknown, place, fmt::format("it is \"{}\"", excerpt(header.value)));
  if (header.folded) log.add(RuleId::version_header_folded, place);
  if (!is_first) log.add(RuleId::version_header_not_first, place);
}

void log_lines(const LineTrouble& trouble, std::string_view one, std::string_view many, BreachLog& log) {
  if (trouble.count == 0) return;
  Place place;
  place.line = trouble.line;
  place.column = trouble.column;
  place.offset = trouble.offset;
  log.add(RuleId::line_form, place,
          trouble.count == 1 ? fmt::format("a line {}", one)
                             : fmt::format("{} lines {}; this is the first", trouble.count, many));
}

struct FaultText {
  EncodingFault fault;
  RuleId rule;  // in a part other than rsmf.zip
  std::string_view text;
};
constexpr FaultText kFaultTexts[] = {
    {EncodingFault::long_line, RuleId::part_encoding, "line of {} columns, over 76"},
    {EncodingFault::bad_character, RuleId::part_encoding, "character {:#04x} is not of the base64 alphabet"},
    {EncodingFault::behind_padding, RuleId::part_encoding, "text behind the padding was left out"},
    {EncodingFault::missing_padding, RuleId::part_encoding, "the padding at the end is missing"},
    {EncodingFault::extra_padding, RuleId::part_encoding, "too much padding at the end"},
    {EncodingFault::bad_escape, RuleId::part_encoding, "\"=\" that begins no escape"},
    {EncodingFault::not_escaped, RuleId::part_encoding, "byte {:#04x} is not escaped"},
    {EncodingFault::long_quoted_line, RuleId::line_form, "quoted-printable line of {} columns, over 76"},
    {EncodingFault::eight_bit, RuleId::line_form, "byte {:#04x} in a part that says 7bit"},
};

}  // namespace

void check_mail_headers(const MailMessage& mail, BreachLog& log) {
  std::unordered_map<std::string, const MailHeader*> seen;
  for (const MailHeader& header : mail.headers) {
    std::string name = lower_name(header);
    auto [it, is_new] = seen.try_emplace(name, &header);
    if (!is_new && name.starts_with("x-rsmf-"))
      log.add(RuleId::header_repeated, place_of_header(header),
              fmt::format("{} stands in line {} already", excerpt(header.name), it->second->line));
  }
  auto version = seen.find("x-rsmf-version");
  if (version == seen.end())
    log.add(RuleId::version_header_missing);
  else
    check_version(*version->second, version->second == &mail.headers.front(), log);
  for (std::string_view name : {"From", "To", "Subject", "Date"}) {
    MailHeader wanted;
    wanted.name = name;
    if (!seen.contains(lower_name(wanted)))
      log.add(RuleId::mail_header_missing, {}, fmt::format("{} is missing", name));
  }
}

void check_lines(const MailMessage& mail, BreachLog& log) {
  log_lines(mail.bare_lf, "ends in a bare LF",
            mail.crlf.count == 0 ? "end in a bare LF: all of them" : "end in a bare LF", log);
  log_lines(mail.bare_cr, "has a bare CR", "have a bare CR", log);
  log_lines(mail.long_line, "is longer than 998 octets", "are longer than 998 octets", log);
}

void check_encoding(const MailPart& part, bool is_zip, BreachLog& log) {
  for (const FaultText& fault : kFaultTexts) {
    const EncodingFaults::Spot& spot = part.faults.at(fault.fault);
    if (spot.count == 0) continue;
    Place place;
    place.line = spot.line;
    place.column = spot.column;
    place.offset = spot.offset;
    std::string message = fmt::format(fmt::runtime(fault.text), spot.value);
    if (spot.count > 1) message += fmt::format("; {} times, this is the first", spot.count);
    log.add(is_zip ? RuleId::zip_part_encoding : fault.rule, place, std::move(message));
  }
  if (part.encoding == PartEncoding::unknown && !is_zip)
    log.add(RuleId::part_encoding, place_of_part(part),
            fmt::format("unknown Content-Transfer-Encoding \"{}\"", excerpt(part.encoding_text)));
}

}  // namespace rsmf
