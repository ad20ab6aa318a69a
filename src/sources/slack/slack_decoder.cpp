#include "sources/slack/slack_decoder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "sources/slack/ts.hpp"

namespace rsmf::slack {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kRecordKeys[] = {"type", "ts"};

// Inside an array's brackets or not, separated or not: what stands between records in a unit.
bool next_record(JsonCursor& at) {
  while (at.peek() == ',' || at.peek() == '[' || at.peek() == ']') at.step();
  if (at.peek() != '{' && at.peek() != 0) at.fail();
  return at.peek() == '{';
}

}  // namespace

std::span<const std::string_view> record_keys() {
  return kRecordKeys;
}

SlackDecoder::SlackDecoder(const Workspace& workspace, const AttachmentIndex& attachments, const Container& container)
    : workspace_(workspace),
      attachments_(attachments),
      container_(container),
      scanner_(scanner_options()),
      people_(workspace),
      reader_(workspace) {}

void SlackDecoder::decode_unit(const SlackUnit& unit, EventBuilder& into) {
  unit_ = &unit;
  file_ = unit.stream;
  conversation_ = kNone;
  people_.forget();
  if (unit_->kept) return decode_kept(*unit_->kept, into);
  std::optional<std::string> trouble;
  std::string_view text = unpacked(unit, into, trouble);
  const uint64_t end = text.size();
  uint64_t base = unit.offset;
  if (base == 0 && text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
    base = kByteOrderMark.size();
    Finding told = lost(Code::repaired_record, "The file begins with a byte order mark, which was skipped.");
    told.origin = {.stream = file_};
    into.report(std::move(told));
  }
  EventBuilder::Mark start = into.mark();
  if (!text.empty() && !decode_at_once(text, base, into)) {
    into.rollback(start);
    conversation_ = kNone;
    people_.forget();
    decode_piecewise(text, base, into);
  }
  for (const auto& large : unit_->oversize) {
    into.begin_record(large.offset, large.length);
    into.drop(lost(Code::oversize_record, {}, excerpt(large.head)));
  }
  // Behind the records, as it is where a file comes in many frames.
  if (trouble) {
    Finding told = lost(Code::unreadable_file, unreadable_message(*trouble));
    told.origin = {.stream = file_, .position = end};
    into.report(std::move(told));
  }
  if (unit_->unclosed || (unit_->whole_file && is_open_list(text))) tell_unclosed(base + text.size(), into);
}

Finding SlackDecoder::lost(Code code, std::string message, std::string excerpt) const {
  Finding told = finding(code, std::move(message), std::move(excerpt));
  told.conversation = display_of(*unit_->conversation->row);
  return told;
}

Finding SlackDecoder::lost_message(Code code, const RawMessage& m, std::string message) const {
  Finding told = lost(code, std::move(message));
  told.record = m.ts;
  told.time = time_of(m.ts);
  if (const Participant* author = workspace_.person(m.user)) told.author = display_of(*author);
  return told;
}

void SlackDecoder::tell_unclosed(uint64_t end, EventBuilder& into) {
  Finding told = lost(Code::unclosed_file);
  told.origin = {.stream = file_, .position = end};
  into.report(std::move(told));
}

void SlackDecoder::decode_kept(const KeptFile& kept, EventBuilder& into) {
  CompactRecordReader reader(kept.condensed());
  CondensedPlace place;
  while (true) {
    RawMessage m;
    if (!reader.next(m, place)) break;
    record(m, {place.offset, place.length}, into);
  }
  if (kept.open_list) tell_unclosed(kept.size, into);
}

// A packed member that fails its checks is read as far as it goes; `trouble` says what is wrong with it.
std::string_view SlackDecoder::unpacked(const SlackUnit& unit, EventBuilder& into,
                                        std::optional<std::string>& trouble) {
  if (!unit.entry) return unit.bytes.view();
  Bytes& bytes = into.unpacked();
  auto done = unpack(*unit.entry, unit.bytes.view(), bytes, inflater_);
  if (done) return bytes.view();
  trouble = done.error().message;
  bytes.clear();
  auto stream = container_.open(size_t(unit.entry - container_.entries().data()));
  if (!stream) return {};
  constexpr size_t kStep = 64 * 1024;
  while (bytes.size() <= unit.entry->size) {
    size_t held = bytes.size();
    bytes.resize(held + kStep);
    auto got = (*stream)->read({bytes.data() + held, kStep});
    bytes.resize(held + got.value_or(0));
    if (!got) trouble = got.error().message;
    if (!got || *got == 0) break;
  }
  return bytes.view();
}

