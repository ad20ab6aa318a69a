#include "sources/rsmf/row_reader.hpp"

#include <array>
#include <string>

namespace rsmf::rsmf_source {
namespace {

constexpr std::array<std::string_view, 6> kTypes = {"message", "join", "leave", "history", "disclaimer", "unknown"};
constexpr std::array<std::string_view, 2> kConversationTypes = {"direct", "channel"};
constexpr std::array<std::string_view, 2> kImportances = {"normal", "high"};
constexpr std::array<std::string_view, 2> kDirections = {"incoming", "outgoing"};
constexpr std::array<std::string_view, 2> kActions = {"read", "delivered"};

void clear(PersonDraft& d) {
  d.id = d.display = d.email = d.avatar = d.account_id = {};
  d.custom.clear();
  d.faults.clear();
}

void clear(ConversationDraft& d) {
  d.id = d.display = d.platform = d.custodian = d.icon = d.collection_id = {};
  d.type = ConversationType::direct;  // as readers take one without a type
  d.participants.clear();
  d.custom.clear();
  d.faults.clear();
}

void clear(EventDraft& d) {
  d.type = EventType::message;
  d.has_type = d.deleted = d.context = false;
  d.importance = Importance::unstated;
  d.direction = Direction::unstated;
  d.time = d.parent_time = kNoTime;
  d.id = d.parent = d.body = d.participant = d.conversation = {};
  d.reactions.clear();
  d.edits.clear();
  d.receipts.clear();
  d.attachments.clear();
  d.custom.clear();
  d.faults.clear();
}

/// Whether readers of RSMF take it for an address.
bool looks_like_address(std::string_view text) {
  size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) return false;
  std::string_view domain = text.substr(at + 1);
  if (domain.empty() || domain.front() == '.' || domain.back() == '.' || domain.front() == '-') return false;
  return text.find_first_of(" \t\r\n<>()[]\\,;:\"") == std::string_view::npos &&
         domain.find('_') == std::string_view::npos && domain.find("..") == std::string_view::npos;
}

}  // namespace

template <class Draft, class Member>
bool RowReader::read_row(JsonCursor& c, Arena& memory, Draft& draft, Member member) {
  clear(draft);
  values_.begin(memory, draft.faults);
  std::string_view key;
  if (!c.begin_object()) return false;
  seen_row_.clear();
  while (c.next_member(key)) {
    if (!member(key))
      keep_unknown({}, key, c, draft.custom);
    else if (seen_row_.again(key))
      values_.fault(FaultKind::repeated, false, key, {});
  }
  return !c.failed();
}

void RowReader::keep_unknown(std::string_view prefix, std::string_view key, JsonCursor& c, Custom& custom) {
  bool null = c.peek() == 'n';
  std::string_view name = values_.unescaped(key), value = values_.raw(c);
  if (null && value == "null") return;  // it says nothing
  if (name.empty()) return values_.fault(FaultKind::incomplete, false, "member without a name", value);
  if (value.empty()) return values_.fault(FaultKind::empty, values_.reading().repair, name, {});
  if (!prefix.empty()) name = values_.memory().copy(std::string(prefix) + "." + std::string(name));
  values_.fault(FaultKind::unknown_member, true, name, value);
  custom.push_back({name, value});
}

void RowReader::keep_time(std::string_view name, std::string_view as_written, Custom& custom) {
  if (!as_written.empty()) custom.push_back({name, as_written});
}

template <class Member>
void RowReader::each_part(JsonCursor& c, std::string_view name, Custom& custom, Member member) {
  if (!values_.begin_array(c, name)) return;
  std::string_view key;
  while (c.next_element()) {
    if (!c.begin_object()) {
      values_.fault(FaultKind::wrong_type, false, name, c.raw());
      c.skip();
      continue;
    }
    member(std::string_view());  // a new part
    seen_part_.clear();
    while (c.next_member(key)) {
      if (!member(key))
        keep_unknown(name, key, c, custom);
      else if (seen_part_.again(key))
        values_.fault(FaultKind::repeated, false, key, name);
    }
    if (c.failed()) return;
  }
}

