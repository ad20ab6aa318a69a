#include "rsmf/encode/slice_encoder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "archive/inflate.hpp"
#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "mime/base64_encode.hpp"
#include "rsmf/encode/encoder_findings.hpp"
#include "rsmf/encode/manifest_writer.hpp"
#include "rsmf/encode/message_head.hpp"
#include "rsmf/encode/slice_zip.hpp"
#include "rsmf/encode/text_part.hpp"
#include "rsmf/encode/timestamp_text.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kTwoGigabytes = 2'000'000'000;
constexpr uint64_t kMaxManifest = 0xffffffff - 1;

/// Indices out of range would be read as other people's names, so nothing is written before all are seen to be good.
bool is_sound(const Slice& slice, const Event& event) {
  size_t people = slice.people.size();
  auto known = [&](uint32_t person) { return person < people; };
  auto known_or_none = [&](uint32_t person) { return person == kNone || person < people; };
  if (!known(event.participant)) return false;
  for (const Reaction& reaction : event.reactions)
    if (!std::all_of(reaction.participants.begin(), reaction.participants.end(), known)) return false;
  for (const Edit& edit : event.edits)
    if (!known_or_none(edit.participant)) return false;
  for (const ReadReceipt& receipt : event.receipts)
    if (!known_or_none(receipt.participant)) return false;
  return true;
}

Result<void> check(const Slice& slice, RsmfVersion version) {
  if (slice.channel == nullptr || slice.events.empty() || slice.events.size() >= kNone)
    return fail(ErrorKind::bug, "a slice without a conversation or events reached the encoder");
  for (uint32_t member : slice.members)
    if (member >= slice.people.size()) return fail(ErrorKind::bug, "a slice has a member that it does not list");
  for (const Event& event : slice.events) {
    if (!is_sound(slice, event))
      return fail(ErrorKind::bug, fmt::format("event {} names a participant that its slice does not list", event.id));
    if (version == RsmfVersion::v1_0_0 && event.time == kNoTime)
      return fail(ErrorKind::bug, fmt::format("event {} has no time, which RSMF 1.0.0 does not allow", event.id));
  }
  return {};
}

bool same_name(std::string_view a, std::string_view b, std::string_view folded_b) {
  if (a == b) return true;
  auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (a.size() != b.size() && std::all_of(a.begin(), a.end(), is_ascii) && std::all_of(b.begin(), b.end(), is_ascii))
    return false;
  return fold_case(a) == folded_b;
}

/// A person by id, else by name, else by e-mail; names and e-mails regardless of case.
uint32_t find_person(const Slice& slice, std::string_view who) {
  if (who.empty()) return kNone;
  const auto& people = slice.people;
  std::string folded = fold_case(who);
  auto find = [&](auto&& matches) {
    auto at = std::find_if(people.begin(), people.end(), [&](const ParticipantRecord* p) { return matches(p->row); });
    return at == people.end() ? kNone : static_cast<uint32_t>(at - people.begin());
  };
  uint32_t found = find([&](const Participant& row) { return row.id == who; });
  if (found == kNone) found = find([&](const Participant& row) { return same_name(row.id, who, folded); });
  if (found == kNone) found = find([&](const Participant& row) { return same_name(row.display, who, folded); });
  if (found == kNone) found = find([&](const Participant& row) { return same_name(row.email, who, folded); });
  return found;
}

}  // namespace

struct SliceEncoder::State {
  State(const EncodeOptions& how, const AttachmentStore& store)
      : options(how), deflater(how.compression), attachments(options, store, deflater), people(how.version) {}

  void settle(const Slice& slice, EncodedSlice& into);
  void write_events(const Slice& slice, const std::vector<AttachmentOutcome>& outcomes);
  void repair(EncodedSlice& into);
  Result<void> write_zip(EncodedSlice& into);

  EncodeOptions options;
  Deflater deflater;
  AttachmentSet attachments;
  PersonTexts people;
  EventLinks links;
  SlicePlan plan;
  ManifestWriter manifest;
  SliceZip zip;
  TextPart text;
  MessageFacts facts;
  uint32_t manifest_crc = 0;
  std::string scratch;
};

