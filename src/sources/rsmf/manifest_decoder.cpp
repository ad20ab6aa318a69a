#include "sources/rsmf/manifest_decoder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "rsmf/schema/choice_words.hpp"
#include "rsmf/schema/manifest_names.hpp"
#include "rsmf/schema/note_names.hpp"

namespace rsmf::rsmf_source {
namespace {

constexpr std::string_view kNoEntry = "rsmf.zip has no file of that name";

std::string in_folder_message(std::string_view file) {
  return fmt::format("The file \"{}\" is in a folder inside rsmf.zip.", excerpt(file));
}

}  // namespace

Finding ManifestDecoder::finding(const FindingSpec& spec, const RowWalk::Row& row, std::string_view id,
                                 std::string message, std::string quoted) const {
  return {&spec, {file_, 0, row.offset, row.length}, std::string(id), std::move(message), std::move(quoted)};
}

void ManifestDecoder::decode_unit(const ManifestUnit& unit, EventBuilder& into) {
  facts_ = &tables_.files[unit.stream];
  file_ = unit.stream;
  if (unit.oversize > 0) {
    RowWalk::Row row{unit.offset, unit.oversize, {}, false, {}};
    Trouble trouble = unit.part == ManifestPart::events ? Trouble::too_large : Trouble::row_without_id;
    Finding f = finding(spec_of(trouble), row, {}, {}, excerpt(unit.bytes.view()));
    if (unit.part != ManifestPart::events) return into.report(std::move(f));
    into.begin_record(row.offset, row.length);
    return into.drop(std::move(f));
  }
  std::string_view text = unit.bytes.view();
  switch (unit.part) {
    case ManifestPart::participants:
      return walk_.walk(text, unit.offset, unit.part, into.arena(), person_,
                        [&](const RowWalk::Row& row) { take_person(row, into); });
    case ManifestPart::conversations:
      return walk_.walk(text, unit.offset, unit.part, into.arena(), conversation_,
                        [&](const RowWalk::Row& row) { take_conversation(row, into); });
    case ManifestPart::events:
      return walk_.walk(text, unit.offset, unit.part, into.arena(), draft_,
                        [&](const RowWalk::Row& row) { take_event(row, into); });
    case ManifestPart::member:
      return;
  }
}

void ManifestDecoder::tell_faults(const FaultList& faults, const RowWalk::Row& row, std::string_view id,
                                  EventBuilder& into) {
  if (row.repairs.any()) {
    std::string_view from = row.raw.substr(static_cast<size_t>(row.repairs.first - row.raw.data()));
    into.report(finding(spec_of(Trouble::mended_json), row, id, fmt::format("Repaired: {}.", row.repairs.describe()),
                        excerpt(from)));
  }
  for (const Fault& fault : faults)
    into.report(finding(spec_of(fault), row, id, message_of(fault), excerpt(fault.raw)));
}

bool ManifestDecoder::is_good_row(const RowWalk::Row& row, std::string_view id, EventBuilder& into) {
  if (!row.readable || id.empty()) {
    into.report(finding(spec_of(Trouble::row_without_id), row, {}, {}, excerpt(row.raw)));
    return false;
  }
  if (!facts_->repeated.contains(row.offset)) return true;
  into.report(finding(spec_of(Trouble::row_twice), row, id, {}, excerpt(row.raw)));
  return false;
}

void ManifestDecoder::take_person(const RowWalk::Row& row, EventBuilder& into) {
  if (!is_good_row(row, row.readable ? person_.id : std::string_view(), into)) return;
  tell_faults(person_.faults, row, person_.id, into);
  const auto* entry = tables_.person(*facts_, person_.id);
  if (entry == nullptr) return;
  if (entry->row.id != entry->raw_id)
    into.report(
        finding(spec_of(Trouble::person_conflict), row, person_.id,
                fmt::format("The id \"{}\" is of another person in an earlier file. Here it is of \"{}\", who was "
                            "given the id \"{}\".",
                            excerpt(person_.id, 60), excerpt(person_.display, 60), entry->row.id)));
  if (person_.avatar.empty()) return;
  bool tolerated = false;
  std::string key = files_.resolve(file_, person_.avatar, reading_.repair, tolerated);
  if (key.empty())
    into.report(finding(spec_of(Trouble::no_avatar), row, person_.id,
                        fmt::format("The picture \"{}\" of {} is not in rsmf.zip.", excerpt(person_.avatar),
                                    entry->row.display.empty() ? entry->row.id : entry->row.display)));
  if (tolerated)
    into.report(finding(spec_of(reading_.repair ? Trouble::mended_folder : Trouble::in_folder), row, person_.id,
                        in_folder_message(person_.avatar)));
}

void ManifestDecoder::take_conversation(const RowWalk::Row& row, EventBuilder& into) {
  if (!is_good_row(row, row.readable ? conversation_.id : std::string_view(), into)) return;
  const ConversationDraft& d = conversation_;
  auto report = [&](Trouble trouble, std::string message) {
    Finding told = finding(spec_of(trouble), row, d.id, std::move(message));
    told.conversation = d.display.empty() ? d.id : d.display;
    into.report(std::move(told));
  };
  tell_faults(d.faults, row, d.id, into);
  if (!d.icon.empty()) report(Trouble::icon, fmt::format("The icon \"{}\" was left out.", excerpt(d.icon)));
  const auto* entry = facts_->conversation(d.id);
  if (entry == nullptr) return;
  std::string_view platform = d.platform.empty() ? std::string_view("unknown") : d.platform;
  auto tell = [&](std::string_view member, std::string_view here, std::string_view counts) {
    if (here == counts) return;
    report(Trouble::conversation_conflict,
           fmt::format("Its {} is \"{}\" in this file and \"{}\" in an earlier one, which is used.", member,
                       excerpt(here, 60), excerpt(counts, 60)));
  };
  tell("name", d.display, entry->row.display);
  tell(spelling(ManifestName::platform), platform, entry->row.platform);
  tell(spelling(ManifestName::type), choice_word(d.type), choice_word(entry->row.type));
}

void ManifestDecoder::take_event(const RowWalk::Row& row, EventBuilder& into) {
  into.begin_record(row.offset, row.length);
  if (!row.readable) {
    return into.drop(finding(spec_of(Trouble::not_an_event), row, {}, {}, excerpt(row.raw)));
  }
  tell_faults(draft_.faults, row, draft_.id, into);
  if (!draft_.has_type) {
    Finding lost = finding(spec_of(Trouble::no_type), row, draft_.id, {}, excerpt(row.raw));
    name_draft(lost);
    return into.drop(std::move(lost));
  }
  restore_notes(draft_, note_context(tables_, *facts_, draft_));
  if (draft_.conversation.empty()) {
    into.report(finding(spec_of(Trouble::no_conversation), row, draft_.id, {}, excerpt(draft_.body)));
    draft_.conversation = "unknown";
  }
  const auto* entry = facts_->conversation(draft_.conversation);
  if (fold_copy(entry, into)) return;
  Conversation alone;  // the survey did not get as far as this
  alone.id = draft_.conversation;
  alone.platform = "unknown";
  alone.type = ConversationType::channel;
  uint32_t known = into.find_conversation(draft_.conversation);
  if (known == kNone) known = into.conversation(entry != nullptr ? entry->row : alone);
  if (entry != nullptr && !tables_.copies.empty() && draft_.parent_time == kNoTime && !draft_.parent.empty())
    draft_.parent_time = tables_.copies.parent_time(entry->number, draft_.id);
  add_event(row, known, into);
}

/// For an event that is not added.
void ManifestDecoder::name_draft(Finding& finding) const {
  auto name = [](const auto& row) { return std::string(row.display.empty() ? row.id : row.display); };
  if (const auto* entry = facts_->conversation(draft_.conversation)) finding.conversation = name(entry->row);
  if (const auto* entry = tables_.person(*facts_, draft_.participant)) finding.author = name(entry->row);
  finding.time = draft_.time;
}

/// True if the event is a copy that is not needed: its original will be told.
bool ManifestDecoder::fold_copy(const ConversationTable::Entry* entry, EventBuilder& into) {
  if (!draft_.context) return false;
  draft_.context = false;
  if (entry != nullptr && tables_.copies.has_original(entry->number, draft_.id))
    files_.identify(file_, reading_.repair, draft_, into.arena());
  auto fate =
      entry == nullptr || draft_.id.empty() ? CopyTable::Fate::alone : tables_.copies.fate_of(entry->number, draft_);
  std::string id(draft_.id);
  if (fate == CopyTable::Fate::folded) {
    Finding folded{&spec_of(Trouble::copy_folded), {}, std::move(id), {}, {}};
    name_draft(folded);
    into.report(std::move(folded));
    into.fold();
    return true;
  }
  Trouble trouble = fate == CopyTable::Fate::alone ? Trouble::copy_alone : Trouble::copy_differs;
  into.report({&spec_of(trouble), {}, std::move(id), {}, excerpt(draft_.body)});
  draft_.custom.push_back({note::kContext, fate == CopyTable::Fate::alone ? kLonelyCopy : kDifferentCopy});
  return false;
}

uint32_t ManifestDecoder::person(std::string_view id, EventBuilder& into) {
  if (id.empty()) return kNone;
  if (const auto* entry = tables_.person(*facts_, id)) return into.participant(entry->row);
  if (id == kNobody) return kNone;
  Participant row;
  row.id = id;
  return into.participant(row);
}

void ManifestDecoder::add_event(const RowWalk::Row& row, uint32_t conversation, EventBuilder& into) {
  Event e;
  e.conversation = conversation;
  e.participant = person(draft_.participant, into);
  e.time = draft_.time;
  e.type = draft_.type;
  e.importance = draft_.importance;
  e.direction = draft_.direction;
  e.deleted = draft_.deleted;
  e.id = draft_.id;
  if (e.id.empty()) {  // the place is unique, and the same in every run
    e.id = into.copy(fmt::format("e{}-{}", row.offset, file_));
    into.report(finding(spec_of(Trouble::no_id), row, e.id, {}));
  }
  e.parent = draft_.parent;
  e.parent_time = draft_.parent_time;
  e.body = draft_.body;
  take_parts(e, into);
  take_attachments(e, into);
  e.custom = into.copy(draft_.custom);
  into.add(e);
}

void ManifestDecoder::take_parts(Event& e, EventBuilder& into) {
  if (!draft_.reactions.empty()) {
    std::vector<Reaction> rows;
    for (const auto& r : draft_.reactions) {
      std::vector<uint32_t> who;
      for (auto id : r.participants)
        if (uint32_t p = person(id, into); p != kNone) who.push_back(p);
      uint64_t most = std::numeric_limits<uint32_t>::max();
      rows.push_back({r.value, static_cast<uint32_t>(std::min(r.count, most)), into.copy(who)});
    }
    e.reactions = into.copy(rows);
  }
  if (!draft_.edits.empty()) {
    std::vector<Edit> rows;
    for (const auto& d : draft_.edits) rows.push_back({person(d.participant, into), d.time, d.previous, d.current});
    e.edits = into.copy(rows);
  }
  if (!draft_.receipts.empty()) {
    std::vector<ReadReceipt> rows;
    for (const auto& r : draft_.receipts) rows.push_back({person(r.participant, into), r.time, r.action});
    e.receipts = into.copy(rows);
  }
}

void ManifestDecoder::take_attachments(Event& e, EventBuilder& into) {
  if (draft_.attachments.empty()) return;
  std::vector<Attachment> rows;
  for (const auto& d : draft_.attachments) {
    Attachment a{d.display, d.id, {}, d.note, d.size};
    if (d.stands_in && d.display.empty()) a.unique = {};  // it was not known by anything: see the note
    if (!d.missing) {
      bool tolerated = false;
      std::string key = files_.resolve(file_, d.id, reading_.repair, tolerated);
      if (tolerated)
        into.report({&spec_of(reading_.repair ? Trouble::mended_folder : Trouble::in_folder),
                     {},
                     std::string(draft_.id),
                     in_folder_message(d.id),
                     {}});
      std::string_view kept = into.copy(key);
      a.entry = d.id;
      if (key.empty() && !d.stands_in) a.note = kNoEntry;
      (d.stands_in ? a.stand_in : a.key) = kept.empty() ? std::string_view() : kept;
    }
    rows.push_back(a);
  }
  e.attachments = into.copy(rows);
}

}  // namespace rsmf::rsmf_source
