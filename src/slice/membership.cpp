#include "slice/membership.hpp"

#include <algorithm>

#include "rsmf/roster.hpp"

namespace rsmf {
namespace {

template <class Visit>
void each_participant(const Event& e, Visit visit) {
  auto known = [&](uint32_t p) {
    if (p != kNone) visit(p);
  };
  known(e.participant);
  for (const auto& r : e.reactions)
    for (uint32_t p : r.participants) known(p);
  for (const auto& edit : e.edits) known(edit.participant);
  for (const auto& r : e.receipts) known(r.participant);
}

/// The rows lie in the slice's own arena; they are const only for those who come after.
template <class T>
std::span<T> own(std::span<const T> rows) {
  return {const_cast<T*>(rows.data()), rows.size()};
}

}  // namespace

void Membership::open(uint32_t conversation) {
  const Conversation& row = directory_.channel(conversation).row;
  roster_ = row.roster;
  direct_ = row.type == ConversationType::direct;
  next_transition_ = 0;
  global_.clear();
  present_.clear();
  for (uint32_t p : order_) rank_[p] = kUnranked;
  order_.clear();
  if (!roster_) return;
  for (const auto& p : roster_->people) global_.push_back(directory_.add_person(p));
  present_.assign(global_.size(), 0);
  for (uint32_t m : roster_->members) present_[m] = 1;
  if (direct_) {
    std::fill(present_.begin(), present_.end(), 1);
    return;
  }
  // The first thing recorded of somebody tells what was before: who enters was out, who leaves was in.
  std::vector<uint8_t> seen(global_.size(), 0);
  for (const auto& t : roster_->transitions) {
    if (!seen[t.person]) present_[t.person] = !t.joined;
    seen[t.person] = 1;
  }
}

void Membership::advance(TimeNs until) {
  if (!roster_ || direct_) return;
  const auto& all = roster_->transitions;
  for (; next_transition_ < all.size() && all[next_transition_].time < until; ++next_transition_)
    present_[all[next_transition_].person] = all[next_transition_].joined;
}

void Membership::mention(uint32_t person) {
  if (mentioned_[person] == stamp_) return;
  mentioned_[person] = stamp_;
  listed_.push_back(person);
}

void Membership::enter(uint32_t person) {
  mention(person);
  now_in_[person] = stamp_;
  now_out_[person] = 0;
}

/// Somebody acts: if not in the room by now, they were there from the start, or never left.
void Membership::meet(uint32_t person, Slice& slice) {
  acted_[person] = stamp_;
  if (now_in_[person] == stamp_) return;
  if (now_out_[person] == stamp_)
    slice.events[left_at_[person]].denied = true;
  else
    at_start_[person] = stamp_;
  enter(person);
}

/// In the order in which review platforms look at them: what has no time comes first.
void Membership::walk(Slice& slice) {
  for (uint32_t i = 0; i < slice.events.size(); ++i)
    if (slice.events[i].time == kNoTime) pass(i, slice);
  for (uint32_t i = 0; i < slice.events.size(); ++i)
    if (slice.events[i].time != kNoTime) pass(i, slice);
}

void Membership::pass(uint32_t i, Slice& slice) {
  const Event& e = slice.events[i];
  if (e.type == EventType::join && !direct_) {
    acted_[e.participant] = stamp_;
    enter(e.participant);
    each_participant(e, [&](uint32_t p) {
      if (p != e.participant) meet(p, slice);
    });
    return;
  }
  each_participant(e, [&](uint32_t p) { meet(p, slice); });
  if (e.type == EventType::leave && !direct_) {
    now_in_[e.participant] = 0;
    now_out_[e.participant] = stamp_;
    left_at_[e.participant] = i;
  }
}

void Membership::fill(Slice& slice) {
  // A parent repeated for context is older than the slice; it must not turn back the clock of the roster.
  auto first = std::find_if(slice.events.begin(), slice.events.end(), [](const Event& e) { return !e.context; });
  advance(first == slice.events.end() ? slice.events.front().time : first->time);
  size_t people = directory_.people();
  for (auto* v : {&at_start_, &now_in_, &now_out_, &mentioned_, &acted_, &local_, &left_at_, &rank_})
    v->resize(people, 0);
  ++stamp_;
  listed_.clear();
  for (size_t i = 0; i < global_.size(); ++i) {
    if (!present_[i] || (scope_ == ParticipantScope::speakers && !direct_)) continue;
    at_start_[global_[i]] = stamp_;
    enter(global_[i]);
  }
  walk(slice);
  list_people(slice);
}

bool Membership::is_listed(uint32_t person) const {
  return mentioned_[person] == stamp_ && (scope_ != ParticipantScope::speakers || acted_[person] == stamp_);
}

/// Order of ids; by rank where both have one.
void Membership::sort_listed() {
  auto unranked = size_t(std::ranges::count_if(listed_, [&](uint32_t p) { return rank_[p] == kUnranked; }));
  // Often enough that comparing stays rare, rarely enough that ranking a growing crowd costs no more than sorting it.
  if (unranked > 8 + order_.size() / 4) {
    rank_listed();
    unranked = 0;
  }
  // Most of the crowd is here: picking them out is cheaper than sorting them.
  if (unranked == 0 && listed_.size() > order_.size() / 8) {
    listed_.clear();
    for (uint32_t p : order_)
      if (is_listed(p)) listed_.push_back(p);
    return;
  }
  std::ranges::sort(listed_, [&](uint32_t a, uint32_t b) {
    if (rank_[a] != kUnranked && rank_[b] != kUnranked) return rank_[a] < rank_[b];
    return directory_.person(a).row.id < directory_.person(b).row.id;
  });
}

void Membership::rank_listed() {
  for (uint32_t p : listed_)
    if (rank_[p] == kUnranked) order_.push_back(p);
  std::ranges::sort(order_, {}, [&](uint32_t p) { return directory_.person(p).row.id; });
  for (uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i + 1;
}

void Membership::list_people(Slice& slice) {
  if (scope_ == ParticipantScope::speakers) std::erase_if(listed_, [&](uint32_t p) { return !is_listed(p); });
  sort_listed();
  for (uint32_t i = 0; i < listed_.size(); ++i) {
    uint32_t p = listed_[i];
    local_[p] = i;
    slice.people.push_back(&directory_.person(p));
    if (at_start_[p] == stamp_) slice.members.push_back(i);
  }
  auto translate = [&](uint32_t& p) {
    if (p != kNone) p = local_[p];
  };
  for (auto& e : slice.events) {
    translate(e.participant);
    for (const auto& r : e.reactions)
      for (auto& p : own(r.participants)) translate(p);
    for (auto& edit : own(e.edits)) translate(edit.participant);
    for (auto& r : own(e.receipts)) translate(r.participant);
  }
}

}  // namespace rsmf
