#include "rsmf/encode/message_head.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/time_zone.hpp"
#include "mime/mail_text.hpp"
#include "rsmf/encode/encoder_findings.hpp"
#include "rsmf/version.hpp"

namespace rsmf {
namespace {

constexpr size_t kMaxRecipients = 1000;

void append_addresses(const SlicePlan& plan, std::string& to, std::vector<Finding>& findings) {
  const Slice& slice = *plan.slice;
  uint32_t from = plan.custodian != kNone ? plan.custodian : slice.events.front().participant;
  to.append("From: ").append(plan.people[from]->mailbox).append("\r\n");
  size_t count = std::min(slice.people.size(), kMaxRecipients);
  to.append("To: ");
  for (uint32_t i = 0; i < count; ++i) to.append(i == 0 ? "" : ",\r\n ").append(plan.people[i]->mailbox);
  to.append("\r\n");
  if (count == slice.people.size()) return;
  Finding finding;
  finding.spec = &enc::kManyRecipients;
  finding.record = slice.channel->row.id;
  finding.message =
      fmt::format("The conversation has {} participants in this period; the To header names the first {}.",
                  slice.people.size(), count);
  finding.conversation = slice.channel->row.display;
  findings.push_back(std::move(finding));
}

std::string subject_of(const Slice& slice) {
  std::string subject = one_line(slice.channel->row.display, 500);
  if (!slice.label.empty()) subject.append(" - ").append(slice.label);
  if (slice.part > 1) subject.append(fmt::format(" ({})", slice.part));
  return subject;
}

/// The owner of the data, also where that is nobody who takes part.
std::string_view custodian_name(const SlicePlan& plan) {
  if (plan.custodian != kNone) return plan.slice->people[plan.custodian]->row.display;
  return plan.options->custodian;
}

void append_rsmf_headers(const MessageFacts& facts, std::string& to) {
  const SlicePlan& plan = *facts.plan;
  const Slice& slice = *plan.slice;
  const std::string& generator = plan.options->generator;
  append_plain_header("X-RSMF-Generator", generator.empty() ? fmt::format("rsmf {}", version()) : generator, to);
  if (facts.first != kNoTime) {
    char text[32];
    append_plain_header("X-RSMF-BeginDate", format_timestamp(facts.first, text), to);
    append_plain_header("X-RSMF-EndDate", format_timestamp(facts.last, text), to);
  }
  append_plain_header("X-RSMF-EventCount", std::to_string(slice.events.size()), to);
  if (plan.is_v1()) return;  // it knows no others
  append_plain_header("X-RSMF-Application", slice.channel->row.platform, to);
  append_plain_header("X-RSMF-Custodian", custodian_name(plan), to);
  if (!plan.participants_line.empty()) to.append("X-RSMF-Participants: ").append(plan.participants_line).append("\r\n");
  append_plain_header("X-RSMF-AttachmentCount", std::to_string(facts.attachments), to);
  append_plain_header("X-RSMF-EventCollectionID", slice.channel->collection_id, to);
}

}  // namespace

void make_boundary(uint32_t manifest_crc, uint32_t text_crc, std::string& boundary) {
  boundary.clear();
  fmt::format_to(std::back_inserter(boundary), "{}{:08x}{:08x}", kBoundaryStart, manifest_crc, text_crc);
}

void append_message_head(const MessageFacts& facts, const TextBuffer& text, std::string& to,
                         std::vector<Finding>& findings) {
  const SlicePlan& plan = *facts.plan;
  to.append(plan.is_v1() ? "X-RSMF-Version: 1.0.0\r\n" : "X-RSMF-Version: 2.0.0\r\n");
  append_addresses(plan, to, findings);
  append_text_header("Subject", subject_of(*plan.slice), to);
  if (facts.first != kNoTime) to.append("Date: ").append(format_mail_date(facts.first)).append("\r\n");
  append_rsmf_headers(facts, to);
  TransferEncoding encoding = choose_transfer_encoding(text.view());
  fmt::format_to(std::back_inserter(to),
                 "MIME-Version: 1.0\r\n"
                 "Content-Type: multipart/mixed; boundary=\"{0}\"\r\n\r\n"
                 "--{0}\r\n"
                 "Content-Type: text/plain; charset=\"utf-8\"\r\n"
                 "Content-Transfer-Encoding: {1}\r\n\r\n",
                 facts.boundary, name_of(encoding));
  append_encoded(text, encoding, to);
  fmt::format_to(std::back_inserter(to),
                 "--{0}\r\n"
                 "Content-Type: application/zip; name=\"rsmf.zip\"\r\n"
                 "Content-Transfer-Encoding: base64\r\n"
                 "Content-Disposition: attachment; filename=\"rsmf.zip\"\r\n\r\n",
                 facts.boundary);
}

void append_message_tail(std::string_view boundary, std::string& to) {
  to.append("--").append(boundary).append("--\r\n");
}

}  // namespace rsmf