void RowReader::read_custom(JsonCursor& c, Custom& custom) {
  if (!values_.begin_array(c, "custom")) return;
  std::string_view key;
  while (c.next_element()) {
    std::string_view whole = c.raw();
    if (!c.begin_object()) {
      values_.fault(FaultKind::wrong_type, false, "custom", whole);
      c.skip();
      continue;
    }
    Property p;
    int members = 0;
    seen_part_.clear();
    while (c.next_member(key)) {
      if (key == "name") {
        ++members;
        p.name = values_.filled(c, "custom.name");
      } else if (key == "value") {
        ++members;
        p.value = values_.filled(c, "custom.value");
      } else {
        keep_unknown("custom", key, c, custom);
        continue;
      }
      if (seen_part_.again(key)) values_.fault(FaultKind::repeated, false, key, "custom");
    }
    if (c.failed()) return;
    if (!p.name.empty() && !p.value.empty())
      custom.push_back(p);
    else if (members < 2)  // otherwise it was told already
      values_.fault(FaultKind::incomplete, false, "custom", whole);
  }
}

void RowReader::read_ids(JsonCursor& c, std::string_view name, std::vector<std::string_view>& into) {
  if (!values_.begin_array(c, name)) return;
  while (c.next_element())
    if (std::string_view id = values_.filled(c, name); !id.empty()) into.push_back(id);
}

bool RowReader::read(JsonCursor c, Arena& memory, PersonDraft& d) {
  return read_row(c, memory, d, [&](std::string_view key) {
    if (key == "id") return d.id = values_.filled(c, "id"), true;
    if (key == "display") return d.display = values_.filled(c, "display"), true;
    if (key == "email") return d.email = values_.filled(c, "email"), take_email(d), true;
    if (key == "avatar") return d.avatar = values_.filled(c, "avatar"), true;
    if (key == "account_id") return d.account_id = values_.filled(c, "account_id"), true;
    if (key == "custom") return read_custom(c, d.custom), true;
    return false;
  });
}

/// What is no address is kept where the writer would put it.
void RowReader::take_email(PersonDraft& d) {
  if (d.email.empty() || looks_like_address(d.email)) return;
  values_.fault(FaultKind::bad_email, values_.reading().repair, "email", d.email);
  if (values_.reading().repair) d.custom.push_back({"E-mail", d.email});
  d.email = {};
}

bool RowReader::read(JsonCursor c, Arena& memory, ConversationDraft& d) {
  bool read = read_row(c, memory, d, [&](std::string_view key) {
    if (key == "id") return d.id = values_.filled(c, "id"), true;
    if (key == "display") return d.display = values_.filled(c, "display"), true;
    if (key == "platform") return d.platform = values_.filled(c, "platform"), true;
    if (key == "custodian") return d.custodian = values_.filled(c, "custodian"), true;
    if (key == "icon") return d.icon = values_.filled(c, "icon"), true;
    if (key == "participants") return read_ids(c, "participants", d.participants), true;
    if (key == "custom") return read_custom(c, d.custom), true;
    if (key != "type") return false;
    if (values_.word(c, "type", kConversationTypes) == 1) d.type = ConversationType::channel;
    return true;
  });
  if (read && d.platform.empty()) values_.fault(FaultKind::missing, values_.reading().repair, "platform", {});
  return read;
}

bool RowReader::read(JsonCursor c, Arena& memory, EventDraft& d) {
  bool read = read_row(c, memory, d, [&](std::string_view key) { return event_member(key, c, d); });
  if (read && !d.has_type && values_.reading().repair) {
    d.has_type = true;
    d.type = EventType::unknown;
    values_.fault(FaultKind::missing, true, "type", {});
  }
  return read;
}

bool RowReader::event_member(std::string_view key, JsonCursor& c, EventDraft& d) {
  if (key == "id") return d.id = values_.filled(c, key), true;
  if (key == "body") return d.body = values_.text(c, key), true;
  if (key == "parent") return d.parent = values_.filled(c, key), true;
  if (key == "participant") return d.participant = values_.filled(c, key), true;
  if (key == "conversation") return d.conversation = values_.filled(c, key), true;
  if (key == "deleted") return d.deleted = values_.truth(c, key), true;
  if (key == "reactions") return read_reactions(c, d), true;
  if (key == "attachments") return read_attachments(c, d), true;
  if (key == "edits") return read_edits(c, d), true;
  if (key == "read_receipts") return read_receipts(c, d), true;
  if (key == "custom") return read_custom(c, d.custom), true;
  if (key == "type") {
    int type = values_.word(c, key, kTypes);
    d.has_type = type >= 0;
    if (d.has_type) d.type = static_cast<EventType>(type);
  } else if (key == "timestamp") {
    std::string_view as_written;
    d.time = values_.time(c, key, as_written);
    keep_time("Timestamp as written", as_written, d.custom);
  } else if (key == "importance") {
    int word = values_.word(c, key, kImportances);
    if (word >= 0) d.importance = word == 0 ? Importance::normal : Importance::high;
  } else if (key == "direction") {
    int word = values_.word(c, key, kDirections);
    if (word >= 0) d.direction = word == 0 ? Direction::incoming : Direction::outgoing;
  } else {
    return false;
  }
  return true;
}

