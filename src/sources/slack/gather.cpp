#include "sources/slack/gather.hpp"

#include <emmintrin.h>

#include <algorithm>
#include <bit>

#include "json/read_record.hpp"
#include "sources/slack/slack_decoder.hpp"

namespace rsmf::slack {
namespace {

constexpr std::string_view kMember = "\"subtype\"";

// The next `"subtype"`: by three of its bytes, sixteen places at a time.
size_t find_member(std::string_view text, size_t from) {
  const char* const data = text.data();
  const __m128i quote = _mm_set1_epi8('"'), letter = _mm_set1_epi8('y');
  size_t i = from;
  for (; i + 16 + kMember.size() <= text.size(); i += 16) {
    auto load = [&](size_t at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + i + at)); };
    __m128i hit = _mm_and_si128(_mm_cmpeq_epi8(load(5), letter), _mm_cmpeq_epi8(load(0), quote));
    for (auto mask = unsigned(_mm_movemask_epi8(hit)); mask; mask &= mask - 1) {
      size_t at = i + size_t(std::countr_zero(mask));
      if (text.substr(at, kMember.size()) == kMember) return at;
    }
  }
  return text.find(kMember, i);
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool amends(Meaning m) {
  return m == Meaning::change || m == Meaning::deletion;
}

bool tells(Meaning m) {
  return amends(m) || m == Meaning::join || m == Meaning::leave;
}

// Reads the two members that say which message a record is, as RawMessage does.
struct MessageKey {
  std::string_view ts, subtype;

  bool read(JsonCursor& at) {
    std::string_view key;
    if (!at.begin_object()) return false;
    while (at.next_member(key)) {
      char kind = at.peek();
      if (kind == '{' || kind == '[') {
        at.skip();
      } else if (key == "ts") {
        ts = at.string_or_number();
      } else if (key == "subtype") {
        subtype = at.string_or_number();
      } else {
        at.skip();
      }
    }
    return !at.failed();
  }
};

}  // namespace

size_t find_telling_subtype(std::string_view text, size_t from) {
  while (true) {
    size_t at = find_member(text, from);
    if (at == text.npos) return at;
    from = at + kMember.size();
    size_t p = from;
    while (p < text.size() && is_space(text[p])) ++p;
    if (p == text.size() || text[p] != ':') continue;
    for (++p; p < text.size() && is_space(text[p]);) ++p;
    if (p == text.size() || text[p] != '"') continue;
    size_t end = text.find('"', p + 1);
    if (end != text.npos && tells(meaning_of(text.substr(p + 1, end - p - 1)))) return p;
  }
}

bool has_telling_subtype(ByteSource& stream, Bytes& buffer) {
  constexpr size_t kStep = 256 * 1024;
  // Longer than any member that tells, with the spaces a pretty printer may put into it.
  constexpr size_t kOverlap = 256;
  buffer.clear();
  while (true) {
    size_t held = buffer.size();
    buffer.resize(held + kStep);
    auto got = read_fully(stream, {buffer.data() + held, kStep});
    if (!got) return true;
    buffer.resize(held + *got);
    if (find_telling_subtype(buffer.view(), 0) != std::string_view::npos) return true;
    if (*got < kStep) return false;
    buffer.drop_front(buffer.size() - kOverlap);
  }
}

Gather::Gather(const Workspace& workspace, ConversationContext& into, uint32_t max_depth)
    : into_(into),
      scanner_({.form = JsonForm::objects, .max_depth = max_depth, .record_keys = record_keys()}),
      reader_(workspace) {}

void Gather::look(std::string_view text, uint32_t file, uint64_t base, bool telling) {
  if (!telling && find_telling_subtype(text, 0) == text.npos) return;
  if (take_at_once(text, file, base)) {
    kept_.keep(file, seen_);
  } else {
    kept_.forget(file);
    take_piecewise(text, file, base);
  }
}

// False, and nothing is taken, if the text has to be read record by record.
bool Gather::take_at_once(std::string_view text, uint32_t file, uint64_t base) {
  if (!places_at_once(text, base)) return false;
  for (JsonCursor at : telling_) {
    RawMessage m;
    if (!m.read(at)) return false;
  }
  for (JsonCursor at : telling_) {
    RawMessage m;
    RecordPlace place{file, base + at.offset()};
    m.read(at);
    take(m, place);
  }
  return true;
}

