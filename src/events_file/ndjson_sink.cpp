#include "events_file/ndjson_sink.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "json/utf8_validation.hpp"
#include "model/converter_findings.hpp"
#include "rsmf/schema/provenance.hpp"
#include "rsmf/source_options.hpp"

namespace rsmf {
namespace {

constexpr size_t kWriteBytes = 256 * 1024;
// Ids in a conversation's own line; further members have lines of their own, so that no line grows without a limit.
constexpr size_t kListedMembers = 1000;

/// All people of a direct conversation are members of it.
std::vector<uint32_t> members_of(const Roster& roster, ConversationType type) {
  std::vector<uint32_t> members = roster.members;
  if (type == ConversationType::channel) return members;
  std::vector<uint8_t> listed(roster.people.size(), 0);
  for (uint32_t member : members) listed[member] = 1;
  for (uint32_t person = 0; person < listed.size(); ++person)
    if (!listed[person]) members.push_back(person);
  return members;
}

}  // namespace

Result<void> NdjsonSink::begin(const EventSourceFacts& facts) {
  identities_ = &facts.identities;
  events_of_files_.resize(facts.streams.size());
  return {};
}

Result<void> NdjsonSink::take(EventUnit& unit, size_t) {
  for (const Event& event : unit.events) RSMF_TRY(add(event));
  return {};
}

Result<bool> NdjsonSink::finish(size_t) {
  if (named_inside_ && named_outside_)
    RSMF_TRY(options_.report({&converter_finding(ConverterTrouble::two_places_of_files), {}, {}, {}, {}}));
  RSMF_TRY(options_.write(lines_));
  lines_.clear();
  return false;
}

Result<void> NdjsonSink::end_lines() {
  if (lines_.size() < kWriteBytes) return {};
  RSMF_TRY(options_.write(lines_));
  lines_.clear();
  return {};
}

Result<void> NdjsonSink::add(const Event& event) {
  if (keys_.size() <= event.conversation) keys_.resize(event.conversation + 1);
  if (keys_[event.conversation].empty()) RSMF_TRY(declare_conversation(event.conversation));
  RSMF_TRY(declare_people(event));
  RSMF_TRY(find_paths(event));
  provenance_.clear();
  if (options_.provenance_streams != nullptr) gather_provenance(event);
  const size_t begin = lines_.size();
  append_event_line({&event, keys_[event.conversation], attachments_, provenance_}, *this, lines_);
  if (lines_.size() - begin > SourceOptions{}.max_record_bytes)
    RSMF_TRY(report(ConverterTrouble::long_event_line, event, {}));
  count(event);
  return end_lines();
}

void NdjsonSink::count(const Event& event) {
  ++events_;
  ++events_of_files_[event.origin.stream];
  ConversationCount& row = conversations_[places_[event.conversation]];
  ++row.events;
  if (event.time == kNoTime) return;
  row.first = std::min(row.first, event.time);
  row.last = row.last == kNoTime ? event.time : std::max(row.last, event.time);
}

// --- conversations and people
// -----------------------------------------------------------------------------------------

/// What events call the conversation: its id, unless another has that.
std::string_view NdjsonSink::new_key(const Conversation& row) {
  std::string_view key = row.id;
  for (uint32_t number = 2; !used_keys_.try_emplace(key, 0).second; ++number)
    key = made_keys_.copy(fmt::format("{}#{}", row.id, number));
  return key;
}

Result<void> NdjsonSink::declare_conversation(uint32_t number) {
  const ConversationRecord& record = identities_->channel(number);
  const Conversation& row = record.row;
  const std::string_view key = new_key(row);
  keys_[number] = key;
  if (places_.size() <= number) places_.resize(number + 1);
  places_[number] = static_cast<uint32_t>(conversations_.size());
  conversations_.push_back({&record});
  declared_.push_back(Fingerprint::of("conversation " + std::string(key)));
  static const Roster kNobody;
  const Roster& roster = row.roster == nullptr ? kNobody : *row.roster;
  const std::vector<uint32_t> members = members_of(roster, row.type);
  // In the order in which a reader of the lines below meets them.
  for (uint32_t member : members) RSMF_TRY(declare_roster_person(roster.people[member]));
  for (const Transition& change : roster.transitions) RSMF_TRY(declare_roster_person(roster.people[change.person]));
  std::vector<std::string_view> listed;
  for (uint32_t member : std::span(members).first(std::min(members.size(), kListedMembers)))
    listed.push_back(roster.people[member].id);
  append_conversation_line(row, key, listed, lines_);
  RSMF_TRY(put_roster(key, roster, std::span(members).subspan(listed.size())));
  return end_lines();
}

/// `members`: who is not in the conversation's own line.
Result<void> NdjsonSink::put_roster(std::string_view key, const Roster& roster, std::span<const uint32_t> members) {
  for (uint32_t member : members) {
    append_member_line(key, roster.people[member].id, lines_);
    RSMF_TRY(end_lines());
  }
  for (const Transition& transition : roster.transitions) {
    append_transition_line(key, roster.people[transition.person].id, transition, lines_);
    RSMF_TRY(end_lines());
  }
  return {};
}

Result<void> NdjsonSink::declare_people(const Event& event) {
  RSMF_TRY(declare_person(event.participant));
  for (const Reaction& reaction : event.reactions)
    for (uint32_t person : reaction.participants) RSMF_TRY(declare_person(person));
  for (const Edit& edit : event.edits) RSMF_TRY(declare_person(edit.participant));
  for (const ReadReceipt& receipt : event.receipts) RSMF_TRY(declare_person(receipt.participant));
  return {};
}

Result<void> NdjsonSink::declare_person(uint32_t number) {
  if (number == kNone) return {};
  if (declared_people_.size() <= number) declared_people_.resize(identities_->people(), 0);
  if (declared_people_[number]) return {};
  declared_people_[number] = 1;
  const Participant& row = identities_->person(number).row;
  return roster_people_.contains(row.id) ? Result<void>() : put_person(row);
}

/// Its row is that of the identity table, if it has one by now.
Result<void> NdjsonSink::declare_roster_person(const Participant& row) {
  if (const uint32_t number = identities_->find_person(row.id); number != kNone) return declare_person(number);
  return roster_people_.try_emplace(row.id, 0).second ? put_person(row) : Result<void>();
}

Result<void> NdjsonSink::put_person(const Participant& row) {
  std::string avatar;
  if (!row.avatar.empty()) RSMF_TRY(find_path(row.avatar, {.id = row.id}, avatar));
  declared_.push_back(Fingerprint::of("participant " + std::string(row.id)));
  append_participant_line(row, avatar, lines_);
  return end_lines();
}

// --- files --------------------------------------------------------------------------------------------------------

Result<void> NdjsonSink::find_paths(const Event& event) {
  attachments_.resize(event.attachments.size());
  for (size_t i = 0; i < attachments_.size(); ++i) {
    const Attachment& row = event.attachments[i];
    attachments_[i].row = &row;
    RSMF_TRY(find_path(row.key, event, attachments_[i].path));
    RSMF_TRY(find_path(row.stand_in, event, attachments_[i].placeholder));
  }
  return {};
}

/// `event`: which names the file; of a picture, one that has the participant's id only.
Result<void> NdjsonSink::find_path(std::string_view key, const Event& event, std::string& path) {
  path.clear();
  if (key.empty()) return {};
  ExportPath found = options_.attachments->path_of(key);
  if (found.path.empty() || !is_valid_utf8(found.path))
    return report(ConverterTrouble::nameless_file, event, "The file is known as \"" + std::string(key) + "\" only.");
  (found.is_outside ? named_outside_ : named_inside_) = true;
  path = std::move(found.path);
  return {};
}

Result<void> NdjsonSink::report(ConverterTrouble trouble, const Event& event, std::string message) {
  Finding finding{&converter_finding(trouble), event.origin, std::string(event.id), std::move(message), {}};
  identities_->name(finding, event);
  return options_.report(finding);
}

void NdjsonSink::gather_provenance(const Event& event) {
  if (provenance_begin(event.custom) != event.custom.size()) return;
  provenance_texts_.clear();
  std::vector<std::string_view> names;
  each_provenance(event, options_.provenance_streams, [&](std::string_view name, std::string_view value) {
    names.push_back(name);
    provenance_texts_.emplace_back(value);
  });
  for (size_t i = 0; i < names.size(); ++i) provenance_.push_back({names[i], provenance_texts_[i]});
}

}  // namespace rsmf
