#include "slice/event_codec.hpp"

#include <cstring>

#include "base/varint.hpp"

namespace rsmf {
namespace {

// Which of the rarer parts an event has.
enum Has : uint8_t {
  kContext = 1,
  kParent = 2,
  kParentTime = 4,
  kAttachments = 8,
  kReactions = 16,
  kEdits = 32,
  kReceipts = 64,
  kCustom = 128
};

uint8_t parts_of(const Event& e) {
  return uint8_t((e.context ? kContext : 0) | (e.parent.data() ? kParent : 0) |
                 (e.parent_time != kNoTime ? kParentTime : 0) | (e.attachments.empty() ? 0 : kAttachments) |
                 (e.reactions.empty() ? 0 : kReactions) | (e.edits.empty() ? 0 : kEdits) |
                 (e.receipts.empty() ? 0 : kReceipts) | (e.custom.empty() ? 0 : kCustom));
}

// Times are mostly near that of the event. The difference may wrap around, and wraps back.
uint64_t apart(TimeNs a, TimeNs b) {
  return zigzag(int64_t(uint64_t(a) - uint64_t(b)));
}
TimeNs from_apart(uint64_t difference, TimeNs b) {
  return TimeNs(uint64_t(unzigzag(difference)) + uint64_t(b));
}

// kNone, the greatest number, is the most frequent large one.
uint32_t but_none(uint32_t number) {
  return number + 1;
}

/// REQUIRES: room for all that is put.
class Writer {
 public:
  explicit Writer(char* to) : to_(to) {}
  char* end() const { return to_; }

  void byte(uint8_t value) { *to_++ = char(value); }
  void number(uint64_t value) { to_ = put_varint(value, to_); }
  void text(std::string_view text) {
    number(text.data() ? text.size() + 1 : 0);
    if (text.empty()) return;
    std::memcpy(to_, text.data(), text.size());
    to_ += text.size();
  }

 private:
  char* to_;
};

/// Reads values in turn; after the first that is not there all are zero and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view from) : at_(from.data()), end_(from.data() + from.size()) {}
  bool ok() const { return ok_; }
  std::string_view rest() const { return {at_, size_t(end_ - at_)}; }
  void spoil() {
    ok_ = false;
    at_ = end_;
  }

  uint8_t byte() {
    if (at_ != end_) return uint8_t(*at_++);
    spoil();
    return 0;
  }
  uint64_t number() {
    uint64_t value = 0;
    if (const char* next = get_varint(at_, end_, value)) {
      at_ = next;
      return value;
    }
    spoil();
    return 0;
  }
  uint32_t number32() {
    const uint64_t value = number();
    if (value > UINT32_MAX) spoil();
    return uint32_t(value);
  }
  uint32_t or_none() { return number32() - 1; }
  std::string_view text() {
    const uint64_t size = number();
    if (size == 0) return {};
    if (size - 1 > size_t(end_ - at_)) {
      spoil();
      return {};
    }
    std::string_view result(at_, size - 1);
    at_ += size - 1;
    return result;
  }
  template <class Enum>
  Enum one_of(unsigned value, Enum last) {
    if (value > unsigned(last)) spoil();
    return Enum(value);
  }
  template <class Row, class Each>
  std::span<const Row> rows(Arena& arena, Each each) {
    const uint64_t count = number();
    if (count > size_t(end_ - at_)) spoil();  // a row takes at least a byte
    if (!ok_ || count == 0) return {};
    auto* first = reinterpret_cast<Row*>(arena.allocate(count * sizeof(Row)));
    for (uint64_t i = 0; i < count; ++i) first[i] = each(*this);
    return {first, size_t(count)};
  }

