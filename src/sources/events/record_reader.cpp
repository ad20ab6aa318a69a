#include "sources/events/record_reader.hpp"

#include "base/byte_block.hpp"

namespace rsmf::events {
namespace {

/// Comparing with a text of known length needs no call.
template <size_t kSize>
bool is(std::string_view key, const char (&name)[kSize]) {
  return key.size() == kSize - 1 && std::memcmp(key.data(), name, kSize - 1) == 0;
}

/// REQUIRES: 16 readable bytes at `text`, whatever its size.
bool is_plain(std::string_view text) {
  const uint32_t slashes = (ByteBlock::load(text.data()) == '\\').bits();
  if (text.size() < 16) return (slashes & ((1U << text.size()) - 1)) == 0;
  return slashes == 0 && std::memchr(text.data() + 16, '\\', text.size() - 16) == nullptr;
}

void clear(Draft& d) {
  d.kind = RecordKind::event;
  static_cast<DraftTexts&>(d) = {};
  d.deleted = false;
  d.custom.clear();
  d.participants.clear();
  d.reactions.clear();
  d.reaction_people.clear();
  d.edits.clear();
  d.receipts.clear();
  d.attachments.clear();
  d.incomplete = 0;
  d.unknown_members.clear();
  d.faults = {};
}

}  // namespace

std::string_view RecordReader::text(JsonCursor& c, Draft& d) {
  const std::string_view raw = c.string_or_number();
  return raw.empty() || is_plain(raw) ? raw : json_text(raw, *memory_, d.faults);
}

/// Any value as text: strings without quotes, the rest as JSON.
std::string_view RecordReader::raw_value(JsonCursor& c) {
  size_t begin = c.offset();
  c.skip();
  if (c.failed()) return {};
  std::string_view raw = all_.substr(begin, c.offset() - begin);
  while (!raw.empty() && std::string_view(" \t\r\n").find(raw.back()) != std::string_view::npos) raw.remove_suffix(1);
  return raw;
}

void RecordReader::add_property(std::string_view name, std::string_view value, Draft& d) {
  if (name.empty() || value.empty()) {
    ++d.incomplete;
  } else {
    d.custom.push_back({name, value});
  }
}

template <class Part, class Member, class Complete>
void RecordReader::read_parts(JsonCursor& c, std::vector<Part>& into, Draft& d, Member member, Complete complete) {
  if (!c.begin_array()) return c.skip();
  std::string_view key;
  while (c.next_element()) {
    Part part;
    if (!c.begin_object()) {
      c.skip();
      ++d.incomplete;
      continue;
    }
    while (c.next_member(key)) member(key, part);
    if (c.failed()) return;
    if (complete(part)) {
      into.push_back(std::move(part));
    } else {
      ++d.incomplete;
    }
  }
}

void RecordReader::read_strings(JsonCursor& c, std::vector<std::string_view>& into, Draft& d) {
  if (!c.begin_array()) return c.skip();
  while (c.next_element()) {
    std::string_view one = text(c, d);
    if (one.empty()) {
      ++d.incomplete;
    } else {
      into.push_back(one);
    }
  }
}

void RecordReader::read_people(JsonCursor& c, DraftReaction& reaction, Draft& d) {
  if (reaction.people == 0) reaction.first = d.reaction_people.size();
  read_strings(c, d.reaction_people, d);
  reaction.people = d.reaction_people.size() - reaction.first;
}

void RecordReader::read_custom(JsonCursor& c, Draft& d) {
  std::string_view key;
  if (c.begin_object()) {
    while (c.next_member(key)) {
      std::string_view name = json_text(key, *memory_, d.faults);
      add_property(name, c.peek() == '"' ? text(c, d) : raw_value(c), d);
    }
    return;
  }
  read_parts(
      c, d.custom, d,
      [&](std::string_view k, Property& p) {
        std::string_view value = c.peek() == '"' ? text(c, d) : raw_value(c);
        if (is(k, "name")) p.name = value;
        if (is(k, "value")) p.value = value;
      },
      [](const Property& p) { return !p.name.empty() && !p.value.empty(); });
}

bool RecordReader::declaration_member(std::string_view key, JsonCursor& c, Draft& d) {
  if (is(key, "email")) return d.email = text(c, d), true;
  if (is(key, "account_id")) return d.account_id = text(c, d), true;
  if (is(key, "avatar")) return d.avatar = text(c, d), true;
  if (is(key, "platform")) return d.platform = text(c, d), true;
  if (is(key, "custodian")) return d.custodian = text(c, d), true;
  if (is(key, "participants")) return read_strings(c, d.participants, d), true;
  if (is(key, "key")) return d.key = text(c, d), true;
  if (is(key, "eventcollectionid")) return d.collection_id = text(c, d), true;
  if (is(key, "roster")) return d.roster = text(c, d), true;
  return d.kind == RecordKind::membership && membership_member(key, c, d);
}

bool RecordReader::membership_member(std::string_view key, JsonCursor& c, Draft& d) {
  if (is(key, "conversation")) return d.conversation = text(c, d), true;
  if (is(key, "participant")) return d.participant = text(c, d), true;
  if (is(key, "timestamp")) return d.timestamp = text(c, d), true;
  return false;
}

void RecordReader::event_member(std::string_view key, JsonCursor& c, Draft& d) {
  if (is(key, "conversation")) {
    d.conversation = text(c, d);
  } else if (is(key, "participant")) {
    d.participant = text(c, d);
  } else if (is(key, "timestamp")) {
    d.timestamp = text(c, d);
  } else if (is(key, "body")) {
    d.body = text(c, d);
  } else if (is(key, "parent")) {
    d.parent = text(c, d);
  } else if (is(key, "parent_timestamp")) {
    d.parent_timestamp = text(c, d);
  } else if (is(key, "importance")) {
    d.importance = text(c, d);
  } else if (is(key, "direction")) {
    d.direction = text(c, d);
  } else if (is(key, "deleted")) {
    d.deleted = c.truth();
  } else if (is(key, "reactions")) {
    read_parts(
        c, d.reactions, d,
        [&](std::string_view k, DraftReaction& r) {
          if (is(k, "value"))
            r.value = text(c, d);
          else if (is(k, "count"))
            r.count = c.count(), r.has_count = true;
          else if (is(k, "participants"))
            read_people(c, r, d);
          else
            c.skip();
        },
        [](const DraftReaction& r) { return !r.value.empty(); });
  } else if (is(key, "edits")) {
    read_parts(
        c, d.edits, d,
        [&](std::string_view k, DraftEdit& e) {
          if (is(k, "participant"))
            e.participant = text(c, d);
          else if (is(k, "timestamp"))
            e.timestamp = text(c, d);
          else if (is(k, "previous"))
            e.previous = text(c, d);
          else if (is(k, "new"))
            e.current = text(c, d);
          else
            c.skip();
        },
        [](const DraftEdit&) { return true; });
  } else if (is(key, "read_receipts")) {
    read_parts(
        c, d.receipts, d,
        [&](std::string_view k, DraftReceipt& r) {
          if (is(k, "participant"))
            r.participant = text(c, d);
          else if (is(k, "timestamp"))
            r.timestamp = text(c, d);
          else if (is(k, "action"))
            r.action = text(c, d);
          else
            c.skip();
        },
        [](const DraftReceipt& r) { return r.participant.data() != nullptr; });
  } else if (is(key, "attachments")) {
    read_parts(
        c, d.attachments, d,
        [&](std::string_view k, DraftAttachment& a) {
          if (is(k, "path"))
            a.path = text(c, d);
          else if (is(k, "display"))
            a.display = text(c, d);
          else if (is(k, "id"))
            a.id = text(c, d);
          else if (is(k, "note"))
            a.note = text(c, d);
          else if (is(k, "entry"))
            a.entry = text(c, d);
          else if (is(k, "placeholder"))
            a.placeholder = text(c, d);
          else if (is(k, "size"))
            a.size = c.count();
          else
            c.skip();
        },
        [](const DraftAttachment& a) { return !a.path.empty() || a.display.data() != nullptr; });
  } else {
    other_member(key, c, d);
  }
}

/// Of an event nothing is lost; a declaration says what it did not understand.
void RecordReader::other_member(std::string_view key, JsonCursor& c, Draft& d) {
  std::string_view name = json_text(key, *memory_, d.faults);
  std::string_view value = c.peek() == '"' ? text(c, d) : raw_value(c);
  if (value.empty() || value == "null") return;
  add_property(name, value, d);
  d.unknown_members.push_back(name);
}

void RecordReader::member(std::string_view key, JsonCursor& c, Draft& d) {
  if (is(key, "id")) {
    d.id = text(c, d);
  } else if (is(key, "type")) {
    d.type = text(c, d);
  } else if (is(key, "display") && d.kind != RecordKind::event) {
    d.display = text(c, d);
  } else if (is(key, "custom")) {
    read_custom(c, d);
  } else if (d.kind == RecordKind::event) {
    event_member(key, c, d);
  } else if (!declaration_member(key, c, d)) {
    other_member(key, c, d);
  }
}

bool RecordReader::read(JsonCursor& cursor, Arena& memory, std::string_view all, Draft& d) {
  memory_ = &memory;
  all_ = all;
  clear(d);
  // What the record is decides on the meaning of its other members: look for that first.
  JsonCursor ahead = cursor;
  std::string_view key;
  if (!ahead.begin_object()) return false;
  while (ahead.next_member(key)) {
    if (!is(key, "record")) {
      ahead.skip();
      continue;
    }
    std::string_view kind = ahead.string();
    if (is(kind, "participant")) d.kind = RecordKind::participant;
    if (is(kind, "conversation")) d.kind = RecordKind::conversation;
    if (is(kind, "membership")) d.kind = RecordKind::membership;
    break;  // by habit it comes first, which makes this look cheap
  }
  if (!cursor.begin_object()) return false;
  while (cursor.next_member(key)) {
    if (is(key, "record")) {
      cursor.skip();
    } else {
      member(key, cursor, d);
    }
  }
  return !cursor.failed();
}

}  // namespace rsmf::events
