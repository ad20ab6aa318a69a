// The people and conversations of a source, numbered in order of first appearance.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_table.hpp"
#include "model/event_batch.hpp"
#include "model/identity_records.hpp"

namespace rsmf {

/// Gives global numbers to what batches number for themselves: once per distinct name and batch, in frame order, so
/// that numbers do not depend on timing. Grows with distinct people and conversations, not with messages.
/// References stay valid as long as the directory. Written by one thread; what was handed out is immutable.
class IdentityTable {
 public:
  /// Takes in the tables of a batch; afterwards person(i) and conversation(i) translate its indices.
  void merge(const EventBatch& batch);
  uint32_t person_of(uint32_t in_batch) const { return in_batch == kNone ? kNone : person_map_[in_batch]; }
  uint32_t conversation_of(uint32_t in_batch) const { return conversation_map_[in_batch]; }

  /// The number of the participant of that id, or kNone.
  uint32_t find_person(std::string_view id) const;
  uint32_t add_person(const Participant& row);
  uint32_t add_conversation(const Conversation& row);

  /// The explicit participant for events whose author the export does not name. Never one that the export names,
  /// whatever ids it uses.
  uint32_t unknown_person();

  /// Fills in conversation, author and time of a finding about `event`, whose numbers are the run's.
  void name(Finding& finding, const Event& event) const;
  /// findings()[number] of the batch that was merged last, with the names of its event.
  Finding named(const EventBatch& batch, size_t number) const;

  const ParticipantRecord& person(uint32_t number) const { return people_[number]; }
  const ConversationRecord& channel(uint32_t number) const { return channels_[number]; }
  size_t people() const { return people_.size(); }
  size_t channels() const { return channels_.size(); }

 private:
  std::deque<ParticipantRecord> people_;
  std::deque<ConversationRecord> channels_;
  TextTable<uint32_t> person_index_;  // keys point into the deque
  std::unordered_map<std::string, uint32_t> channel_index_;
  std::string key_;
  std::vector<uint32_t> person_map_, conversation_map_;
  uint32_t unknown_ = kNone;
};

}  // namespace rsmf
