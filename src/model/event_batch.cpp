#include "model/event_batch.hpp"

#include <utility>

namespace rsmf {

FileTally& FileTally::operator+=(const FileTally& o) {
  records += o.records;
  split += o.split;
  events += o.events;
  folded += o.folded;
  dropped += o.dropped;
  filtered += o.filtered;
  return *this;
}

EventBuilder::EventBuilder(EventBatch& batch, uint32_t file) : batch_(batch) {
  batch_.events_.clear();
  batch_.participants_.clear();
  batch_.conversations_.clear();
  batch_.findings_.clear();
  batch_.tally_ = {};
  batch_.file_ = file;
  batch_.participant_index_.clear();
  batch_.conversation_index_.clear();
  batch_.arena_.reset();
  batch_.frame_bytes_.clear();
  origin_.file = file;
}

uint32_t EventBuilder::find_participant(std::string_view id) const {
  const uint32_t* found = batch_.participant_index_.find(id);
  return found == nullptr ? kNone : *found;
}

uint32_t EventBuilder::participant(const Participant& row) {
  auto [number, fresh] = batch_.participant_index_.try_emplace(row.id, uint32_t(batch_.participants_.size()));
  if (fresh) batch_.participants_.push_back(row);
  return number;
}

uint32_t EventBuilder::find_conversation(std::string_view key) const {
  const uint32_t* found = batch_.conversation_index_.find(key);
  return found == nullptr ? kNone : *found;
}

uint32_t EventBuilder::conversation(const Conversation& row, std::string_view key) {
  auto [number, fresh] = batch_.conversation_index_.try_emplace(key, uint32_t(batch_.conversations_.size()));
  if (fresh) batch_.conversations_.push_back(row);
  return number;
}

void EventBuilder::begin_record(uint64_t offset, uint64_t length) {
  origin_.offset = offset;
  origin_.length = length;
  origin_.sub = 0;
  has_outcome_ = false;
  ++batch_.tally_.records;
}

void EventBuilder::add(Event event) {
  if (has_outcome_) ++batch_.tally_.split;
  has_outcome_ = true;
  event.origin = origin_;
  ++origin_.sub;
  batch_.events_.push_back(event);
}

void EventBuilder::fold() {
  has_outcome_ = true;
  ++batch_.tally_.folded;
}

void EventBuilder::drop(Finding finding) {
  has_outcome_ = true;
  ++batch_.tally_.dropped;
  report(std::move(finding));
}

void EventBuilder::report(Finding finding) {
  if (finding.origin.file == kNone) finding.origin = origin_;
  batch_.findings_.push_back(std::move(finding));
}

EventBuilder::Mark EventBuilder::mark() const {
  return {batch_.events_.size(), batch_.participants_.size(), batch_.conversations_.size(), batch_.findings_.size(),
          batch_.tally_};
}

void EventBuilder::rollback(const Mark& mark) {
  for (size_t i = mark.participants; i < batch_.participants_.size(); ++i)
    batch_.participant_index_.erase(batch_.participants_[i].id);
  for (size_t i = mark.conversations; i < batch_.conversations_.size(); ++i)
    batch_.conversation_index_.erase(batch_.conversations_[i].id);
  batch_.events_.resize(mark.events);
  batch_.participants_.resize(mark.participants);
  batch_.conversations_.resize(mark.conversations);
  batch_.findings_.resize(mark.findings);
  batch_.tally_ = mark.tally;
  has_outcome_ = true;
}

}  // namespace rsmf
