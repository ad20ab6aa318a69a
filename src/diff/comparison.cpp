#include "diff/comparison.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "diff/event_prints.hpp"
#include "diff/event_texts.hpp"
#include "diff/moved_events.hpp"
#include "diff/party_differences.hpp"
#include "diff/room_numbers.hpp"

namespace rsmf {
namespace {

/// Indices of prints; kNone where the event is in one input only.
struct EventPair {
  uint32_t a = kNone, b = kNone;
};

ComparedInput summary_of(const EventPrints& prints) {
  return {prints.path, prints.stream->format(), prints.events.size(), prints.findings_error, prints.broke_off};
}

/// Of each conversation, by its number.
std::vector<TimeNs> first_times(const EventPrints& prints) {
  std::vector<TimeNs> first(prints.directory->channels(), kNoTime);
  for (const EventPrint& print : prints.events)
    first[print.conversation] = std::min(first[print.conversation], print.time);
  return first;
}

class Comparer {
 public:
  Comparer(EventPrints a, EventPrints b, const ComparisonOptions& options)
      : a_(std::move(a)), b_(std::move(b)), options_(options) {}

  Result<Comparison> run() {
    result_.a = summary_of(a_);
    result_.b = summary_of(b_);
    rooms_ = match_rooms(*a_.directory, *b_.directory);
    std::ranges::sort(a_.events, {}, [&](const EventPrint& p) { return std::tuple(key_in_a(p), p.place); });
    std::ranges::sort(b_.events, {}, [&](const EventPrint& p) { return std::tuple(key_in_b(p), p.place); });
    pair_up();
    pair_unnamed();
    if (!options_.ignored.has(DiffField::order)) compare_order();
    if (!options_.ignored.has(DiffField::people)) {
      result_.people_differences = compare_people(*a_.directory, *b_.directory);
      result_.people = result_.people_differences.size();
    }
    if (!options_.ignored.has(DiffField::conversations)) {
      result_.conversation_differences =
          compare_conversations(*a_.directory, first_times(a_), *b_.directory, first_times(b_), rooms_);
      result_.conversations = result_.conversation_differences.size();
    }
    if (!options_.counts_only) RSMF_TRY(tell());
    return std::move(result_);
  }

 private:
  std::tuple<Digest128, uint32_t> key_in_a(const EventPrint& print) const {
    return {print.key, rooms_.a[print.conversation]};
  }
  std::tuple<Digest128, uint32_t> key_in_b(const EventPrint& print) const {
    return {print.key, rooms_.b[print.conversation]};
  }

  /// Events that have no id of their own are the same if all else is.
  void pair_unnamed() {
    using Content = std::tuple<uint32_t, Digest128, uint32_t>;  // room, content, place
    std::vector<std::pair<Content, uint32_t>> of_a, of_b;
    std::vector<EventPair> rest;
    for (const EventPair& pair : different_) {
      if (pair.b == kNone && a_.events[pair.a].made_id) {
        const EventPrint& p = a_.events[pair.a];
        of_a.push_back({{rooms_.a[p.conversation], p.content, p.place}, pair.a});
      } else if (pair.a == kNone && b_.events[pair.b].made_id) {
        const EventPrint& p = b_.events[pair.b];
        of_b.push_back({{rooms_.b[p.conversation], p.content, p.place}, pair.b});
      } else {
        rest.push_back(pair);
      }
    }
    std::ranges::sort(of_a);
    std::ranges::sort(of_b);
    auto content = [](const auto& entry) { return std::tuple(std::get<0>(entry.first), std::get<1>(entry.first)); };
    for (size_t i = 0, j = 0; i < of_a.size() || j < of_b.size();) {
      if (j == of_b.size() || (i < of_a.size() && content(of_a[i]) < content(of_b[j]))) {
        rest.push_back({of_a[i++].second, kNone});
      } else if (i == of_a.size() || content(of_b[j]) < content(of_a[i])) {
        rest.push_back({kNone, of_b[j++].second});
      } else {
        common_.push_back({of_a[i++].second, of_b[j++].second});
        ++result_.same, --result_.removed, --result_.added;
      }
    }
    different_ = std::move(rest);
  }

  /// A merge of the two sorted lists.
  void pair_up() {
    uint32_t i = 0, j = 0;
    while (i < a_.events.size() || j < b_.events.size()) {
      if (j == b_.events.size() || (i < a_.events.size() && key_in_a(a_.events[i]) < key_in_b(b_.events[j]))) {
        ++result_.removed;
        different_.push_back({i++, kNone});
      } else if (i == a_.events.size() || key_in_b(b_.events[j]) < key_in_a(a_.events[i])) {
        ++result_.added;
        different_.push_back({kNone, j++});
      } else {
        if (a_.events[i].content == b_.events[j].content) {
          ++result_.same;
        } else {
          ++result_.changed;
          different_.push_back({i, j});
        }
        common_.push_back({i++, j++});
      }
    }
  }

