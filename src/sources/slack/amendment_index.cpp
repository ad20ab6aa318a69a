#include "sources/slack/amendment_index.hpp"

#include <algorithm>
#include <string>

namespace rsmf::slack {

void AmendmentIndex::take(uint32_t file, const FileNotes& notes) {
  for (const LogEntry& entry : notes.log) take(entry, {file, entry.offset});
  if (notes.complete) kept_.keep(file, notes.seen);
}

void AmendmentIndex::take(const LogEntry& entry, RecordPlace place) {
  if (!amends(entry.meaning)) {
    passages_.push_back({entry.time, into_.arena.copy(entry.who), entry.meaning == Meaning::join});
    return;
  }
  Amended& a = amended(entry.target, place);
  const TimeNs recorded = entry.time != kNoTime ? entry.time : 0;
  if (!entry.json.empty()) keep_state(a, entry.json, recorded);
  if (entry.meaning == Meaning::deletion || entry.tombstone) {
    a.deleted = true;
    a.deleted_time = entry.time;
    // A deletion that does not say what was deleted leaves what is known.
    if (entry.tombstone || !entry.json.empty()) a.last_text = into_.arena.copy(entry.previous);
  } else if (entry.previous.data() == nullptr || entry.previous != entry.current) {
    a.edits.push_back(
        {entry.edited, into_.arena.copy(entry.who), into_.arena.copy(entry.previous), into_.arena.copy(entry.current)});
  }
}

Amended& AmendmentIndex::amended(std::string_view ts, RecordPlace place) {
  auto it = into_.amended.find(ts);
  if (it == into_.amended.end()) {
    ts = into_.arena.copy(ts);
    it = into_.amended.try_emplace(ts, &into_.memory).first;
    it->second.ts = ts;
    it->second.time = time_of(ts);
  }
  it->second.wrapper = place;
  return it->second;
}

void AmendmentIndex::keep_state(Amended& a, std::string_view json, TimeNs time) {
  if (a.json_time != kNoTime && time < a.json_time) return;
  a.json = into_.arena.copy(json);
  a.json_time = time;
}

void AmendmentIndex::prepare_second_look() {
  into_.filter.reset(into_.amended.size());
  numbers_.reset(into_.amended.size());
  for (auto& [ts, a] : into_.amended) {
    in_time_.push_back(&a);
    into_.filter.add(ts);
    if (const uint64_t micros = micros_of(ts)) numbers_.add(micros);
  }
  std::sort(in_time_.begin(), in_time_.end(),
            [](const Amended* a, const Amended* b) { return a->time != b->time ? a->time < b->time : a->ts < b->ts; });
  next_anchor_ = 0;
}

void AmendmentIndex::SecondLook::start(const AmendmentIndex& gather) {
  gather_ = &gather;
  next_ = kUnset;
  present_.clear();
  anchors_.clear();
}

void AmendmentIndex::SecondLook::see(std::string_view ts, TimeNs time, uint64_t offset) {
  // What is in the export need not be recovered.
  if (const Amended* a = gather_->into_.find(ts)) present_.push_back(a->ts);
  if (time == kNoTime) return;
  // Those that are earlier have their anchor by now: the first record later than they are.
  const auto& in_time = gather_->in_time_;
  const size_t before = next_ == kUnset ? 0 : next_;
  if (next_ == kUnset) {
    auto earlier = [](const Amended* a, TimeNs t) { return a->time < t; };
    next_ = size_t(std::lower_bound(in_time.begin(), in_time.end(), time, earlier) - in_time.begin());
  }
  while (next_ < in_time.size() && in_time[next_]->time < time) ++next_;
  if (next_ > before) anchors_.push_back({next_, offset});
}

bool AmendmentIndex::recall(uint32_t file, SecondLook& look) const {
  std::span<const SeenMessages::Kept> messages;
  if (!kept_.recall(file, messages)) return false;
  char ts[kTsLength];
  for (const auto& message : messages) {
    const bool changed = numbers_.may_hold(message.micros);
    look.see(changed ? message.ts(ts) : std::string_view(), message.time(), message.offset);
  }
  return true;
}

void AmendmentIndex::take(uint32_t file, const SecondLook& look) {
  for (std::string_view ts : look.present_) into_.amended.find(ts)->second.present = true;
  for (const auto& anchor : look.anchors_)
    for (; next_anchor_ < anchor.end; ++next_anchor_) in_time_[next_anchor_]->anchor = {file, anchor.offset};
}

void AmendmentIndex::finish() {
  std::stable_sort(passages_.begin(), passages_.end(),
                   [](const MembershipChange& a, const MembershipChange& b) { return a.time < b.time; });
  for (Amended* a : in_time_) {
    auto earlier = [](const LoggedEdit& x, const LoggedEdit& y) { return x.time < y.time; };
    if (!std::is_sorted(a->edits.begin(), a->edits.end(), earlier))
      std::stable_sort(a->edits.begin(), a->edits.end(), earlier);
    if (a->present) continue;
    if (a->json.empty()) a->json = into_.arena.copy("{\"type\":\"message\",\"ts\":\"" + std::string(a->ts) + "\"}");
    if (a->anchor.file == kNone) a->anchor = a->wrapper;
    into_.recovered.push_back(a);
  }
  std::stable_sort(into_.recovered.begin(), into_.recovered.end(),
                   [](const Amended* a, const Amended* b) { return a->anchor < b->anchor; });
}

}  // namespace rsmf::slack
