// What ManifestRows takes from strings.
#include <fmt/format.h>

#include "rsmf/validate/manifest_rows.hpp"
#include "rsmf/validate/timestamp_form.hpp"
#include "rsmf/validate/value_text.hpp"

namespace rsmf {

using Name = ManifestName;

namespace {

constexpr TimeNs kFirstLikely = 631'152'000 * kSecond;    // 1990
constexpr TimeNs kEndOfLikely = 4'133'980'800 * kSecond;  // 2101, when 2100 is over

EventType event_type(std::string_view text) {
  constexpr std::pair<std::string_view, EventType> kTypes[] = {
      {"message", EventType::message},       {"join", EventType::join},
      {"leave", EventType::leave},           {"history", EventType::history},
      {"disclaimer", EventType::disclaimer}, {"unknown", EventType::unknown}};
  for (const auto& [name, type] : kTypes)
    if (name == text) return type;
  return EventType::unknown;
}

}  // namespace

void ManifestRows::text(RowKind kind, Name name, std::string_view text, const JsonPlace& place) {
  switch (kind) {
    case RowKind::event:
      return event_text(name, text, place);
    case RowKind::participant:
      return participant_text(name, text, place);
    case RowKind::conversation:
      return conversation_text(name, text, place);
    case RowKind::custom:
      return;
    case RowKind::root:
      if (name == Name::version) facts_.version = text;
      if (name == Name::event_collection_id) facts_.collection_id = text;
      return;
    default:
      return part_text(kind, name, text, place);
  }
}

void ManifestRows::participant_text(Name name, std::string_view text, const JsonPlace& place) {
  if (name == Name::display && comparing_) display_ = text;
  if (name == Name::avatar) add_file(FileReference::Kind::avatar, text, place);
  if (name != Name::id) return;
  participant_ = symbol_of(text);
  if (participant_ == kNone) return;
  Symbol& symbol = tables_.symbols[participant_];
  if (symbol.participant == kNone) {
    symbol.participant = uint32_t(tables_.participants.size());
  } else if (symbol.participant != tables_.participants.size()) {
    report_.add(RuleId::participant_twice, kBothVersions, place,
                [&] { return fmt::format("{} is the id of /participants/{} too", quote(text), symbol.participant); });
  }
}

void ManifestRows::conversation_text(Name name, std::string_view text, const JsonPlace& place) {
  switch (name) {
    case Name::type:
      conversation_.type = text == "channel" ? ConversationRow::Type::channel : ConversationRow::Type::direct;
      return;
    case Name::custodian:
      conversation_.custodian = mention(text);
      if (conversation_.custodian == kNone) return;
      facts_.custodians.emplace_back(text);
      facts_memory_ += sizeof(std::string) + text.size();
      return;
    case Name::icon:
      return add_file(FileReference::Kind::icon, text, place);
    case Name::id:
      break;
    default:
      return;
  }
  conversation_.id = symbol_of(text);
  if (conversation_.id == kNone) return;
  Symbol& symbol = tables_.symbols[conversation_.id];
  if (symbol.conversation == kNone) {
    symbol.conversation = uint32_t(tables_.conversations.size());
  } else if (symbol.conversation != tables_.conversations.size()) {
    report_.add(RuleId::conversation_twice, kBothVersions, place,
                [&] { return fmt::format("{} is the id of /conversations/{} too", quote(text), symbol.conversation); });
  }
}

void ManifestRows::event_text(Name name, std::string_view text, const JsonPlace& place) {
  switch (name) {
    case Name::type:
      event_.type = event_type(text);
      return;
    case Name::parent:
      event_.parent = symbol_of(text);
      return;
    case Name::body:
      body_ = Fingerprint::of(text);
      has_body_ = true;
      return;
    case Name::conversation:
      event_.conversation = symbol_of(text);
      return;
    case Name::participant:
      event_.participant = mention(text);
      return;
    case Name::id:
      break;
    default:
      return;
  }
  if (!comparing_) return;
  event_.id = tables_.symbols.number_of(text);  // an empty one too: two of them are refused
  Symbol& symbol = tables_.symbols[event_.id];
  if (symbol.event == kNone) {
    symbol.event = uint32_t(tables_.events.size());
  } else if (symbol.event != tables_.events.size()) {
    report_.add(RuleId::event_twice, kBothVersions, place,
                [&] { return fmt::format("{} is the id of /events/{} too", quote(text), symbol.event); });
  }
}

void ManifestRows::part_text(RowKind kind, Name name, std::string_view text, const JsonPlace& place) {
  uint64_t index = part_index_;
  switch (kind) {
    case RowKind::reaction:
      if (!reactions_.insert(Fingerprint::of(text)))
        report_.add(RuleId::reaction_twice, kBothVersions, place, [&] { return quote(text); });
      return;
    case RowKind::attachment:
      if (name != Name::id) return;
      if (!attachments_.insert(Fingerprint::of(text)))
        report_.add(RuleId::attachment_twice, kBothVersions, place, [&] { return quote(text); });
      return add_file(FileReference::Kind::attachment, text, place);
    case RowKind::edit:
      if (name == Name::participant) add_act(ActRow::Kind::edit, text, index, 0);
      if (name == Name::new_text) {
        last_new_ = Fingerprint::of(text);
        has_new_ = true;
      }
      return;
    case RowKind::receipt:
      if (name == Name::participant) add_act(ActRow::Kind::receipt, text, index, 0);
      return;
    default:
      return;
  }
}

void ManifestRows::time(RowKind kind, TimeNs time, std::string_view text, const JsonPlace& place) {
  if (time != kNoTime && (time < kFirstLikely || time >= kEndOfLikely))
    report_.add(RuleId::odd_time, kBothVersions, place, [&] { return quote(text); });
  if (kind == RowKind::event) {
    event_.time = time;
    event_.bad_time = time == kNoTime;
  } else {
    part_time_ = time;
    part_time_place_ = place;
  }
}

void ManifestRows::begin_people(RowKind) {
  people_.clear();
}

void ManifestRows::person(RowKind kind, std::string_view id, uint64_t index, const JsonPlace& place) {
  if (!people_.insert(Fingerprint::of(id)))
    report_.add(RuleId::member_twice_listed, kBothVersions, place, [&] { return quote(id); });
  if (kind == RowKind::reaction) return add_act(ActRow::Kind::reaction, id, part_index_, index);
  uint32_t symbol = mention(id);
  if (symbol == kNone) return;
  tables_.members.emplace_back(symbol, uint32_t(index));
  watch_memory();
}

void ManifestRows::end_people(RowKind kind, uint64_t count) {
  if (kind == RowKind::reaction) reaction_people_ = int64_t(count);
}

uint32_t ManifestRows::mention(std::string_view person) {
  uint32_t symbol = symbol_of(person);
  if (symbol != kNone) tables_.symbols[symbol].is_mentioned = true;
  return symbol;
}

void ManifestRows::add_act(ActRow::Kind kind, std::string_view person, uint64_t index, uint64_t of_people) {
  uint32_t symbol = mention(person);
  if (symbol == kNone) return;
  tables_.acts.push_back({symbol, uint32_t(index), uint32_t(of_people), kind});
  watch_memory();
}

void ManifestRows::add_file(FileReference::Kind kind, std::string_view id, const JsonPlace& place) {
  if (id.empty() || !comparing_) return;
  if (kind == FileReference::Kind::attachment) attachment_file_ = facts_.files.size();
  FileReference& file = facts_.files.emplace_back();
  file.kind = kind;
  file.id = id;
  file.place = {report_.entry(), report_.path().pointer(), place.line, place.column, place.offset};
  facts_memory_ += sizeof(FileReference) + 2 * (file.id.size() + file.place.entry.size() + file.place.pointer.size());
  watch_memory();
}

}  // namespace rsmf
