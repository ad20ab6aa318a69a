#include "rsmf/encode/event_links.hpp"

#include <fmt/format.h>

#include <bit>

#include "base/text_table.hpp"
#include "rsmf/encode/encoder_findings.hpp"

namespace rsmf {
namespace {

constexpr uint64_t kIndexMask = 0xffffffff;

uint64_t hash_of(std::string_view id) {
  return hash_text(id);
}

}  // namespace

void EventLinks::build(const Slice& slice, std::vector<Finding>& findings) {
  slice_ = &slice;
  made_.clear();
  ids_.clear();
  for (const Event& event : slice.events) ids_.push_back(event.id);
  slots_.assign(std::bit_ceil(slice.events.size() * 2 + 1), 0);
  insert_all(findings);
}

void EventLinks::insert_all(std::vector<Finding>& findings) {
  std::vector<uint32_t> twice;
  for (uint32_t i = 0; i < ids_.size(); ++i)
    if (!ids_[i].empty() && !insert(i)) twice.push_back(i);
  // After all others, so that no id that a source gave is taken by one that is made up.
  for (uint32_t i : twice) {
    findings.push_back(enc::about(*slice_, slice_->events[i], enc::kDuplicateId));
    make_unique(i);
  }
}

bool EventLinks::insert(uint32_t index) {
  uint64_t hash = hash_of(ids_[index]), mask = slots_.size() - 1;
  for (uint64_t at = hash & mask;; at = (at + 1) & mask) {
    uint64_t& slot = slots_[at];
    if (slot == 0) {
      slot = (hash & ~kIndexMask) | (index + 1);
      return true;
    }
    if ((slot & ~kIndexMask) == (hash & ~kIndexMask) && ids_[(slot & kIndexMask) - 1] == ids_[index]) return false;
  }
}

void EventLinks::make_unique(uint32_t index) {
  // From the place in the input, so that it is the same in every run.
  const Event& event = slice_->events[index];
  std::string& id = made_.emplace_back(fmt::format("{}~{}.{}", event.id, event.origin.position, event.origin.sub));
  ids_[index] = id;
  while (!insert(index)) {
    id.push_back('~');
    ids_[index] = id;
  }
}

uint32_t EventLinks::find(std::string_view id) const {
  uint64_t hash = hash_of(id), mask = slots_.size() - 1;
  for (uint64_t at = hash & mask; slots_[at] != 0; at = (at + 1) & mask) {
    auto index = static_cast<uint32_t>((slots_[at] & kIndexMask) - 1);
    if ((slots_[at] & ~kIndexMask) == (hash & ~kIndexMask) && ids_[index] == id) return index;
  }
  return kNone;
}

const Event* EventLinks::parent_of(size_t index) const {
  const Event& event = slice_->events[index];
  uint32_t found = event.parent.empty() ? kNone : find(event.parent);
  return found == kNone || found == index ? nullptr : &slice_->events[found];
}

bool EventLinks::keeps_parent(size_t index) const {
  const Event& event = slice_->events[index];
  uint32_t found = event.parent.empty() ? kNone : find(event.parent);
  if (found == kNone || found == index) return false;
  const Event& parent = slice_->events[found];
  // Readers take an event without a time for the oldest of all. Events of one instant may answer each other in one
  // direction only, or there could be a circle.
  if (event.time == kNoTime) return parent.time == kNoTime && found < index;
  return parent.time == kNoTime || parent.time < event.time || (parent.time == event.time && found < index);
}

}  // namespace rsmf
