#include "rsmf/read/mail_roles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kZipName = "rsmf.zip";

/// Something that a reader would show as a file of its own.
bool is_attachment(const MailPart& part) {
  if (part.has_disposition && (part.disposition.value != "inline" || !part.file_name().empty())) return true;
  if (!part.file_name().empty()) return true;
  return part.has_type && !part.type.value.starts_with("text/") && !part.is_multipart && part.type.value != "text";
}

bool begins_like_a_zip(const MailPart& part) {
  return part.start.starts_with("PK\3\4") || part.start.starts_with("UEsDB");
}

/// The part of that very name, else one that could be meant.
int64_t find_zip(const MailMessage& mail) {
  int64_t best = -1, best_rank = 0;
  for (size_t i = 0; i < mail.parts.size(); ++i) {
    std::string name = mail.parts[i].file_name();
    int64_t rank = name == kZipName                       ? 4
                   : equals_ignoring_case(name, kZipName) ? 3
                   : begins_like_a_zip(mail.parts[i])     ? 2
                   : name.size() >= 4 && equals_ignoring_case(std::string_view(name).substr(name.size() - 4), ".zip")
                       ? 1
                       : 0;
    if (rank <= best_rank) continue;
    best_rank = rank;
    best = int64_t(i);
  }
  return best;
}

int64_t find_text(const MailMessage& mail, int64_t zip) {
  for (size_t i = 0; i < mail.parts.size(); ++i)
    if (int64_t(i) != zip && mail.parts[i].is_text() && !is_attachment(mail.parts[i])) return int64_t(i);
  return -1;
}

void check_zip_name(const MailPart& part, BreachLog& log) {
  Place place = place_of_part(part);
  const auto* name = part.disposition.find("filename");
  if (!part.has_disposition)
    log.add(RuleId::file_name_parameter, place, "it has no Content-Disposition");
  else if (!name)
    log.add(RuleId::file_name_parameter, place, "its Content-Disposition has no filename");
  else if (name->extended)
    log.add(RuleId::file_name_parameter, place, "it is named by filename*=");
  else if (std::ranges::any_of(part.disposition.parameters,
                               [](const auto& p) { return p.name == "filename" && p.extended; }))
    log.add(RuleId::file_name_parameter, place,
            "filename*= stands beside filename=, and readers differ on which counts");
  if (part.has_disposition && part.disposition.value != "attachment")
    log.add(RuleId::disposition_not_attachment, place, fmt::format("it is \"{}\"", excerpt(part.disposition.value)));
}

void check_zip_part(const MailMessage& mail, MailRoles& roles, BreachLog& log) {
  const MailPart& part = mail.parts[size_t(roles.zip)];
  std::string name = part.file_name();
  Place place = place_of_part(part);
  if (name != kZipName)
    log.add(RuleId::zip_part_missing, place,
            name.empty() ? "a part without a name was read instead"
                         : fmt::format("\"{}\" was read instead", excerpt(name)));
  check_zip_name(part, log);
  if (!mail.is_multipart) log.add(RuleId::malformed_mail, place, "the mail is not multipart: rsmf.zip is all of it");
  if (part.depth > 1) log.add(RuleId::zip_part_nested, place, fmt::format("{} levels deep", part.depth));
  roles.zip_is_plain = part.start.starts_with("PK\3\4");
  roles.zip_is_base64 = part.encoding == PartEncoding::base64 && !roles.zip_is_plain;
  if (part.encoding != PartEncoding::base64 || roles.zip_is_plain) {
    log.add(RuleId::zip_part_encoding, place,
            roles.zip_is_plain && part.encoding == PartEncoding::base64
                ? "its bytes stand there unencoded"
                : fmt::format("its Content-Transfer-Encoding is \"{}\"", excerpt(part.encoding_text)));
    return;
  }
  if (part.encoding_text != "base64")
    log.add(RuleId::encoding_letter_case, place, fmt::format("\"{}\"", excerpt(part.encoding_text)));
  check_encoding(part, true, log);
}

void check_text_part(const MailPart& part, BreachLog& log) {
  Place place = place_of_part(part);
  if (part.is_blank) log.add(RuleId::text_part_missing, place, "it is empty");
  const auto* charset = part.type.find("charset");
  std::string name = charset ? charset->value : "us-ascii";
  bool is_utf8 = equals_ignoring_case(name, "utf-8"), is_ascii = equals_ignoring_case(name, "us-ascii");
  if (!is_utf8 && !is_ascii)
    log.add(RuleId::text_charset, place, fmt::format("its charset is \"{}\"", excerpt(name)));
  else if (is_utf8 && part.invalid_utf8 > 0)
    log.add(RuleId::text_charset, place, "it holds bytes that are no UTF-8");
  else if (is_ascii && (part.has_eight_bit || part.invalid_utf8 > 0))
    log.add(RuleId::text_charset, place, "it holds bytes over 127, and says that it is ASCII");
}

}  // namespace

Place place_of_part(const MailPart& part) {
  Place place;
  place.line = part.line;
  place.column = 1;
  place.offset = part.offset;
  return place;
}

MailRoles assign_roles(const MailMessage& mail, BreachLog& log) {
  MailRoles roles;
  roles.zip = find_zip(mail);
  roles.text = find_text(mail, roles.zip);
  if (roles.zip < 0)
    log.add(RuleId::zip_part_missing);
  else
    check_zip_part(mail, roles, log);
  if (roles.text < 0)
    log.add(RuleId::text_part_missing, {}, "there is no text/plain part");
  else
    check_text_part(mail.parts[size_t(roles.text)], log);
  for (size_t i = 0; i < mail.parts.size(); ++i) {
    const MailPart& part = mail.parts[i];
    if (int64_t(i) == roles.zip) continue;
    check_encoding(part, false, log);
    if (int64_t(i) == roles.text) continue;
    bool attached = is_attachment(part);
    std::string what = attached && !part.file_name().empty() ? excerpt(part.file_name()) : excerpt(part.type.value);
    log.add(attached ? RuleId::second_attachment : RuleId::extra_part, place_of_part(part),
            what.empty() ? "a part without a type" : fmt::format("\"{}\"", what));
  }
  return roles;
}

}  // namespace rsmf
