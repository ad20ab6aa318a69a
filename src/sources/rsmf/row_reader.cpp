#include "sources/rsmf/row_reader.hpp"

#include <string>

#include "rsmf/schema/member_text.hpp"

namespace rsmf::rsmf_source {
namespace {

/// The path of a member of a part, as a fault names it: "edits.timestamp".
template <ManifestName kArray, ManifestName kPart>
constexpr std::string_view kPath = kMemberPath<RowKind::event, kArray, kPart>;

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

/// True if readers of RSMF accept it as an address.
bool looks_like_address(std::string_view text) {
  size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) return false;
  std::string_view domain = text.substr(at + 1);
  if (domain.empty() || domain.front() == '.' || domain.back() == '.' || domain.front() == '-') return false;
  return text.find_first_of(" \t\r\n<>()[]\\,;:\"") == std::string_view::npos &&
         domain.find('_') == std::string_view::npos && domain.find("..") == std::string_view::npos;
}

}  // namespace

bool RowReader::MemberSet::add(ManifestName name) {
  const uint64_t bit = uint64_t{1} << static_cast<size_t>(name);
  const bool is_new = (bits_ & bit) == 0;
  bits_ |= bit;
  return is_new;
}

template <class Draft, class Member>
bool RowReader::read_row(JsonCursor& c, Arena& memory, Draft& draft, Member member) {
  clear(draft);
  values_.begin(memory, draft.faults);
  std::string_view key;
  if (!c.begin_object()) return false;
  MemberSet seen;
  while (c.next_member(key)) {
    const Name name = manifest_name(key);
    if (!member(name))
      keep_unknown({}, key, c, draft.custom);
    else if (!seen.add(name))
      values_.fault(FaultKind::repeated, false, spelling(name), {});
  }
  return !c.failed();
}

void RowReader::keep_unknown(std::string_view prefix, std::string_view key, JsonCursor& c, Custom& custom) {
  bool null = c.peek() == 'n';
  std::string_view name = values_.unescaped(key), value = values_.raw(c);
  if (null && value == "null") return;  // carries no information
  if (name.empty()) return values_.fault(FaultKind::incomplete, false, "member without a name", value);
  if (value.empty()) return values_.fault(FaultKind::empty, values_.reading().repair, name, {});
  if (!prefix.empty()) name = values_.memory().copy(std::string(prefix) + "." + std::string(name));
  values_.fault(FaultKind::unknown_member, true, name, value);
  custom.push_back({name, value});
}

void RowReader::keep_time(std::string_view name, std::string_view as_written, Custom& custom) {
  if (!as_written.empty()) custom.push_back({name, as_written});
}

template <class Begin, class Member>
void RowReader::each_part(JsonCursor& c, Name array, Custom& custom, Begin begin, Member member) {
  if (!values_.begin_array(c, spelling(array))) return;
  std::string_view key;
  while (c.next_element()) {
    if (!c.begin_object()) {
      values_.fault(FaultKind::wrong_type, false, spelling(array), c.raw());
      c.skip();
      continue;
    }
    begin();
    MemberSet seen;
    while (c.next_member(key)) {
      const Name name = manifest_name(key);
      if (!member(name))
        keep_unknown(spelling(array), key, c, custom);
      else if (!seen.add(name))
        values_.fault(FaultKind::repeated, false, spelling(name), spelling(array));
    }
    if (c.failed()) return;
  }
}

void RowReader::read_custom(JsonCursor& c, Custom& custom) {
  constexpr std::string_view kCustom = spelling(Name::custom);
  if (!values_.begin_array(c, kCustom)) return;
  std::string_view key;
  while (c.next_element()) {
    std::string_view whole = c.raw();
    if (!c.begin_object()) {
      values_.fault(FaultKind::wrong_type, false, kCustom, whole);
      c.skip();
      continue;
    }
    Property p;
    int members = 0;
    MemberSet seen;
    while (c.next_member(key)) {
      const Name name = manifest_name(key);
      if (name != Name::name && name != Name::value) {
        keep_unknown(kCustom, key, c, custom);
        continue;
      }
      ++members;
      if (name == Name::name)
        p.name = values_.filled(c, kPath<Name::custom, Name::name>);
      else
        p.value = values_.filled(c, kPath<Name::custom, Name::value>);
      if (!seen.add(name)) values_.fault(FaultKind::repeated, false, spelling(name), kCustom);
    }
    if (c.failed()) return;
    if (!p.name.empty() && !p.value.empty())
      custom.push_back(p);
    else if (members < 2)  // otherwise there is a fault already
      values_.fault(FaultKind::incomplete, false, kCustom, whole);
  }
}

