#include "model/identity_table.hpp"

#include <string>

namespace rsmf {
namespace {

constexpr std::string_view kUnknownId = "rsmf.unknown";

}  // namespace

void IdentityTable::merge(const EventBatch& batch) {
  person_map_.clear();
  for (const auto& row : batch.participants()) person_map_.push_back(add_person(row));
  conversation_map_.clear();
  for (const auto& row : batch.conversations()) conversation_map_.push_back(add_conversation(row));
}

uint32_t IdentityTable::find_person(std::string_view id) const {
  const uint32_t* known = person_index_.find(id);
  return known == nullptr ? kNone : *known;
}

uint32_t IdentityTable::add_person(const Participant& row) {
  if (const uint32_t* known = person_index_.find(row.id)) return *known;
  auto number = uint32_t(people_.size());
  if (row.id == kUnknownId) {  // a real person of that very id gets another: two must not look like one
    Participant renamed = row;
    std::string id = std::string(row.id) + "~2";
    renamed.id = id;
    if (renamed.display.empty()) renamed.display = row.id;
    number = add_person(renamed);
    person_index_.try_emplace(kUnknownId, number);
    return number;
  }
  const ParticipantRecord& person = people_.emplace_back(row);
  person_index_.try_emplace(person.row.id, number);
  return number;
}

uint32_t IdentityTable::add_conversation(const Conversation& row) {
  key_.assign(row.id);
  // One id may name conversations that have nothing to do with each other, in files that state whose slices they are.
  // And what was collected from two people is two collections of one conversation.
  if (!row.collection_id.empty() || !row.custodian.empty()) key_.append(1, '\0').append(row.collection_id);
  if (!row.custodian.empty()) key_.append(1, '\0').append(row.custodian);
  if (auto it = channel_index_.find(key_); it != channel_index_.end()) return it->second;
  auto number = uint32_t(channels_.size());
  channels_.emplace_back(row, number);
  channel_index_.emplace(key_, number);
  return number;
}

void IdentityTable::name(Finding& finding, const Event& event) const {
  if (event.conversation != kNone) finding.conversation = channels_[event.conversation].row.display;
  if (event.participant != kNone) finding.author = people_[event.participant].row.display;
  finding.time = event.time;
}

Finding IdentityTable::named(const EventBatch& batch, size_t number) const {
  Finding finding = batch.findings()[number];
  if (const Event* event = batch.event_of(number))
    name(finding, Event{.time = event->time,
                        .conversation = event->conversation == kNone ? kNone : conversation_of(event->conversation),
                        .participant = person_of(event->participant)});
  return finding;
}

// Not in the index, so that nobody is ever taken for it.
uint32_t IdentityTable::unknown_person() {
  if (unknown_ == kNone) {
    unknown_ = uint32_t(people_.size());
    people_.emplace_back(Participant{.id = kUnknownId, .display = "Unknown"});
  }
  return unknown_;
}

}  // namespace rsmf