void RowReader::read_reactions(JsonCursor& c, EventDraft& d) {
  each_part(c, "reactions", d.custom, [&](std::string_view key) {
    if (key.data() == nullptr) return d.reactions.emplace_back(), true;
    ReactionDraft& r = d.reactions.back();
    if (key == "value") return r.value = values_.filled(c, "reactions.value"), true;
    if (key == "count") return r.counted = values_.count(c, "reactions.count", r.count), true;
    if (key == "participants") return read_ids(c, "reactions.participants", r.participants), true;
    return false;
  });
  size_t before = d.reactions.size();
  std::erase_if(d.reactions, [](const ReactionDraft& r) { return r.value.empty(); });
  if (d.reactions.size() < before) values_.fault(FaultKind::incomplete, false, "reactions", "no value");
  for (ReactionDraft& r : d.reactions)
    if (!r.counted) r.count = r.participants.size();
}

void RowReader::read_attachments(JsonCursor& c, EventDraft& d) {
  each_part(c, "attachments", d.custom, [&](std::string_view key) {
    if (key.data() == nullptr) return d.attachments.emplace_back(), true;
    AttachmentDraft& a = d.attachments.back();
    if (key == "id") return a.id = values_.filled(c, "attachments.id"), true;
    if (key == "display") return a.display = values_.filled(c, "attachments.display"), true;
    if (key == "size") return values_.count(c, "attachments.size", a.size), true;
    return false;
  });
  for (AttachmentDraft& a : d.attachments) {
    if (!a.id.empty()) continue;
    a.missing = true;  // its name may be known all the same
    a.note = "no id in the manifest";
    values_.fault(FaultKind::incomplete, false, "attachments", "no id");
  }
}

void RowReader::read_edits(JsonCursor& c, EventDraft& d) {
  std::string_view as_written;
  each_part(c, "edits", d.custom, [&](std::string_view key) {
    if (key.data() == nullptr) return d.edits.emplace_back(), true;
    EditDraft& e = d.edits.back();
    if (key == "participant") return e.participant = values_.filled(c, "edits.participant"), true;
    if (key == "previous") return e.previous = values_.text(c, "edits.previous"), true;
    if (key == "new") return e.current = values_.text(c, "edits.new"), true;
    if (key != "timestamp") return false;
    e.time = values_.time(c, "edits.timestamp", as_written);
    keep_time("Edit timestamp as written", as_written, d.custom);
    return true;
  });
  for (const EditDraft& e : d.edits)
    if (e.participant.empty()) values_.fault(FaultKind::missing, values_.reading().repair, "edits.participant", {});
}

void RowReader::read_receipts(JsonCursor& c, EventDraft& d) {
  std::string_view as_written;
  each_part(c, "read_receipts", d.custom, [&](std::string_view key) {
    if (key.data() == nullptr) return d.receipts.emplace_back(), true;
    ReceiptDraft& r = d.receipts.back();
    if (key == "participant") return r.participant = values_.filled(c, "read_receipts.participant"), true;
    if (key == "action") {
      if (values_.word(c, "read_receipts.action", kActions) == 1) r.action = ReceiptAction::delivered;
      return true;
    }
    if (key != "timestamp") return false;
    r.time = values_.time(c, "read_receipts.timestamp", as_written);
    keep_time("Receipt timestamp as written", as_written, d.custom);
    return true;
  });
  for (const ReceiptDraft& r : d.receipts)
    if (r.participant.empty())
      values_.fault(FaultKind::missing, values_.reading().repair, "read_receipts.participant", {});
}

}  // namespace rsmf::rsmf_source
