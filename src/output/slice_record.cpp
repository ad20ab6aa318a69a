#include "output/slice_record.hpp"

#include <cstring>
#include <span>

#include "rsmf/encode/slice_encoder.hpp"

namespace rsmf {

// --- fingerprint ----------------------------------------------------------------------------------------------------

void SliceFingerprint::add(std::span<const Property> properties) {
  print_.number(properties.size());
  for (const Property& p : properties) {
    print_.text(p.name);
    print_.text(p.value);
  }
}

void SliceFingerprint::add(const ConversationRecord& channel) {
  for (std::string_view text : {channel.row.id, channel.row.display, channel.row.platform, channel.row.custodian,
                                std::string_view(channel.collection_id), std::string_view(channel.digest)})
    print_.text(text);
  print_.number(channel.row.type);
  print_.number(channel.number);
  add(channel.row.custom);
}

// Most events have only a text: the members that all have are hashed in one piece.
void SliceFingerprint::add(const Event& e) {
  const int64_t numbers[] = {
      e.time,
      e.parent_time,
      int64_t(uint64_t(e.participant) << 32 | uint64_t(e.type) << 24 | uint64_t(e.importance) << 16 |
              uint64_t(e.direction) << 8 | uint64_t(e.deleted) << 2 | uint64_t(e.context) << 1 | uint64_t(e.denied)),
      int64_t(uint64_t(e.origin.stream) << 32 | e.origin.sub),
      int64_t(e.origin.position),
      int64_t(e.origin.length),
      int64_t(e.id.size()),
      int64_t(e.parent.size()),
      int64_t(e.body.size()),
      int64_t(uint64_t(e.attachments.size()) << 32 | e.reactions.size()),
      int64_t(uint64_t(e.edits.size()) << 32 | e.receipts.size()),
  };
  print_.add({reinterpret_cast<const char*>(numbers), sizeof numbers});
  print_.add(e.id);
  print_.add(e.parent);
  print_.add(e.body);
  for (const Attachment& a : e.attachments) {
    for (std::string_view text : {a.display, a.unique, a.key, a.note, a.entry, a.stand_in}) print_.text(text);
    print_.number(a.stated_size);
  }
  for (const Reaction& r : e.reactions) {
    print_.text(r.value);
    print_.number(r.count);
    print_.number(r.participants.size());
    for (uint32_t p : r.participants) print_.number(p);
  }
  for (const Edit& d : e.edits) {
    print_.number(d.participant);
    print_.number(d.time);
    print_.number(d.previous.data() == nullptr);
    print_.text(d.previous);
    print_.number(d.current.data() == nullptr);
    print_.text(d.current);
  }
  for (const ReadReceipt& r : e.receipts) {
    print_.number(r.participant);
    print_.number(r.time);
    print_.number(r.action);
  }
  add(e.custom);
}

Fingerprint SliceFingerprint::of(const Slice& slice, std::string_view path) {
  print_.text(path);
  add(*slice.channel);
  print_.text(slice.label);
  print_.number(slice.part);
  print_.number(slice.people.size());
  for (const ParticipantRecord* person : slice.people) {
    print_.number(person->print.low);
    print_.number(person->print.high);
  }
  print_.number(slice.members.size());
  for (uint32_t member : slice.members) print_.number(member);
  print_.number(slice.events.size());
  for (const Event& e : slice.events) add(e);
  return print_.finish();
}

// --- records --------------------------------------------------------------------------------------------------------

namespace {

class Out {
 public:
  explicit Out(std::string& bytes) : bytes_(bytes) { bytes_.clear(); }
  template <class T>
  void number(T value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view text) {
    number(uint64_t(text.size()));
    bytes_ += text;
  }