 private:
  const char* at_;
  const char* end_;
  bool ok_ = true;
};

void write_lists(const Event& e, uint8_t parts, Writer& out) {
  if (parts & kAttachments) {
    out.number(e.attachments.size());
    for (const auto& a : e.attachments) {
      for (auto text : {a.display, a.unique, a.key, a.note, a.entry, a.stand_in}) out.text(text);
      out.number(a.stated_size);
    }
  }
  if (parts & kReactions) {
    out.number(e.reactions.size());
    for (const auto& r : e.reactions) {
      out.text(r.value);
      out.number(r.count);
      out.number(r.participants.size());
      for (uint32_t p : r.participants) out.number(but_none(p));
    }
  }
  if (parts & kEdits) {
    out.number(e.edits.size());
    for (const auto& d : e.edits) {
      out.number(but_none(d.participant));
      out.number(apart(d.time, e.time));
      out.text(d.previous);
      out.text(d.current);
    }
  }
  if (parts & kReceipts) {
    out.number(e.receipts.size());
    for (const auto& r : e.receipts) {
      out.number(but_none(r.participant));
      out.number(apart(r.time, e.time));
      out.byte(uint8_t(r.action));
    }
  }
  if (parts & kCustom) {
    out.number(e.custom.size());
    for (const auto& p : e.custom) {
      out.text(p.name);
      out.text(p.value);
    }
  }
}

void read_lists(Event& e, uint8_t parts, Arena& arena, Reader& in) {
  if (parts & kAttachments)
    e.attachments = in.rows<Attachment>(arena, [](Reader& r) {
      Attachment a;
      for (auto* text : {&a.display, &a.unique, &a.key, &a.note, &a.entry, &a.stand_in}) *text = r.text();
      a.stated_size = r.number();
      return a;
    });
  if (parts & kReactions)
    e.reactions = in.rows<Reaction>(arena, [&](Reader& r) {
      Reaction x{r.text(), 0, {}};
      x.count = r.number32();
      x.participants = r.rows<uint32_t>(arena, [](Reader& q) { return q.or_none(); });
      return x;
    });
  if (parts & kEdits)
    e.edits = in.rows<Edit>(arena, [&](Reader& r) {
      Edit d;
      d.participant = r.or_none();
      d.time = from_apart(r.number(), e.time);
      d.previous = r.text();
      d.current = r.text();
      return d;
    });
  if (parts & kReceipts)
    e.receipts = in.rows<ReadReceipt>(arena, [&](Reader& r) {
      ReadReceipt x;
      x.participant = r.or_none();
      x.time = from_apart(r.number(), e.time);
      x.action = r.one_of(r.byte(), ReceiptAction::delivered);
      return x;
    });
  if (parts & kCustom)
    e.custom = in.rows<Property>(arena, [](Reader& r) {
      Property p;
      p.name = r.text();
      p.value = r.text();
      return p;
    });
}

}  // namespace

size_t max_event_bytes(const Event& e) {
  size_t bytes = 16 * kMaxVarint + e.id.size() + e.parent.size() + e.body.size();
  for (const auto& a : e.attachments) {
    bytes += 7 * kMaxVarint;
    for (auto text : {a.display, a.unique, a.key, a.note, a.entry, a.stand_in}) bytes += text.size();
  }
  for (const auto& r : e.reactions) bytes += (3 + r.participants.size()) * kMaxVarint + r.value.size();
  for (const auto& d : e.edits) bytes += 4 * kMaxVarint + d.previous.size() + d.current.size();
  bytes += e.receipts.size() * 3 * kMaxVarint;
  for (const auto& p : e.custom) bytes += 2 * kMaxVarint + p.name.size() + p.value.size();
  return bytes;
}

char* write_event_rest(const Event& e, char* to) {
  Writer out(to);
  const uint8_t parts = parts_of(e);
  out.byte(
      uint8_t(unsigned(e.type) | unsigned(e.importance) << 3 | unsigned(e.direction) << 5 | unsigned(e.deleted) << 7));
  out.byte(parts);
  out.number(but_none(e.participant));
  out.number(e.origin.length);
  out.text(e.id);
  if (parts & kParent) out.text(e.parent);
  if (parts & kParentTime) out.number(apart(e.parent_time, e.time));
  out.text(e.body);
  write_lists(e, parts, out);
  return out.end();
}

bool take_event_rest(std::string_view& from, Arena& arena, Event& e) {
  Reader in(from);
  const uint8_t kind = in.byte(), parts = in.byte();
  e.type = in.one_of(kind & 7U, EventType::unknown);
  e.importance = in.one_of((kind >> 3) & 3U, Importance::high);
  e.direction = in.one_of((kind >> 5) & 3U, Direction::outgoing);
  e.deleted = (kind & 0x80) != 0;
  e.context = (parts & kContext) != 0;
  e.participant = in.or_none();
  e.origin.length = in.number();
  e.id = in.text();
  if (parts & kParent) e.parent = in.text();
  if (parts & kParentTime) e.parent_time = from_apart(in.number(), e.time);
  e.body = in.text();
  read_lists(e, parts, arena, in);
  from = in.rest();
  if (!in.ok()) e.id = {};
  return in.ok();
}

void append_event(const Event& e, std::string& to) {
  const size_t before = to.size();
  to.resize(before + max_event_bytes(e));
  Writer out(to.data() + before);
  out.number(uint64_t(e.time));
  out.number(but_none(e.conversation));
  out.number(but_none(e.origin.stream));
  out.number(e.origin.sub);
  out.number(e.origin.position);
  to.resize(size_t(write_event_rest(e, out.end()) - to.data()));
}

Event take_event(std::string_view& from, Arena& arena) {
  Reader in(from);
  Event e;
  e.time = TimeNs(in.number());
  e.conversation = in.or_none();
  e.origin.stream = in.or_none();
  e.origin.sub = in.number32();
  e.origin.position = in.number();
  from = in.rest();
  if (!in.ok() || !take_event_rest(from, arena, e)) return {};
  return e;
}

}  // namespace rsmf