void RowReader::read_ids(JsonCursor& c, std::string_view name, std::vector<std::string_view>& into) {
  if (!values_.begin_array(c, name)) return;
  while (c.next_element())
    if (std::string_view id = values_.filled(c, name); !id.empty()) into.push_back(id);
}

bool RowReader::read(JsonCursor c, Arena& memory, PersonDraft& d) {
  return read_row(c, memory, d, [&](Name name) { return person_member(name, c, d); });
}

bool RowReader::person_member(Name name, JsonCursor& c, PersonDraft& d) {
  switch (name) {
    case Name::id:
      return d.id = values_.filled(c, spelling(name)), true;
    case Name::display:
      return d.display = values_.filled(c, spelling(name)), true;
    case Name::email:
      return d.email = values_.filled(c, spelling(name)), take_email(d), true;
    case Name::avatar:
      return d.avatar = values_.filled(c, spelling(name)), true;
    case Name::account_id:
      return d.account_id = values_.filled(c, spelling(name)), true;
    case Name::custom:
      return read_custom(c, d.custom), true;
    default:
      return false;
  }
}

/// A text that is not an address becomes the custom property that the encoder would write.
void RowReader::take_email(PersonDraft& d) {
  if (d.email.empty() || looks_like_address(d.email)) return;
  values_.fault(FaultKind::bad_email, values_.reading().repair, spelling(Name::email), d.email);
  if (values_.reading().repair) d.custom.push_back({kMemberNote<RowKind::participant, Name::email>, d.email});
  d.email = {};
}

bool RowReader::read(JsonCursor c, Arena& memory, ConversationDraft& d) {
  bool read = read_row(c, memory, d, [&](Name name) { return conversation_member(name, c, d); });
  if (read && d.platform.empty())
    values_.fault(FaultKind::missing, values_.reading().repair, spelling(Name::platform), {});
  return read;
}

bool RowReader::conversation_member(Name name, JsonCursor& c, ConversationDraft& d) {
  switch (name) {
    case Name::id:
      return d.id = values_.filled(c, spelling(name)), true;
    case Name::display:
      return d.display = values_.filled(c, spelling(name)), true;
    case Name::platform:
      return d.platform = values_.filled(c, spelling(name)), true;
    case Name::custodian:
      return d.custodian = values_.filled(c, spelling(name)), true;
    case Name::icon:
      return d.icon = values_.filled(c, spelling(name)), true;
    case Name::participants:
      return read_ids(c, spelling(name), d.participants), true;
    case Name::custom:
      return read_custom(c, d.custom), true;
    case Name::type:
      if (int type = values_.word(c, spelling(name), kConversationTypeWords); type >= 0)
        d.type = static_cast<ConversationType>(type);
      return true;
    default:
      return false;
  }
}

bool RowReader::read(JsonCursor c, Arena& memory, EventDraft& d) {
  bool read = read_row(c, memory, d, [&](Name name) { return event_member(name, c, d); });
  if (read && !d.has_type && values_.reading().repair) {
    d.has_type = true;
    d.type = EventType::unknown;
    values_.fault(FaultKind::missing, true, spelling(Name::type), {});
  }
  return read;
}

bool RowReader::event_member(Name name, JsonCursor& c, EventDraft& d) {
  const std::string_view member = spelling(name);
  switch (name) {
    case Name::id:
      return d.id = values_.filled(c, member), true;
    case Name::body:
      return d.body = values_.text(c, member), true;
    case Name::parent:
      return d.parent = values_.filled(c, member), true;
    case Name::participant:
      return d.participant = values_.filled(c, member), true;
    case Name::conversation:
      return d.conversation = values_.filled(c, member), true;
    case Name::deleted:
      return d.deleted = values_.truth(c, member), true;
    case Name::reactions:
      return read_reactions(c, d), true;
    case Name::attachments:
      return read_attachments(c, d), true;
    case Name::edits:
      return read_edits(c, d), true;
    case Name::read_receipts:
      return read_receipts(c, d), true;
    case Name::custom:
      return read_custom(c, d.custom), true;
    case Name::timestamp: {
      std::string_view as_written;
      d.time = values_.time(c, member, as_written);
      return keep_time(note::kTimeAsWritten, as_written, d.custom), true;
    }
    default:
      return event_choice(name, c, d);
  }
}