 private:
  std::string& bytes_;
};

/// Returns zeros once a value was missing; ok() is false from then on.
class In {
 public:
  explicit In(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  T number() {
    T value{};
    if (bytes_.size() < sizeof value) {
      ok_ = false;
    } else {
      std::memcpy(&value, bytes_.data(), sizeof value);
      bytes_.remove_prefix(sizeof value);
    }
    return value;
  }
  std::string text() {
    auto size = number<uint64_t>();
    if (size > bytes_.size()) ok_ = false;
    if (!ok_) return {};
    std::string result(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return result;
  }
  /// The position of something in a list of `size`.
  template <class T = uint32_t>
  size_t index(size_t size) {
    auto value = number<T>();
    if (value >= size) ok_ = false;
    return ok_ ? value : 0;
  }
  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

void put(const AttachmentOutcome& outcome, const Slice& slice, Out& out) {
  out.number(uint32_t(outcome.event - slice.events.data()));
  out.number(uint32_t(outcome.attachment - outcome.event->attachments.data()));
  out.number(outcome.state);
  out.number(outcome.size);
  for (const std::string* text : {&outcome.name, &outcome.sha256, &outcome.reason}) out.text(*text);
}

AttachmentOutcome take_outcome(In& in, const Slice& slice) {
  AttachmentOutcome outcome;
  const size_t event = in.index(slice.events.size());
  if (!in.ok()) return outcome;
  outcome.event = &slice.events[event];
  const size_t attachment = in.index(outcome.event->attachments.size());
  if (!in.ok()) return outcome;
  outcome.attachment = &outcome.event->attachments[attachment];
  outcome.state = AttachmentOutcome::State(in.index<uint8_t>(size_t(AttachmentOutcome::State::placeholder) + 1));
  outcome.size = in.number<uint64_t>();
  for (std::string* text : {&outcome.name, &outcome.sha256, &outcome.reason}) *text = in.text();
  return outcome;
}

void put(const Finding& finding, Out& out) {
  out.number(uint32_t(finding.spec - encoder_findings().data()));
  out.number(finding.origin.stream);
  out.number(finding.origin.sub);
  out.number(finding.origin.position);
  out.number(finding.origin.length);
  out.number(finding.time);
  for (const std::string* text :
       {&finding.record, &finding.message, &finding.excerpt, &finding.conversation, &finding.author})
    out.text(*text);
}

Finding take_finding(In& in) {
  Finding finding;
  finding.spec = &encoder_findings()[in.index(encoder_findings().size())];
  finding.origin.stream = in.number<uint32_t>();
  finding.origin.sub = in.number<uint32_t>();
  finding.origin.position = in.number<uint64_t>();
  finding.origin.length = in.number<uint64_t>();
  finding.time = in.number<TimeNs>();
  for (std::string* text :
       {&finding.record, &finding.message, &finding.excerpt, &finding.conversation, &finding.author})
    *text = in.text();
  return finding;
}

}  // namespace

void make_record(const Fingerprint& print, const Slice& slice, const SliceOutcome& written, std::string& into) {
  Out out(into);
  out.number(print.low);
  out.number(print.high);
  out.number(written.bytes);
  out.text(written.sha256);
  out.number(written.crc);
  out.number(written.participants);
  out.number(written.attachments);
  out.number(uint8_t(written.verified));
  out.number(uint32_t(written.outcomes.size()));
  for (const AttachmentOutcome& outcome : written.outcomes) put(outcome, slice, out);
  out.number(uint32_t(written.used.size()));
  for (const auto& [key, sha256] : written.used)
    for (const std::string* text : {&key, &sha256}) out.text(*text);
  out.number(uint32_t(written.findings.size()));
  for (const Finding& finding : written.findings) put(finding, out);
}

std::optional<SliceOutcome> take_record(std::string_view record, const Fingerprint& print, const Slice& slice) {
  In in(record);
  if (in.number<uint64_t>() != print.low || in.number<uint64_t>() != print.high) return std::nullopt;
  SliceOutcome written;
  written.bytes = in.number<uint64_t>();
  written.sha256 = in.text();
  written.crc = in.number<uint32_t>();
  written.participants = in.number<uint32_t>();
  written.attachments = in.number<uint32_t>();
  written.verified = in.number<uint8_t>() != 0;
  for (auto n = in.number<uint32_t>(); n > 0 && in.ok(); --n) written.outcomes.push_back(take_outcome(in, slice));
  for (auto n = in.number<uint32_t>(); n > 0 && in.ok(); --n) {
    UsedFile& used = written.used.emplace_back(in.text());
    used.sha256 = in.text();
  }
  for (auto n = in.number<uint32_t>(); n > 0 && in.ok(); --n) written.findings.push_back(take_finding(in));
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return written;
}

}  // namespace rsmf
