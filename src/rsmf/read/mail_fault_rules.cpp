#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "rsmf/read/mail_roles.hpp"

namespace rsmf {
namespace {

RuleId rule_of(MailFault::Kind kind) {
  switch (kind) {
    case MailFault::Kind::long_name:
      return RuleId::header_name_long;
    case MailFault::Kind::blank_before_colon:
      return RuleId::blank_before_colon;
    case MailFault::Kind::header_not_decoded:
    case MailFault::Kind::header_empty:
      return RuleId::header_repeated;
    case MailFault::Kind::eight_bit_header:
      return RuleId::line_form;
    case MailFault::Kind::boundary_not_closed:
      return RuleId::boundary_not_closed;
    case MailFault::Kind::text_outside_parts:
      return RuleId::text_outside_parts;
    default:
      return RuleId::malformed_mail;
  }
}

/// Some faults break a rule only in certain headers.
bool breaks_rule(const MailFault& fault) {
  constexpr std::string_view kOwnHeader = "X-RSMF-";
  switch (fault.kind) {
    case MailFault::Kind::long_name:
      return starts_ignoring_case(fault.text, kOwnHeader);
    case MailFault::Kind::header_not_decoded:
    case MailFault::Kind::header_empty:
      return starts_ignoring_case(fault.header->name, kOwnHeader);
    case MailFault::Kind::eight_bit_header:
      return !equals_ignoring_case(fault.header->name, "X-RSMF-Participants") || !is_valid_utf8(fault.header->raw);
    default:
      return true;
  }
}

std::string message_of(const MailFault& fault) {
  using enum MailFault::Kind;
  switch (fault.kind) {
    case byte_order_mark:
      return "it begins with a byte order mark";
    case blank_before_headers:
      return "an empty line stands before the headers";
    case folded_first_line:
      return "the first header line begins with a blank";
    case not_a_header:
      return fmt::format("a line among the headers is no header: \"{}\"", excerpt(fault.text));
    case blank_before_colon:
      return fmt::format("header {}", excerpt(fault.text));
    case long_name:
      return fmt::format("{} characters: {}", fault.count, excerpt(fault.text, 60));
    case header_cut_off:
      return fmt::format("header {} is too long and was cut off", excerpt(fault.text));
    case too_many_headers:
      return fmt::format("more than {} headers: the rest was left out", fault.count);
    case header_not_decoded:
      return fmt::format("{} cannot be decoded: \"{}\"", excerpt(fault.header->name), excerpt(fault.header->raw));
    case header_empty:
      return fmt::format("{} is empty", excerpt(fault.header->name));
    case eight_bit_header:
      return fmt::format("header {} has 8-bit characters", excerpt(fault.header->name));
    case contradiction:
      return fmt::format("a second {} says otherwise than the one in line {}", fault.text, fault.count);
    case no_boundary:
      return "multipart without a boundary";
    case boundary_too_long:
      return "multipart with a boundary that is too long";
    case long_boundary:
      return fmt::format("boundary has {} characters, over 70", fault.count);
    case boundary_not_found:
      return fmt::format("boundary \"{}\" does not stand in the body", excerpt(fault.text));
    case boundary_not_closed:
      return fmt::format("of \"{}\"", excerpt(fault.text));
    case boundary_behind_closing:
      return fmt::format("\"{}\" stands behind the closing boundary: what follows was left out", excerpt(fault.text));
    case boundary_prefix:
      return fmt::format("a line that is no boundary begins like one: \"{}\"", excerpt(fault.text));
    case nested_too_deeply:
      return "multiparts are nested too deeply";
    case too_many_parts:
      return fmt::format("more than {} parts: the rest was left out", fault.count);
    case text_outside_parts:
      return fmt::format("\"{}\"", excerpt(fault.text, 60));
  }
  return {};
}

}  // namespace

void log_mail_fault(const MailFault& fault, BreachLog& log) {
  if (!breaks_rule(fault)) return;
  const RuleId rule = rule_of(fault.kind);
  if (!log.wants(rule)) {
    // Neither kept nor counted: there may be millions.
    if (fault.kind != MailFault::Kind::too_many_headers) log.count_only(rule);
    return;
  }
  Place place;
  place.line = fault.line;
  place.column = fault.column;
  place.offset = fault.offset;
  log.add(rule, std::move(place), message_of(fault));
}

}  // namespace rsmf
