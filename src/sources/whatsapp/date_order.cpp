#include "sources/whatsapp/date_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rsmf::whatsapp {

void DateEvidence::add(const HeaderFields& fields) {
  int64_t clock = fields.hour * 3600 + fields.minute * 60 + fields.second;
  bool fresh = lines_ == 0 || !fields.same_date(last_);
  if (fresh && lines_)
    for (size_t i = 0; i < 3; ++i) changes_[i] += fields.date[i] != last_.date[i];
  ++lines_;
  last_ = fields;
  for (size_t i = 0; i < kDateOrders; ++i) {
    PerOrder& order = orders_[i];
    if (fresh) {
      CivilTime civil;
      order.day = to_civil(fields, DateOrder(i), civil) ? days_from_civil(civil.year, civil.month, civil.day) * 86'400
                                                        : INT64_MIN;
    }
    if (order.day == INT64_MIN || fields.hour > 23 || fields.minute > 59 || fields.second > 59) {
      ++order.impossible;
      continue;
    }
    order.buddhist += is_buddhist(fields, DateOrder(i));
    int64_t now = order.day + clock;
    order.backward += now < order.latest;
    order.latest = std::max(order.latest, now);
  }
}

std::string_view name_of(Confidence confidence) {
  constexpr std::string_view kNames[] = {"stated", "certain", "high", "medium", "guess"};
  return kNames[size_t(confidence)];
}

namespace {

/// Leaves the orders with the smallest count; true if that excluded any.
bool keep_fewest(std::vector<DateOrder>& left, const auto& count) {
  uint64_t fewest = UINT64_MAX;
  for (DateOrder order : left) fewest = std::min(fewest, uint64_t(count(order)));
  return std::erase_if(left, [&](DateOrder order) { return count(order) != fewest; }) != 0;
}

/// How far the speeds of the fields contradict an order: a day changes more often than a month, a month more often
/// than a year. A file of one month has a month and a year that never change.
uint64_t speed_conflicts(const DateEvidence& e, DateOrder order) {
  size_t day = order == DateOrder::dmy ? 0 : order == DateOrder::mdy ? 1 : 2;
  size_t month = order == DateOrder::mdy ? 0 : 1;
  size_t year = order == DateOrder::ymd ? 0 : 2;
  return (e.changes(month) > e.changes(day)) + (e.changes(year) > e.changes(month)) +
         (e.changes(year) > e.changes(day));
}

std::string numbers(const DateEvidence& e, HeaderShape shape) {
  std::string text = fmt::format("of {} dates", e.lines());
  for (DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
    if (!fits(order, shape)) continue;
    text += fmt::format(", {}: {} impossible, {} going back", name_of(order), e.impossible(order), e.backward(order));
  }
  return text + fmt::format("; the fields change {}, {} and {} times", e.changes(0), e.changes(1), e.changes(2));
}

}  // namespace

DateDecision decide_date_order(const DateEvidence& e, HeaderShape shape, std::optional<DateOrder> stated) {
  std::vector<DateOrder> left;
  for (DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd})
    if (fits(order, shape)) left.push_back(order);
  auto decided = [&](Confidence confidence, std::string_view why) {
    return DateDecision{left[0], confidence, fmt::format("{} ({})", why, numbers(e, shape))};
  };
  if (stated && std::find(left.begin(), left.end(), *stated) != left.end()) {
    left = {*stated};
    return decided(Confidence::stated, "as stated");
  }
  if (left.size() == 1) return decided(Confidence::certain, "the year has four digits and stands first");

  uint64_t before = 0;
  for (DateOrder order : left) before = std::max(before, e.impossible(order));
  keep_fewest(left, [&](DateOrder order) { return e.impossible(order); });
  // One odd line must not make a certainty out of a guess.
  if (left.size() == 1)
    return decided(e.impossible(left[0]) * 20 <= before ? Confidence::certain : Confidence::medium,
                   "other orders give dates that do not exist");
  keep_fewest(left, [&](DateOrder order) { return speed_conflicts(e, order); });
  if (left.size() == 1) {
    uint64_t fastest = std::max({e.changes(0), e.changes(1), e.changes(2)});
    return decided(fastest >= 10 ? Confidence::high : Confidence::medium, "days change more often than months and years");
  }
  keep_fewest(left, [&](DateOrder order) { return e.backward(order); });
  if (left.size() == 1) return decided(Confidence::medium, "in other orders the time goes back more often");

  auto prefer = [&](DateOrder order) {
    if (std::find(left.begin(), left.end(), order) != left.end()) left = {order};
  };
  bool all_same = e.changes(0) + e.changes(1) + e.changes(2) == 0;
  if (shape.separator() == '/' && shape.clock() == HeaderShape::Clock::period_after) {
    prefer(DateOrder::mdy);
    return decided(Confidence::guess, "AM/PM and '/' suggest the month first");
  }
  prefer(DateOrder::dmy);
  return decided(Confidence::guess, shape.separator() == '.' ? "'.' suggests the day first"
                                    : all_same               ? "all dates are the same; the day is assumed first"
                                                             : "nothing decides; the day is assumed first");
}

}  // namespace rsmf::whatsapp
