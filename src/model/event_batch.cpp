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

const Event* EventBatch::event_of(size_t number) const {
  const Origin& origin = findings_[number].origin;
  auto is_same_record = [&](const Event& e) {
    return e.origin.stream == origin.stream && e.origin.position == origin.position;
  };
  // The events of a record are added one after another, and its findings are reported among them.
  const size_t at = findings_at_[number];
  if (at > 0 && at <= events_.size() && is_same_record(events_[at - 1])) return &events_[at - 1];
  if (at < events_.size() && is_same_record(events_[at])) return &events_[at];
  return nullptr;
}

EventBuilder::EventBuilder(EventBatch& batch, uint32_t stream) : batch_(batch) {
  batch_.events_.clear();
  batch_.participants_.clear();
  batch_.conversations_.clear();
  batch_.findings_.clear();
  batch_.findings_at_.clear();
  batch_.tally_ = {};
  batch_.stream_ = stream;
  batch_.participant_index_.clear();
  batch_.conversation_index_.clear();
  batch_.arena_.reset();
  batch_.unpacked_.clear();
  origin_.stream = stream;
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

void EventBuilder::begin_record(uint64_t position, uint64_t length) {
  origin_.position = position;
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
  if (finding.origin.stream == kNone) finding.origin = origin_;
  batch_.findings_.push_back(std::move(finding));
  batch_.findings_at_.push_back(batch_.events_.size());
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
  batch_.findings_at_.resize(mark.findings);
  batch_.tally_ = mark.tally;
  has_outcome_ = true;
}

}  // namespace rsmf
