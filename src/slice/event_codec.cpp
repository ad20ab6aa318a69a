#include "slice/event_codec.hpp"

#include <cstring>

namespace rsmf {
namespace {

constexpr uint32_t kNullText = 0xFFFFFFFF;

template <class T>
void put(T value, std::string& to) {
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_text(std::string_view text, std::string& to) {
  put(text.data() ? uint32_t(text.size()) : kNullText, to);
  to.append(text);
}

/// Reads values in turn; after the first that is not there all are zero and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view& from) : from_(from) {}
  bool ok() const { return ok_; }

  template <class T>
  T get() {
    T value{};
    if (from_.size() < sizeof value) {
      ok_ = false;
      return value;
    }
    std::memcpy(&value, from_.data(), sizeof value);
    from_.remove_prefix(sizeof value);
    return value;
  }
  std::string_view text() {
    auto size = get<uint32_t>();
    if (size == kNullText) return {};
    if (size > from_.size()) {
      ok_ = false;
      return {};
    }
    std::string_view result = from_.substr(0, size);
    from_.remove_prefix(size);
    return result;
  }
  template <class Row, class Each>
  std::span<const Row> rows(Arena& arena, Each each) {
    auto count = get<uint32_t>();
    if (count > from_.size()) ok_ = false;  // a row takes at least a byte
    if (!ok_ || count == 0) return {};
    auto* first = reinterpret_cast<Row*>(arena.allocate(count * sizeof(Row)));
    for (uint32_t i = 0; i < count; ++i) first[i] = each(*this);
    return {first, count};
  }

 private:
  std::string_view& from_;
  bool ok_ = true;
};

}  // namespace

void append_event(const Event& e, std::string& to) {
  put(e.time, to);
  put(e.parent_time, to);
  put(e.conversation, to);
  put(e.participant, to);
  put(e.type, to);
  put(e.importance, to);
  put(e.direction, to);
  put(uint8_t(e.deleted | e.context << 1), to);
  put(e.origin, to);
  put_text(e.id, to);
  put_text(e.parent, to);
  put_text(e.body, to);
  put(uint32_t(e.attachments.size()), to);
  for (const auto& a : e.attachments) {
    for (auto text : {a.display, a.unique, a.key, a.note, a.entry, a.stand_in}) put_text(text, to);
    put(a.stated_size, to);
  }
  put(uint32_t(e.reactions.size()), to);
  for (const auto& r : e.reactions) {
    put_text(r.value, to);
    put(r.count, to);
    put(uint32_t(r.participants.size()), to);
    for (uint32_t p : r.participants) put(p, to);
  }
  put(uint32_t(e.edits.size()), to);
  for (const auto& d : e.edits) {
    put(d.participant, to);
    put(d.time, to);
    put_text(d.previous, to);
    put_text(d.current, to);
  }
  put(uint32_t(e.receipts.size()), to);
  for (const auto& r : e.receipts) {
    put(r.participant, to);
    put(r.time, to);
    put(r.action, to);
  }
  put(uint32_t(e.custom.size()), to);
  for (const auto& p : e.custom) {
    put_text(p.name, to);
    put_text(p.value, to);
  }
}

Event take_event(std::string_view& from, Arena& arena) {
  Reader in(from);
  Event e;
  e.time = in.get<TimeNs>();
  e.parent_time = in.get<TimeNs>();
  e.conversation = in.get<uint32_t>();
  e.participant = in.get<uint32_t>();
  e.type = in.get<EventType>();
  e.importance = in.get<Importance>();
  e.direction = in.get<Direction>();
  auto flags = in.get<uint8_t>();
  e.deleted = flags & 1;
  e.context = flags & 2;
  e.origin = in.get<Origin>();
  e.id = in.text();
  e.parent = in.text();
  e.body = in.text();
  e.attachments = in.rows<Attachment>(arena, [](Reader& r) {
    Attachment a;
    for (auto* text : {&a.display, &a.unique, &a.key, &a.note, &a.entry, &a.stand_in}) *text = r.text();
    a.stated_size = r.get<uint64_t>();
    return a;
  });
  e.reactions = in.rows<Reaction>(arena, [&](Reader& r) {
    Reaction x{r.text(), 0, {}};
    x.count = r.get<uint32_t>();
    x.participants = r.rows<uint32_t>(arena, [](Reader& q) { return q.get<uint32_t>(); });
    return x;
  });
  e.edits = in.rows<Edit>(arena, [](Reader& r) {
    Edit d;
    d.participant = r.get<uint32_t>();
    d.time = r.get<TimeNs>();
    d.previous = r.text();
    d.current = r.text();
    return d;
  });
  e.receipts = in.rows<ReadReceipt>(arena, [](Reader& r) {
    ReadReceipt x;
    x.participant = r.get<uint32_t>();
    x.time = r.get<TimeNs>();
    x.action = r.get<ReceiptAction>();
    return x;
  });
  e.custom = in.rows<Property>(arena, [](Reader& r) {
    Property p;
    p.name = r.text();
    p.value = r.text();
    return p;
  });
  if (!in.ok()) return {};
  return e;
}

}  // namespace rsmf
