#include "sources/slack/file_scan.hpp"

#include <algorithm>

#include "json/read_record.hpp"

namespace rsmf::slack {

// The bytes of a file that is one frame, in unpacked_; false if they cannot be had whole and sound.
bool FileScan::read_whole(const RecordFile& file) {
  const ContainerEntry& entry = container_.entries()[file.entry];
  if (container_.kind() != Container::Kind::zip) return container_.read_packed(file.entry, unpacked_).has_value();
  return container_.read_packed(file.entry, packed_) && unpack(entry, packed_.view(), unpacked_, inflater_).has_value();
}

void FileScan::look(const RecordFile& file, FileNotes& into, RecordCache::Handle& kept) {
  into.clear();
  kept.reset();
  if (is_one_frame(file, container_.entries()[file.entry], options_) && read_whole(file)) {
    into.complete = true;
    if (look_at(unpacked_.view(), 0, into, true)) kept = keep(unpacked_.view());
    return;
  }
  // Cutting costs more than looking: most large files need not be cut here.
  if (auto glance = container_.open(file.entry); !glance || !has_telling_subtype(**glance, unpacked_)) return;
  into.complete = true;
  each_run(file, [&](std::string_view text, uint64_t base) { look_at(text, base, into); });
}

RecordCache::Handle FileScan::keep(std::string_view text) {
  // Nested replies have places of their own.
  if (replies_) return {};
  RecordCache::Handle kept = kept_files_.keep(condenser_);
  if (!kept) return {};
  kept->size = text.size();
  kept->open_list = is_open_list(text);
  return kept;
}

// False if the text has to be read record by record.
bool FileScan::look_at(std::string_view text, uint64_t base, FileNotes& into, bool condense) {
  const bool at_once = take_at_once(text, base, into, condense);
  if (!at_once) {
    into.complete = false;
    take_piecewise(text, base, into);
  }
  if (!into.complete || into.seen.size() + seen_.size() > SeenMessages::kMost) {
    into.complete = false;
    into.seen.clear();
    return at_once;
  }
  for (const Place& place : seen_) into.seen.push_back(SeenMessages::pack(place.ts, place.offset));
  return at_once;
}

// False, and nothing is taken, if the text has to be read record by record.
bool FileScan::take_at_once(std::string_view text, uint64_t base, FileNotes& into, bool condense) {
  if (!places_at_once(text, base, condense)) return false;
  for (JsonCursor at : telling_) {
    RawMessage m;
    const uint64_t offset = base + at.offset();
    m.read(at);
    take(m, offset, into);
  }
  return true;
}

void FileScan::take_piecewise(std::string_view text, uint64_t base, FileNotes& into) {
  size_t telling = find_telling_subtype(text, 0);
  size_t at = 0;
  while (telling != text.npos) {
    JsonPiece piece = scanner_.next(text, at, true);
    if (piece.kind == JsonPiece::Kind::end) return;
    at = piece.end;
    if (piece.end <= telling) continue;
    EventBuilder memory(memory_, kNone);
    JsonRepairs repairs;
    read_record(index_, scratch_, text.substr(piece.begin, piece.end - piece.begin), memory, repairs,
                [&](JsonCursor cursor) {
                  RawMessage m;
                  if (!m.read(cursor)) return false;
                  take(m, base + piece.begin, into);
                  return true;
                });
    telling = find_telling_subtype(text, std::max(piece.end, telling));
  }
}

void FileScan::take(const RawMessage& m, uint64_t offset, FileNotes& into) {
  LogEntry entry;
  entry.meaning = meaning_of(m.subtype);
  entry.offset = offset;
  entry.time = time_of(m.ts);
  bool good = false;
  switch (entry.meaning) {
    case Meaning::join:
    case Meaning::leave:
      good = !m.user.empty() && entry.time != kNoTime;
      if (good) entry.who = into.text.copy(m.user);
      break;
    case Meaning::change:
      good = change(m, entry, into);
      break;
    case Meaning::deletion:
      good = deletion(m, entry, into);
      break;
    default:
      break;
  }
  if (good) into.log.push_back(entry);
}

// What the event would show.
std::string_view FileScan::body_of(const RawMessage& m, FileNotes& into) {
  EventBuilder memory(bodies_, kNone);
  MessageText text;
  reader_.read(m, memory, text);
  return into.text.copy(text.body);
}

bool FileScan::change(const RawMessage& m, LogEntry& entry, FileNotes& into) {
  RawMessage now, before;
  JsonCursor at_now = m.message, at_before = m.previous;
  if (!at_now.valid() || !now.read(at_now) || now.ts.empty()) return false;
  bool said_before = at_before.valid() && before.read(at_before);
  RawMessage edited;  // has `user` and `ts`
  if (JsonCursor at = now.edited; at.valid()) edited.read(at);
  entry.edited = time_of(edited.ts) != kNoTime ? time_of(edited.ts) : entry.time;
  entry.who = into.text.copy(!edited.user.empty() ? edited.user : now.user);
  entry.target = into.text.copy(now.ts);
  entry.json = into.text.copy(m.message.raw());
  entry.tombstone = meaning_of(now.subtype) == Meaning::tombstone;
  if (said_before) entry.previous = body_of(before, into);
  entry.current = body_of(now, into);
  return true;
}

bool FileScan::deletion(const RawMessage& m, LogEntry& entry, FileNotes& into) {
  RawMessage before;
  JsonCursor at = m.previous;
  bool said = at.valid() && before.read(at);
  std::string_view ts = !m.deleted_ts.empty() ? m.deleted_ts : before.ts;
  if (ts.empty()) return false;
  entry.target = into.text.copy(ts);
  if (!said) return true;
  entry.json = into.text.copy(m.previous.raw());
  entry.previous = body_of(before, into);
  return true;
}

bool FileScan::places_at_once(std::string_view text, uint64_t base, bool condense) {
  seen_.clear();
  telling_.clear();
  condenser_.clear();
  replies_ = false;
  const auto verdict = index_.build(text);
  if (verdict != JsonIndex::Verdict::ok) return verdict == JsonIndex::Verdict::empty;
  JsonCursor at = index_.cursor();
  while (true) {
    while (at.peek() == ',' || at.peek() == '[' || at.peek() == ']') at.step();
    if (at.peek() != '{') break;
    const JsonCursor record = at;
    RawMessage m;
    if (!m.read(at)) return false;
    const Meaning meaning = meaning_of(m.subtype);
    if (tells(meaning)) telling_.push_back(record);
    if (!m.ts.empty() && !amends(meaning)) seen_.push_back({m.ts, base + record.offset()});
    replies_ |= m.replies.valid();
    if (condense && !replies_) condenser_.add(m, {record.offset(), at.offset_behind() - record.offset()});
  }
  return at.peek() == 0 && !at.failed();
}

void FileScan::places_piecewise(std::string_view text, uint64_t base) {
  seen_.clear();
  EventBuilder memory(memory_, kNone);
  JsonPiece piece;
  for (size_t from = 0; (piece = scanner_.next(text, from, true)).kind != JsonPiece::Kind::end; from = piece.end) {
    JsonRepairs repairs;
    read_record(index_, scratch_, text.substr(piece.begin, piece.end - piece.begin), memory, repairs,
                [&](JsonCursor at) {
                  RawMessage m;
                  if (!m.read(at) || at.peek() != 0) return false;
                  if (!m.ts.empty() && !amends(meaning_of(m.subtype))) seen_.push_back({m.ts, base + piece.begin});
                  return true;
                });
  }
}

}  // namespace rsmf::slack
