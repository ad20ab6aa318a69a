#include "sources/rsmf/surveyor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/utf8.hpp"
#include "json/json_unescape.hpp"
#include "rsmf/schema/manifest_names.hpp"

namespace rsmf::rsmf_source {
namespace {

constexpr uint32_t kMostRootMembers = 10;
constexpr size_t kMostNames = 5;

class MemoryStream final : public ByteSource {
 public:
  explicit MemoryStream(std::string_view text) : text_(text) {}
  Result<size_t> read(std::span<char> into) override {
    size_t count = std::min(into.size(), text_.size());
    if (count > 0) std::memcpy(into.data(), text_.data(), count);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
};

}  // namespace

Finding& Surveyor::report(Trouble trouble, std::string record, std::string message, uint64_t offset) {
  return facts_->findings.emplace_back(
      Finding{&spec_of(trouble), {file_, 0, offset, 0}, std::move(record), std::move(message), {}});
}

Result<void> Surveyor::run(const SourceArgs& args) {
  stop_ = args.stop;
  tables_.files.resize(files_.all().size());
  for (file_ = 0; file_ < files_.all().size(); ++file_) {
    RSMF_TRY(args.check_stop());
    facts_ = &tables_.files[file_];
    if (!open(file_)) continue;
    declarations();
    commit();
    events(false);
    close();
  }
  RSMF_TRY(args.check_stop());
  if (!tables_.copies.empty()) {
    for (file_ = 0; file_ < files_.all().size(); ++file_) {
      RSMF_TRY(args.check_stop());
      facts_ = &tables_.files[file_];
      auto layers = files_.layers(file_);
      in_memory_ = false;
      if (layers && (*layers == nullptr || (*layers)->has_manifest())) events(true);
    }
    RSMF_TRY(args.check_stop());
    if (tables_.copies.has_lonely()) ordered_ = false;
  }
  tables_.people.finish();
  tables_.conversations.finish();
  return {};
}

/// All pieces of the manifest, in order. False if it broke off, or the flag to stop is set.
bool Surveyor::pump(const TakePiece& take) {
  std::unique_ptr<ByteSource> stream;
  if (in_memory_) {
    stream = std::make_unique<MemoryStream>(whole_.view());
  } else {
    auto opened = files_.manifest(file_);
    if (!opened) return false;  // reported when its events are read
    stream = std::move(*opened);
  }
  ManifestCutter cutter(*stream, limits_);
  ManifestCutter::Piece piece;
  Bytes frame;
  std::vector<OversizeRecord> oversize;
  for (;;) {
    if (stop_ && *stop_) return false;
    oversize.clear();
    auto more = cutter.next(frame, piece, oversize);
    has_events_ = has_events_ || cutter.has_events();
    if (!more || !*more) return more && !cutter.broken();
    take(piece, frame);
  }
}

void Surveyor::declarations() {
  memory_.reset();
  people_.clear();
  conversations_.clear();
  PersonDraft person;
  ConversationDraft conversation;
  bool whole = pump([&](const ManifestCutter::Piece& piece, const Bytes& frame) {
    switch (piece.part) {
      case ManifestPart::participants:
        return walk_.walk(frame.view(), piece.offset, piece.part, memory_, person, [&](const RowWalk::Row& row) {
          if (row.readable && !person.id.empty()) people_.emplace_back(person, row.offset);
        });
      case ManifestPart::conversations:
        return walk_.walk(frame.view(), piece.offset, piece.part, memory_, conversation, [&](const RowWalk::Row& row) {
          if (row.readable && !conversation.id.empty()) conversations_.emplace_back(conversation, row.offset);
        });
      case ManifestPart::events:
        return;
      case ManifestPart::member:
        return take_member(piece, frame);
    }
  });
  if (whole && !has_events_)
    report(Trouble::wrong_part, std::string(spelling(ManifestName::events)), "The manifest has no list \"events\".");
  if (root_members_ > kMostRootMembers)
    report(Trouble::root_member, {},
           fmt::format("The manifest has {} more such members.", root_members_ - kMostRootMembers));
}

void Surveyor::take_member(const ManifestCutter::Piece& piece, const Bytes& frame) {
  std::string_view value = frame.view();
  bool text = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  JsonTextFaults faults;
  if (text) value = json_text(value.substr(1, value.size() - 2), memory_, faults);
  const ManifestName name = manifest_name(piece.key);
  if (name == ManifestName::version) {
    version_ = value;
  } else if (name == ManifestName::participants || name == ManifestName::conversations ||
             name == ManifestName::events) {
    report(Trouble::wrong_part, piece.key,
           fmt::format("The member \"{}\" is not a list but: {}", piece.key, excerpt(value, 200)), piece.offset);
  } else if (name == ManifestName::event_collection_id) {
    bool scalar = !value.empty() && value != "null" && value.front() != '{' && value.front() != '[';
    if (text || (scalar && reading_.repair)) collection_id_ = value;
    if (!text)
      report(scalar && reading_.repair ? Trouble::mended_type : Trouble::wrong_type, piece.key,
             fmt::format("The value of \"{}\" is not a text but: {}", piece.key, excerpt(value, 200)), piece.offset);
  } else if (root_members_++ < kMostRootMembers) {
    report(Trouble::root_member, excerpt(piece.key),
           fmt::format("The member \"{}\" is: {}", excerpt(piece.key), excerpt(value, 200)), piece.offset);
  }
}

void Surveyor::commit() {
  facts_->v1 = version_ == "1.0.0";
  if (collection_id_.empty()) collection_id_ = collection_header_;
  if (!facts_->v1 && version_ != "2.0.0")
    report(Trouble::other_version, {},
           version_.empty() ? "The manifest states no version."
                            : fmt::format("The manifest states version \"{}\".", excerpt(version_, 100)));
  commit_people();
  commit_conversations();
}

void Surveyor::commit_people() {
  here_.clear();
  auto names = std::make_shared<NameIndex>();
  std::unordered_set<std::string_view> listed;
  for (auto& [draft, offset] : people_) {
    if (!listed.insert(draft.id).second) {
      facts_->repeated.insert(offset);
      continue;
    }
    restore_notes(draft, facts_->ours && facts_->v1);
    name_entry(draft.avatar);
    bool tolerated = false;
    std::string avatar =
        draft.avatar.empty() ? std::string() : files_.resolve(file_, draft.avatar, reading_.repair, tolerated);
    std::string look = avatar.empty() ? std::string() : files_.look_of(file_, draft.avatar, avatar);
    auto* entry = tables_.people.declare(draft, avatar);
    names->add(draft.display.empty() ? draft.id : draft.display, draft.id);
    if (entry == nullptr) continue;
    if (entry->avatar_look.empty()) entry->avatar_look = look;
    if (!look.empty() && look != entry->avatar_look)
      report(Trouble::avatar_conflict, std::string(draft.id),
             fmt::format("The picture \"{}\" of {} differs from the one in an earlier file.",
                         excerpt(draft.avatar, 200), draft.display.empty() ? draft.id : draft.display),
             offset);
    here_.emplace(entry->raw_id, entry);
    if (!tables_.people.is_first(*entry)) facts_->others.emplace(entry->raw_id, entry);
  }
  if (!custodian_header_.empty()) {
    std::string_view id = names->id_of(custodian_header_);
    if (id.empty())
      report(Trouble::header, "X-RSMF-Custodian",
             fmt::format("The header X-RSMF-Custodian is \"{}\", which is no participant.",
                         excerpt(custodian_header_, 200)));
    for (auto& [draft, offset] : conversations_)
      if (draft.custodian.empty() && !facts_->v1) draft.custodian = memory_.copy(id);
  }
  if (!facts_->v1) return;
  bool same = file_ > 0 && tables_.files[file_ - 1].names && *tables_.files[file_ - 1].names == *names;
  facts_->names = same ? tables_.files[file_ - 1].names : std::move(names);
}

/// Ids and names of the participants: an id like "1" of a chat may mean anything where no collection is stated.
std::string Surveyor::people_of(const ConversationDraft& draft) const {
  if (draft.type != ConversationType::direct || !collection_id_.empty() || !draft.collection_id.empty()) return {};
  std::vector<std::string> people;
  for (auto id : draft.participants) {
    auto at = here_.find(id);
    std::string_view display = at == here_.end() ? std::string_view() : at->second->row.display;
    people.push_back(fmt::format("{}:{}{}:{}", id.size(), id, display.size(), display));
  }
  std::sort(people.begin(), people.end());
  std::string all;
  for (const auto& one : people) all += one;
  return all;
}

void Surveyor::commit_conversations() {
  locals_.clear();
  local_index_.clear();
  std::unordered_set<std::string_view> listed;
  for (auto& [draft, offset] : conversations_) {
    if (!listed.insert(draft.id).second) {
      facts_->repeated.insert(offset);
      continue;
    }
    restore_notes(draft, facts_->ours && facts_->v1);
    name_entry(draft.icon);
    auto [entry, other_custodian, other_custom] =
        tables_.conversations.declare(draft, collection_id_, people_of(draft));
    if (other_custodian)
      report(Trouble::conversation_conflict, std::string(draft.id),
             draft.custodian.empty()
                 ? std::string("This file states no custodian; an earlier file of the conversation states one.")
                 : fmt::format("The custodian is \"{}\" in this file and another one, or none, in an earlier file.",
                               excerpt(draft.custodian, 60)),
             offset)
          .conversation = entry.row.display;
    if (other_custom)
      report(Trouble::conversation_conflict, std::string(draft.id),
             "Its custom properties are not those of an earlier file, which are used.", offset)
          .conversation = entry.row.display;
    Local& where = locals_.emplace_back();
    where.entry = &entry;
    where.members = draft.participants;
    local_index_.emplace(entry.row.id, &where);
    facts_->conversations.emplace(entry.row.id, &entry);
  }
}

Surveyor::Local& Surveyor::local(std::string_view id) {
  if (id.empty()) id = "unknown";
  if (auto at = local_index_.find(id); at != local_index_.end()) return *at->second;
  auto& entry = tables_.conversations.mention(id, collection_id_);
  Local& where = locals_.emplace_back();
  where.entry = &entry;
  local_index_.emplace(entry.row.id, &where);
  facts_->conversations.emplace(entry.row.id, &entry);
  if (id != "unknown")
    report(Trouble::unlisted_conversation, std::string(id),
           fmt::format("The conversation \"{}\" is not listed.", excerpt(id, 60)))
        .conversation = id;
  return where;
}

const PeopleTable::Entry* Surveyor::person(std::string_view id) {
  if (auto at = here_.find(id); at != here_.end()) return at->second;
  const auto* entry = tables_.people.mention(id);
  if (entry == nullptr) return nullptr;
  here_.emplace(entry->raw_id, entry);
  if (!tables_.people.is_first(*entry)) facts_->others.emplace(entry->raw_id, entry);
  report(Trouble::unlisted_person, std::string(id),
         fmt::format("The participant \"{}\" is not listed.", excerpt(id, 60)));
  return entry;
}

void Surveyor::meet(Local& where, std::string_view id) {
  if (id.empty()) return;
  if (const auto* entry = person(id)) where.acted.insert(entry);
}

void Surveyor::events(bool originals) {
  pump([&](const ManifestCutter::Piece& piece, const Bytes& frame) {
    if (piece.part != ManifestPart::events) return;
    row_memory_.reset();
    walk_.walk(frame.view(), piece.offset, piece.part, row_memory_, draft_, [&](const RowWalk::Row& row) {
      if (row.readable && draft_.has_type) take_event(originals);
    });
  });
}

void Surveyor::take_event(bool originals) {
  if (originals) {
    restore_notes(draft_, note_context(tables_, *facts_, draft_));
    const auto* entry = facts_->conversation(draft_.conversation.empty() ? "unknown" : draft_.conversation);
    if (entry == nullptr || draft_.context || !tables_.copies.wants(entry->number, draft_.id)) return;
    files_.identify(file_, reading_.repair, draft_, row_memory_);
    tables_.copies.add_original(entry->number, draft_);
    return;
  }
  for (const auto& a : draft_.attachments) name_entry(a.id);
  Local& where = local(draft_.conversation);
  if (!draft_.participant.empty()) person(draft_.participant);
  restore_notes(draft_, note_context(tables_, *facts_, draft_));
  meet(where, draft_.participant);
  for (const auto& r : draft_.reactions)
    for (auto id : r.participants) meet(where, id);
  for (const auto& e : draft_.edits) meet(where, e.participant);
  for (const auto& r : draft_.receipts) meet(where, r.participant);
  if (draft_.context && !draft_.id.empty()) return tables_.copies.add_copy(where.entry->number, draft_);
  for (const auto& a : draft_.attachments)
    if (!a.id.empty()) files_.learn(file_, a.id);
  where.used = true;
  where.start = std::min(where.start, draft_.time);
  if (draft_.type == EventType::join || draft_.type == EventType::leave)
    if (!draft_.participant.empty() && where.entry->row.type == ConversationType::channel)
      tables_.conversations.add_move(*where.entry, person(draft_.participant), draft_.time,
                                     draft_.type == EventType::join);
  note_order(where);
}

void Surveyor::note_order(const Local& where) {
  uint32_t number = where.entry->number;
  if (number != conversation_) {
    if (seen_.size() <= number) seen_.resize(number + 1, false);
    ordered_ = ordered_ && !seen_[number];
    seen_[number] = true;
    conversation_ = number;
  } else if (draft_.time != kNoTime && draft_.time < time_) {
    ordered_ = false;
  }
  if (draft_.time != kNoTime) time_ = draft_.time;
}

/// Who of the manifest belongs where, now that all its events have passed.
void Surveyor::close() {
  tell_unnamed_entries();
  std::unordered_set<const PeopleTable::Entry*> part;
  for (Local& where : locals_) {
    SliceMembers members;
    members.start = where.start;
    for (auto id : where.members)
      if (const auto* entry = person(id)) members.listed.push_back(entry);
    for (const auto* entry : members.listed)
      if (!where.acted.contains(entry)) members.silent.push_back(entry);
    part.insert(where.acted.begin(), where.acted.end());
    part.insert(members.listed.begin(), members.listed.end());
    if (where.used) tables_.conversations.add_slice(*where.entry, std::move(members));
  }
  std::string names;
  size_t count = 0;
  for (const auto& [draft, offset] : people_) {
    auto at = here_.find(draft.id);
    if (at == here_.end() || part.contains(at->second)) continue;
    if (count++ < kMostNames) names += (names.empty() ? "" : ", ") + excerpt(draft.id, 60);
  }
  if (count > 0)
    report(Trouble::unused_person, {},
           fmt::format("{} listed {} no part: {}{}.", count, count == 1 ? "participant takes" : "participants take",
                       names, count > kMostNames ? " and others" : ""));
}

}  // namespace rsmf::rsmf_source
