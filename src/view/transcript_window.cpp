#include "view/transcript_window.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "slice/slicer.hpp"

namespace rsmf {
namespace {

/// REQUIRES: the event's rows are copies of our own.
void renumber(Event& e, Arena& arena, const std::function<uint32_t(uint32_t)>& number_of) {
  auto renumbered = [&](uint32_t& person) {
    if (person != kNone) person = number_of(person);
  };
  renumbered(e.participant);
  auto reactions = arena.copy(e.reactions);
  for (Reaction& r : reactions) {
    auto people = arena.copy(r.participants);
    for (uint32_t& person : people) renumbered(person);
    r.participants = people;
  }
  e.reactions = reactions;
  auto edits = arena.copy(e.edits);
  for (Edit& edit : edits) renumbered(edit.participant);
  e.edits = edits;
  auto receipts = arena.copy(e.receipts);
  for (ReadReceipt& receipt : receipts) renumbered(receipt.participant);
  e.receipts = receipts;
}

/// Who answers whom among the events of a day; a forest, unless the input is wrong.
class ThreadWalk {
 public:
  explicit ThreadWalk(size_t events) : first_child_(events, kNone), next_(events, kNone), seen_(events, false) {}

  /// REQUIRES: called from the last to the first, so that children come in order.
  void set_parent(uint32_t child, uint32_t parent) { next_[child] = std::exchange(first_child_[parent], child); }

  /// Calls show(event, depth) for `root` and all below it that were not shown yet.
  void walk(uint32_t root, auto&& show) {
    std::vector<std::pair<uint32_t, uint32_t>> open = {{root, 0}};
    while (!open.empty()) {
      auto [event, depth] = open.back();
      open.pop_back();
      if (depth > 0 && next_[event] != kNone) open.emplace_back(next_[event], depth);
      if (seen_[event]) continue;
      seen_[event] = true;
      show(event, depth);
      if (first_child_[event] != kNone) open.emplace_back(first_child_[event], depth + 1);
    }
  }
  bool seen(uint32_t event) const { return seen_[event]; }

 private:
  std::vector<uint32_t> first_child_, next_;
  std::vector<bool> seen_;
};

}  // namespace

void TranscriptWindow::add(const Event& event, int64_t day, const std::function<uint32_t(uint32_t)>& number_of) {
  Event copy = copy_event(event, arena_);
  renumber(copy, arena_, number_of);
  held_.push_back({copy, day});
}

/// The latest day stays, unless it alone is most of what is held: then it is shown in parts.
bool TranscriptWindow::goes_on(const Held& held) const {
  const Held& latest = held_.back();
  return held.event.conversation == latest.event.conversation && held.day == latest.day;
}

/// By conversation in order of first appearance, then by day and time; otherwise as the input has them.
std::vector<uint32_t> TranscriptWindow::in_order(bool with_latest_day) const {
  std::unordered_map<uint32_t, uint32_t> rank;
  std::vector<uint32_t> places;
  places.reserve(held_.size());
  for (uint32_t i = 0; i < held_.size(); ++i) {
    rank.try_emplace(held_[i].event.conversation, i);
    if (with_latest_day || !goes_on(held_[i])) places.push_back(i);
  }
  std::ranges::stable_sort(places, {}, [&](uint32_t i) {
    return std::tuple(rank.at(held_[i].event.conversation), held_[i].day, held_[i].event.time);
  });
  return places;
}

void TranscriptWindow::add_days(Places conversation, std::vector<TranscriptDay>& to) const {
  std::unordered_map<std::string_view, uint32_t> by_id;  // index into `conversation`
  for (uint32_t i = 0; i < conversation.size(); ++i) by_id.try_emplace(held_[conversation[i]].event.id, i);
  auto parent_of = [&](uint32_t i) {
    const auto found = by_id.find(held_[conversation[i]].event.parent);
    return found == by_id.end() || found->second == i ? kNone : found->second;
  };
  for (uint32_t begin = 0, end = 0; begin < conversation.size(); begin = end) {
    const Held& first = held_[conversation[begin]];
    while (end < conversation.size() && held_[conversation[end]].day == first.day) ++end;
    TranscriptDay& day = to.emplace_back(first.event.conversation, first.day);
    ThreadWalk threads(end - begin);
    std::vector<bool> is_answer(end - begin, false);
    for (uint32_t i = end; i-- > begin;) {
      const uint32_t parent = parent_of(i);
      is_answer[i - begin] = parent != kNone && parent >= begin && parent < end;
      if (is_answer[i - begin]) threads.set_parent(i - begin, parent - begin);
    }
    auto show = [&](uint32_t at, uint32_t depth) {
      TranscriptEntry entry{&held_[conversation[begin + at]].event, depth};
      entry.answers_elsewhere = depth == 0 && !entry.event->parent.empty();
      const uint32_t parent = entry.answers_elsewhere ? parent_of(begin + at) : kNone;
      if (parent != kNone) entry.parent = &held_[conversation[parent]].event;
      day.entries.push_back(entry);
    };
    // Messages that answer each other in a circle hang on nothing: the first of them begins the thread.
    ThreadWalk reached = threads;
    for (uint32_t at = 0; at < end - begin; ++at)
      if (!is_answer[at]) reached.walk(at, [](uint32_t, uint32_t) {});
    for (uint32_t at = 0; at < end - begin; ++at)
      if (!is_answer[at] || !reached.seen(at)) threads.walk(at, show);
  }
}

std::vector<TranscriptDay> TranscriptWindow::arrange(bool input_has_ended) {
  std::vector<TranscriptDay> days;
  if (held_.empty()) return days;
  size_t latest = size_t(std::ranges::count_if(held_, [&](const Held& held) { return goes_on(held); }));
  all_shown_ = input_has_ended || latest > held_.size() / 2;
  const std::vector<uint32_t> places = in_order(all_shown_);
  for (size_t begin = 0, end = 0; begin < places.size(); begin = end) {
    const uint32_t conversation = held_[places[begin]].event.conversation;
    while (end < places.size() && held_[places[end]].event.conversation == conversation) ++end;
    add_days(Places(places).subspan(begin, end - begin), days);
  }
  return days;
}

void TranscriptWindow::release() {
  std::vector<Held> kept;
  spare_.reset();
  for (const Held& held : held_) {
    if (all_shown_ || !goes_on(held)) continue;
    kept.push_back({copy_event(held.event, spare_), held.day});
  }
  held_ = std::move(kept);
  std::swap(arena_, spare_);
}

}  // namespace rsmf
