#include "slice/directory.hpp"

namespace rsmf {

void Directory::merge(const EventBatch& batch) {
  person_map_.clear();
  for (const auto& row : batch.participants()) person_map_.push_back(add_person(row));
  conversation_map_.clear();
  for (const auto& row : batch.conversations()) conversation_map_.push_back(add_conversation(row));
}

uint32_t Directory::add_person(const Participant& row) {
  if (auto it = person_index_.find(row.id); it != person_index_.end()) return it->second;
  auto number = uint32_t(people_.size());
  const Person& person = people_.emplace_back(row);
  person_index_.emplace(person.row.id, number);
  return number;
}

uint32_t Directory::add_conversation(const Conversation& row) {
  if (auto it = channel_index_.find(row.id); it != channel_index_.end()) return it->second;
  auto number = uint32_t(channels_.size());
  const Channel& channel = channels_.emplace_back(row, number);
  channel_index_.emplace(channel.row.id, number);
  return number;
}

uint32_t Directory::unknown_person() { return add_person({.id = "unknown", .display = "Unknown"}); }

}  // namespace rsmf