void SliceEncoder::State::settle(const Slice& slice, EncodedSlice& into) {
  plan.slice = &slice;
  plan.options = &options;
  plan.links = &links;
  plan.attachments = &attachments;
  plan.outcomes = &into.outcomes;
  people.gather(slice, plan.people);
  plan.participants_line = people.participants_line();
  links.build(slice, into.findings);
  attachments.clear();
  attachments.gather(slice, into.outcomes, into.findings);
  attachments.gather_avatars(slice, plan.avatars, into.findings);
  into.used.swap(attachments.used());
  plan.custodian = find_person(slice, options.custodian);
  if (plan.custodian == kNone) plan.custodian = find_person(slice, slice.channel->row.custodian);
  plan.custodian_is_member =
      plan.is_direct() || std::binary_search(slice.members.begin(), slice.members.end(), plan.custodian);
}

void SliceEncoder::State::write_events(const Slice& slice, const std::vector<AttachmentOutcome>& outcomes) {
  size_t outcome = 0;
  TimeNs first = kNoTime, last = kNoTime;
  TimestampText timestamps;
  for (size_t i = 0; i < slice.events.size(); ++i) {
    const Event& event = slice.events[i];
    std::string_view timestamp;
    if (event.time != kNoTime) {
      timestamp = timestamps.of(event.time);
      first = std::min(first, event.time);
      last = last == kNoTime ? event.time : std::max(last, event.time);
    }
    std::string_view body = written_body(plan, event, scratch);
    manifest.add(i, timestamp, body);
    size_t attached = event.attachments.size();
    text.add(event, timestamp, body, std::span(outcomes).subspan(outcome, attached));
    outcome += attached;
  }
  facts.first = first;
  facts.last = last;
}

/// Sources give valid UTF-8; should one not, the file must be sound all the same.
void SliceEncoder::State::repair(EncodedSlice& into) {
  if (is_valid_utf8(manifest.text().view())) return;
  for (TextBuffer* buffer : {&manifest.text(), &text.text()}) {
    std::string repaired;
    append_repaired_utf8(buffer->view(), repaired);
    buffer->clear();
    buffer->append(repaired);
  }
  into.findings.push_back(enc::about_file(*plan.slice, enc::kInvalidText));
}

Result<void> SliceEncoder::State::write_zip(EncodedSlice& into) {
  if (manifest.text().size() > kMaxManifest)
    return fail(ErrorKind::limit, "a manifest is larger than 4 GiB: use smaller slices");
  zip.begin(into.zip, into.streamed);
  zip.add({"rsmf_manifest.json", manifest.text().size(), manifest_crc}, manifest.text().view(), deflater);
  attachments.write_to(zip);
  into.zip_bytes = zip.finish();
  return {};
}

SliceEncoder::SliceEncoder(const EncodeOptions& options, const AttachmentStore& attachments)
    : state_(std::make_unique<State>(options, attachments)) {}
SliceEncoder::~SliceEncoder() = default;

Result<void> SliceEncoder::encode(const Slice& slice, EncodedSlice& into) {
  State& s = *state_;
  into.clear();
  RSMF_TRY(check(slice, s.options.version));
  s.settle(slice, into);
  s.manifest.begin(s.plan);
  s.text.begin(slice);
  s.write_events(slice, into.outcomes);
  s.manifest.end(into.findings);
  s.repair(into);

  s.facts.plan = &s.plan;
  s.facts.attachments = s.manifest.attachments();
  s.manifest_crc = crc32_of(s.manifest.text().view());
  make_boundary(s.manifest_crc, crc32_of(s.text.text().view()), s.facts.boundary);
  append_message_head(s.facts, s.text.text(), into.head, into.findings);
  RSMF_TRY(s.write_zip(into));
  append_message_tail(s.facts.boundary, into.tail);
  into.bytes = into.head.size() + Base64Lines::encoded_size(into.zip_bytes) + into.tail.size();
  into.attachments = s.manifest.attachments();
  into.participants = static_cast<uint32_t>(slice.people.size());
  if (into.bytes > kTwoGigabytes)
    into.findings.push_back(
        enc::about_file(slice, enc::kLargeFile, fmt::format("The .rsmf file has {} bytes.", into.bytes)));
  return {};
}

}  // namespace rsmf