void Gather::take_piecewise(std::string_view text, uint32_t file, uint64_t base) {
  size_t telling = find_telling_subtype(text, 0);
  size_t at = 0;
  while (telling != text.npos) {
    JsonPiece piece = scanner_.next(text, at, true);
    if (piece.kind == JsonPiece::Kind::end) return;
    at = piece.end;
    if (piece.end <= telling) continue;
    EventBuilder memory(memory_, file);
    JsonRepairs repairs;
    read_record(index_, scratch_, text.substr(piece.begin, piece.end - piece.begin), memory, repairs,
                [&](JsonCursor cursor) {
                  RawMessage m;
                  if (!m.read(cursor)) return false;
                  take(m, {file, base + piece.begin});
                  return true;
                });
    telling = find_telling_subtype(text, std::max(piece.end, telling));
  }
}

void Gather::take(const RawMessage& m, RecordPlace place) {
  switch (meaning_of(m.subtype)) {
    case Meaning::join:
    case Meaning::leave:
      if (!m.user.empty() && time_of(m.ts) != kNoTime)
        passages_.push_back({time_of(m.ts), into_.arena.copy(m.user), meaning_of(m.subtype) == Meaning::join});
      break;
    case Meaning::change:
      change(m, place);
      break;
    case Meaning::deletion:
      deletion(m, place);
      break;
    default:
      break;
  }
}

Amended& Gather::amended(std::string_view ts, RecordPlace place) {
  auto it = into_.amended.find(ts);
  if (it == into_.amended.end()) {
    ts = into_.arena.copy(ts);
    it = into_.amended.emplace(ts, Amended()).first;
    it->second.ts = ts;
    it->second.time = time_of(ts);
  }
  it->second.wrapper = place;
  return it->second;
}

void Gather::keep_state(Amended& a, JsonCursor object, TimeNs time) {
  if (a.json_time != kNoTime && time < a.json_time) return;
  a.json = into_.arena.copy(object.raw());
  a.json_time = time;
}

// What the event would show.
std::string_view Gather::body_of(const RawMessage& m) {
  EventBuilder memory(bodies_, kNone);
  MessageText text;
  reader_.read(m, memory, text);
  return into_.arena.copy(text.body);
}

void Gather::change(const RawMessage& m, RecordPlace place) {
  RawMessage now, before;
  JsonCursor at_now = m.message, at_before = m.previous;
  if (!at_now.valid() || !now.read(at_now) || now.ts.empty()) return;
  bool said_before = at_before.valid() && before.read(at_before);
  RawMessage edited;  // has `user` and `ts`
  if (JsonCursor at = now.edited; at.valid()) edited.read(at);
  TimeNs time = time_of(edited.ts) != kNoTime ? time_of(edited.ts) : time_of(m.ts);
  std::string_view editor = into_.arena.copy(!edited.user.empty() ? edited.user : now.user);
  Amended& a = amended(now.ts, place);
  keep_state(a, m.message, time_of(m.ts) != kNoTime ? time_of(m.ts) : 0);
  bool tombstone = meaning_of(now.subtype) == Meaning::tombstone;
  std::string_view previous = said_before ? body_of(before) : std::string_view();
  std::string_view current = body_of(now);
  if (tombstone) {
    a.deleted = true;
    a.deleted_time = time_of(m.ts);
    a.last_text = previous;
  } else if (!said_before || previous != current) {
    a.edits.push_back({time, editor, previous, current});
  }
}

void Gather::deletion(const RawMessage& m, RecordPlace place) {
  RawMessage before;
  JsonCursor at = m.previous;
  bool said = at.valid() && before.read(at);
  std::string_view ts = !m.deleted_ts.empty() ? m.deleted_ts : before.ts;
  if (ts.empty()) return;
  Amended& a = amended(ts, place);
  a.deleted = true;
  a.deleted_time = time_of(m.ts);
  if (!said) return;
  keep_state(a, m.previous, a.deleted_time != kNoTime ? a.deleted_time : 0);
  a.last_text = body_of(before);
}

