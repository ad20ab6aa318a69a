#include "model/event_batch.hpp"

#include <utility>

namespace rsmf {

static_assert(kNone == TextIndex::kAbsent);

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
  batch_.participant_index_.clear();
  batch_.conversation_index_.clear();
  batch_.findings_.clear();
  batch_.tally_ = {};
  batch_.file_ = file;
  batch_.arena_.reset();
  batch_.frame_bytes_.clear();
  origin_.file = file;
}

uint32_t EventBuilder::find_participant(std::string_view id) const {
  return batch_.participant_index_.find(id);
}

uint32_t EventBuilder::participant(const Participant& row) {
  const uint32_t number = batch_.participant_index_.insert(row.id, uint32_t(batch_.participants_.size()));
  if (number == batch_.participants_.size()) batch_.participants_.push_back(row);
  return number;
}

uint32_t EventBuilder::find_conversation(std::string_view id) const {
  return batch_.conversation_index_.find(id);
}

uint32_t EventBuilder::conversation(const Conversation& row) {
  const uint32_t number = batch_.conversation_index_.insert(row.id, uint32_t(batch_.conversations_.size()));
  if (number == batch_.conversations_.size()) batch_.conversations_.push_back(row);
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
  batch_.events_.resize(mark.events);
  batch_.participants_.resize(mark.participants);
  batch_.conversations_.resize(mark.conversations);
  batch_.findings_.resize(mark.findings);
  batch_.tally_ = mark.tally;
  batch_.participant_index_.clear();
  batch_.conversation_index_.clear();
  for (uint32_t i = 0; i < mark.participants; ++i) batch_.participant_index_.insert(batch_.participants_[i].id, i);
  for (uint32_t i = 0; i < mark.conversations; ++i) batch_.conversation_index_.insert(batch_.conversations_[i].id, i);
  has_outcome_ = true;
}

}  // namespace rsmf