bool RowReader::event_choice(Name name, JsonCursor& c, EventDraft& d) {
  int word = -1;
  switch (name) {
    case Name::type:
      word = values_.word(c, spelling(name), kEventTypeWords);
      d.has_type = word >= 0;
      if (d.has_type) d.type = static_cast<EventType>(word);
      return true;
    // No word is for `unstated`, the first value of these two.
    case Name::importance:
      word = values_.word(c, spelling(name), kImportanceWords);
      if (word >= 0) d.importance = static_cast<Importance>(word + 1);
      return true;
    case Name::direction:
      word = values_.word(c, spelling(name), kDirectionWords);
      if (word >= 0) d.direction = static_cast<Direction>(word + 1);
      return true;
    default:
      return false;
  }
}

void RowReader::read_reactions(JsonCursor& c, EventDraft& d) {
  constexpr Name kArray = Name::reactions;
  auto member = [&](Name name) {
    ReactionDraft& r = d.reactions.back();
    switch (name) {
      case Name::value:
        return r.value = values_.filled(c, kPath<kArray, Name::value>), true;
      case Name::count:
        return r.counted = values_.count(c, kPath<kArray, Name::count>, r.count), true;
      case Name::participants:
        return read_ids(c, kPath<kArray, Name::participants>, r.participants), true;
      default:
        return false;
    }
  };
  each_part(
      c, kArray, d.custom, [&] { d.reactions.emplace_back(); }, member);
  size_t before = d.reactions.size();
  std::erase_if(d.reactions, [](const ReactionDraft& r) { return r.value.empty(); });
  if (d.reactions.size() < before) values_.fault(FaultKind::incomplete, false, spelling(kArray), "no value");
  for (ReactionDraft& r : d.reactions)
    if (!r.counted) r.count = r.participants.size();
}

void RowReader::read_attachments(JsonCursor& c, EventDraft& d) {
  constexpr Name kArray = Name::attachments;
  auto member = [&](Name name) {
    AttachmentDraft& a = d.attachments.back();
    switch (name) {
      case Name::id:
        return a.id = values_.filled(c, kPath<kArray, Name::id>), true;
      case Name::display:
        return a.display = values_.filled(c, kPath<kArray, Name::display>), true;
      case Name::size:
        return values_.count(c, kPath<kArray, Name::size>, a.size), true;
      default:
        return false;
    }
  };
  each_part(
      c, kArray, d.custom, [&] { d.attachments.emplace_back(); }, member);
  for (AttachmentDraft& a : d.attachments) {
    if (!a.id.empty()) continue;
    a.missing = true;  // its name may be known all the same
    a.note = "no id in the manifest";
    values_.fault(FaultKind::incomplete, false, spelling(kArray), "no id");
  }
}

void RowReader::read_edits(JsonCursor& c, EventDraft& d) {
  constexpr Name kArray = Name::edits;
  std::string_view as_written;
  auto member = [&](Name name) {
    EditDraft& e = d.edits.back();
    switch (name) {
      case Name::participant:
        return e.participant = values_.filled(c, kPath<kArray, Name::participant>), true;
      case Name::previous:
        return e.previous = values_.text(c, kPath<kArray, Name::previous>), true;
      case Name::new_text:
        return e.current = values_.text(c, kPath<kArray, Name::new_text>), true;
      case Name::timestamp:
        e.time = values_.time(c, kPath<kArray, Name::timestamp>, as_written);
        return keep_time(note::kEditTimeAsWritten, as_written, d.custom), true;
      default:
        return false;
    }
  };
  each_part(
      c, kArray, d.custom, [&] { d.edits.emplace_back(); }, member);
  for (const EditDraft& e : d.edits)
    if (e.participant.empty())
      values_.fault(FaultKind::missing, values_.reading().repair, kPath<kArray, Name::participant>, {});
}

void RowReader::read_receipts(JsonCursor& c, EventDraft& d) {
  constexpr Name kArray = Name::read_receipts;
  std::string_view as_written;
  auto member = [&](Name name) {
    ReceiptDraft& r = d.receipts.back();
    switch (name) {
      case Name::participant:
        return r.participant = values_.filled(c, kPath<kArray, Name::participant>), true;
      case Name::action:
        if (int action = values_.word(c, kPath<kArray, Name::action>, kReceiptActionWords); action >= 0)
          r.action = static_cast<ReceiptAction>(action);
        return true;
      case Name::timestamp:
        r.time = values_.time(c, kPath<kArray, Name::timestamp>, as_written);
        return keep_time(note::kReceiptTimeAsWritten, as_written, d.custom), true;
      default:
        return false;
    }
  };
  each_part(
      c, kArray, d.custom, [&] { d.receipts.emplace_back(); }, member);
  for (const ReceiptDraft& r : d.receipts)
    if (r.participant.empty())
      values_.fault(FaultKind::missing, values_.reading().repair, kPath<kArray, Name::participant>, {});
}

}  // namespace rsmf::rsmf_source