void Gather::prepare_second_look() {
  into_.filter.reset(into_.amended.size());
  for (auto& [ts, a] : into_.amended) {
    in_time_.push_back(&a);
    into_.filter.add(ts);
  }
  std::sort(in_time_.begin(), in_time_.end(),
            [](const Amended* a, const Amended* b) { return a->time != b->time ? a->time < b->time : a->ts < b->ts; });
  next_anchor_ = 0;
}

bool Gather::places_at_once(std::string_view text, uint64_t base) {
  seen_.clear();
  telling_.clear();
  auto verdict = index_.build(text);
  if (verdict != JsonIndex::Verdict::ok) return verdict == JsonIndex::Verdict::empty;
  JsonCursor at = index_.cursor();
  while (true) {
    while (at.peek() == ',' || at.peek() == '[' || at.peek() == ']') at.step();
    if (at.peek() != '{') return at.peek() == 0 && !at.failed();
    JsonCursor record = at;
    MessageKey key;
    if (!key.read(at)) return false;
    Meaning m = meaning_of(key.subtype);
    if (tells(m)) telling_.push_back(record);
    if (!key.ts.empty() && !amends(m)) seen_.push_back({key.ts, base + record.offset()});
  }
}

void Gather::places_piecewise(std::string_view text, uint64_t base) {
  seen_.clear();
  EventBuilder memory(memory_, kNone);
  JsonPiece piece;
  for (size_t from = 0; (piece = scanner_.next(text, from, true)).kind != JsonPiece::Kind::end; from = piece.end) {
    JsonRepairs repairs;
    read_record(index_, scratch_, text.substr(piece.begin, piece.end - piece.begin), memory, repairs,
                [&](JsonCursor at) {
                  MessageKey key;
                  if (!key.read(at) || at.peek() != 0) return false;
                  if (!key.ts.empty() && !amends(meaning_of(key.subtype)))
                    seen_.push_back({key.ts, base + piece.begin});
                  return true;
                });
  }
}

void Gather::look_again(std::string_view text, uint32_t file, uint64_t base) {
  if (!places_at_once(text, base)) places_piecewise(text, base);
  for (const auto& [ts, offset] : seen_) {
    meet(ts);
    pass(time_of(ts), {file, offset});
  }
}

bool Gather::recall(uint32_t file) {
  std::span<const SeenMessages::Kept> messages;
  if (!kept_.recall(file, messages)) return false;
  char ts[SeenMessages::kTsLength];
  for (const auto& message : messages) {
    meet(message.ts(ts));
    pass(message.time(), {file, message.offset});
  }
  return true;
}

// What is in the export need not be recovered.
void Gather::meet(std::string_view ts) {
  if (!into_.filter.may_hold(ts)) return;
  if (auto it = into_.amended.find(ts); it != into_.amended.end()) it->second.present = true;
}

// Those that are earlier have their anchor by now: the first record later than they are.
void Gather::pass(TimeNs time, RecordPlace place) {
  if (time == kNoTime) return;
  for (; next_anchor_ < in_time_.size() && in_time_[next_anchor_]->time < time; ++next_anchor_)
    in_time_[next_anchor_]->anchor = place;
}

void Gather::finish() {
  std::stable_sort(passages_.begin(), passages_.end(),
                   [](const Passage& a, const Passage& b) { return a.time < b.time; });
  for (Amended* a : in_time_) {
    std::stable_sort(a->edits.begin(), a->edits.end(),
                     [](const LoggedEdit& x, const LoggedEdit& y) { return x.time < y.time; });
    if (a->present) continue;
    if (a->json.empty()) a->json = into_.arena.copy("{\"type\":\"message\",\"ts\":\"" + std::string(a->ts) + "\"}");
    if (a->anchor.file == kNone) a->anchor = a->wrapper;
    into_.recovered.push_back(a);
  }
  std::stable_sort(into_.recovered.begin(), into_.recovered.end(),
                   [](const Amended* a, const Amended* b) { return a->anchor < b->anchor; });
}

}  // namespace rsmf::slack