  /// Conversation by conversation: their own order among each other says nothing.
  void compare_order() {
    std::ranges::sort(common_, {}, [&](const EventPair& pair) {
      return std::tuple(a_.events[pair.a].conversation, a_.events[pair.a].place);
    });
    std::vector<uint32_t> places;
    for (size_t begin = 0, end = 0; begin < common_.size(); begin = end) {
      const uint32_t conversation = a_.events[common_[begin].a].conversation;
      places.clear();
      while (end < common_.size() && a_.events[common_[end].a].conversation == conversation)
        places.push_back(b_.events[common_[end++].b].place);
      const uint64_t moved = moved_events(places);
      if (moved == 0) continue;
      const Conversation& row = a_.directory->channel(conversation).row;
      result_.moved += moved;
      result_.orders.push_back({std::string(row.id), std::string(row.display), moved, places.size()});
    }
    common_ = {};
  }

  /// Conversations in order of first appearance, first those of `a`; in them by time.
  void sort_differences() {
    std::ranges::sort(different_, {}, [&](const EventPair& pair) {
      const bool in_a = pair.a != kNone;
      const EventPrint& print = in_a ? a_.events[pair.a] : b_.events[pair.b];
      return std::tuple((in_a ? rooms_.a : rooms_.b)[print.conversation], print.time, !in_a, print.place);
    });
  }

  Result<void> tell() {
    sort_differences();
    if (options_.most != 0 && different_.size() > options_.most) different_.resize(options_.most);
    std::vector<uint32_t> places_a, places_b;
    for (const EventPair& pair : different_) {
      if (pair.a != kNone) places_a.push_back(a_.events[pair.a].place);
      if (pair.b != kNone) places_b.push_back(b_.events[pair.b].place);
    }
    std::ranges::sort(places_a);
    std::ranges::sort(places_b);
    const PrintOptions reading{options_.source, options_.ignored, options_.stop};
    auto texts_a = read_event_texts(a_.path, places_a, reading);
    RSMF_TRY(texts_a);
    auto texts_b = read_event_texts(b_.path, places_b, reading);
    RSMF_TRY(texts_b);
    auto find = [](const EventPrints& prints, uint32_t at, const std::vector<uint32_t>& places,
                   const std::vector<EventText>& texts) -> const EventText* {
      if (at == kNone) return nullptr;
      const EventPrint& print = prints.events[at];
      const EventText& text = texts[size_t(std::ranges::lower_bound(places, print.place) - places.begin())];
      return &text;
    };
    for (const EventPair& pair : different_) {
      const EventText* before = find(a_, pair.a, places_a, *texts_a);
      const EventText* after = find(b_, pair.b, places_b, *texts_b);
      const bool is_as_it_was =
          (!before || before->key == a_.events[pair.a].key) && (!after || after->key == b_.events[pair.b].key);
      if (!is_as_it_was) return fail(ErrorKind::io, "an input changed while it was compared");
      tell(before, after);
    }
    return {};
  }

  void tell(const EventText* before, const EventText* after) {
    const EventText& any = before ? *before : *after;
    EventDifference difference;
    difference.kind = !before ? DifferenceKind::added : !after ? DifferenceKind::removed : DifferenceKind::changed;
    difference.conversation = any.conversation;
    difference.conversation_name = any.conversation_name;
    difference.id = any.id;
    difference.time = any.time;
    difference.author = any.author;
    difference.text = any.readable[static_cast<size_t>(DiffField::text)];
    for (size_t i = 0; before && after && i < kEventFields; ++i) {
      const auto field = static_cast<DiffField>(i);
      if (options_.ignored.has(field) || before->exact[i] == after->exact[i]) continue;
      difference.changes.push_back({std::string(name_of(field)), before->readable[i], after->readable[i]});
    }
    result_.events.push_back(std::move(difference));
  }

  EventPrints a_, b_;
  const ComparisonOptions& options_;
  RoomNumbers rooms_;
  std::vector<EventPair> different_, common_;
  Comparison result_;
};

}  // namespace

Result<Comparison> compare(const std::string& a, const std::string& b, const ComparisonOptions& options) {
  const PrintOptions reading{options.source, options.ignored, options.stop};
  auto prints_a = print_events(a, reading);
  RSMF_TRY(prints_a);
  auto prints_b = print_events(b, reading);
  RSMF_TRY(prints_b);
  return Comparer(std::move(*prints_a), std::move(*prints_b), options).run();
}

}  // namespace rsmf