bool SlackDecoder::decode_at_once(std::string_view text, uint64_t base, EventBuilder& into) {
  auto verdict = index_.build(text);
  if (verdict == JsonIndex::Verdict::empty) return true;
  if (verdict != JsonIndex::Verdict::ok) return false;
  JsonCursor at = index_.cursor();
  while (next_record(at)) {
    uint32_t begin = at.offset();
    RawMessage m;
    if (!m.read(at)) return false;
    record(m, {base + begin, at.offset_behind() - begin}, into);
    if (m.replies.valid() && !replies(m, text.data(), base, into)) return false;
  }
  return !at.failed();
}

// slackdump nests the replies of a thread in its first message. Each is a record of its own.
bool SlackDecoder::replies(const RawMessage& m, const char* text, uint64_t base, EventBuilder& into) {
  JsonCursor at = m.replies;
  at.begin_array();
  while (at.next_element()) {
    std::string_view raw = at.raw();
    RawMessage reply;
    uint64_t offset = base + uint64_t(raw.data() - text);
    if (!reply.read(at)) {
      if (raw.empty()) return false;
      into.begin_record(offset, raw.size());
      into.drop(lost(Code::not_a_message, {}, excerpt(raw)));
      at.skip();
      continue;
    }
    record(reply, {offset, raw.size()}, into);
  }
  return !at.failed();
}

void SlackDecoder::decode_piecewise(std::string_view text, uint64_t base, EventBuilder& into) {
  size_t at = 0;
  while (true) {
    JsonPiece piece = scanner_.next(text, at, true);
    if (piece.kind == JsonPiece::Kind::end) return;
    decode_piece(text.substr(piece.begin, piece.end - piece.begin), base + piece.begin, into);
    at = piece.end;
  }
}

void SlackDecoder::decode_piece(std::string_view piece, uint64_t offset, EventBuilder& into) {
  EventBuilder::Mark start = into.mark();
  JsonRepairs repairs;
  auto outcome = read_record(index_, scratch_, piece, into, repairs, [&](JsonCursor at) {
    RawMessage m;
    const char* text = at.raw().data();
    if (!m.read(at) || at.peek() != 0) return false;
    record(m, {offset, piece.size()}, into);
    if (!m.replies.valid() || replies(m, text, offset, into)) return true;
    into.rollback(start);
    conversation_ = kNone;
    people_.forget();
    return false;
  });
  if (outcome == RecordOutcome::unreadable) {
    into.begin_record(offset, piece.size());
    into.drop(lost(Code::unreadable_record, {}, excerpt(piece)));
  } else if (outcome == RecordOutcome::repaired) {
    size_t from = size_t(repairs.first - piece.data());
    from -= std::min<size_t>(from, 30);
    Finding told =
        lost(Code::repaired_record, fmt::format("Repaired: {}.", repairs.describe()), excerpt(piece.substr(from)));
    told.origin = {.stream = file_, .position = offset, .length = piece.size()};
    into.report(std::move(told));
  }
}

void SlackDecoder::record(const RawMessage& m, Place place, EventBuilder& into) {
  into.begin_record(place.offset, place.length);
  if (!m.plausible()) {
    into.drop(lost_message(Code::not_a_message, m, "The record has neither a type nor a text nor a time."));
    return;
  }
  bool recovered = recover(place, into);
  Meaning meaning = meaning_of(m.subtype);
  if (meaning == Meaning::change || meaning == Meaning::deletion) {
    if (!recovered) wrapper(m, meaning, place, into);
    return;
  }
  message(m, unit_->conversation->find(m.ts), false, into);
}

}  // namespace rsmf::slack
