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

namespace {

/// The number that `digits` digits at text[at] make; -1 if there are not so many.
int32_t digits_at(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return -1;
  int32_t value = 0;
  for (char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// The date in a name, either "2020-11-02" or "20201102" between signs that are no digits.
bool date_in(std::string_view name, int32_t& year, int32_t& month, int32_t& day) {
  auto is_digit = [&](size_t at) { return at < name.size() && name[at] >= '0' && name[at] <= '9'; };
  for (size_t at = 0; at + 8 <= name.size(); ++at) {
    if (at > 0 && is_digit(at - 1)) continue;
    year = digits_at(name, at, 4);
    if (year < 2009 || year > 2100) continue;
    size_t step = name[at + 4] == '-' ? 1 : 0;
    month = digits_at(name, at + 4 + step, 2);
    bool dashed = step == 0 || (at + 7 < name.size() && name[at + 7] == '-');
    day = digits_at(name, at + 6 + 2 * step, 2);
    if (dashed && !is_digit(at + 8 + 2 * step) && month >= 1 && month <= 12 && day >= 1 && day <= 31) return true;
  }
  return false;
}

}  // namespace

void DateEvidence::add_file(const HeaderFields& fields, std::string_view file_name) {
  int32_t year = 0, month = 0, day = 0;
  if (!date_in(file_name, year, month, day)) return;
  for (size_t i = 0; i < kDateOrders; ++i) {
    CivilTime civil;
    orders_[i].like_file += to_civil(fields, DateOrder(i), civil) && civil.year == year &&
                            civil.month == uint32_t(month) && civil.day == uint32_t(day);
  }
}

std::string_view words_of(DateOrder order) {
  return order == DateOrder::dmy ? "day/month/year" : order == DateOrder::mdy ? "month/day/year" : "year/month/day";
}

std::string_view name_of(Confidence confidence) {
  constexpr std::string_view kNames[] = {"stated with --date-order", "certain", "very likely", "likely", "a guess"};
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

bool is_valid_in_other_orders(const DateEvidence& e, HeaderShape shape, DateOrder chosen) {
  for (DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd})
    if (order != chosen && fits(order, shape) && e.impossible(order) == 0) return true;
  return false;
}

}  // namespace

DateDecision decide_date_order(const DateEvidence& e, HeaderShape shape, std::optional<DateOrder> stated) {
  std::vector<DateOrder> left;
  for (DateOrder order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd})
    if (fits(order, shape)) left.push_back(order);
  auto decided = [&](Confidence confidence, std::string why) {
    if (const uint64_t count = e.impossible(left[0]))
      why += fmt::format("{}{} of the {} dates do not exist in this order.", why.empty() ? "" : " ", count, e.lines());
    return DateDecision{left[0], confidence, std::move(why)};
  };
  auto guessed = [&](std::string_view why) {
    return decided(
        Confidence::guess,
        fmt::format(
            "Nothing in the file decides it{}{}. Use --date-order to state it.",
            is_valid_in_other_orders(e, shape, left[0]) ? ": every date is also valid in another order. " : ". ", why));
  };
  if (stated && std::find(left.begin(), left.end(), *stated) != left.end()) {
    left = {*stated};
    return decided(Confidence::stated, {});
  }
  if (left.size() == 1) return decided(Confidence::certain, "The year has four digits and comes first.");

  // Two digits are taken for a leading year only if nothing else works, or if they change less than the last two.
  if (shape.year() == HeaderShape::YearPlace::unknown && e.changes(0) >= e.changes(2) &&
      e.impossible(DateOrder::ymd) >= std::min(e.impossible(DateOrder::dmy), e.impossible(DateOrder::mdy)))
    left.pop_back();
  uint64_t before = 0;
  for (DateOrder order : left) before = std::max(before, e.impossible(order));
  const std::vector<DateOrder> tried = left;
  keep_fewest(left, [&](DateOrder order) { return e.impossible(order); });
  // One odd line must not make a certainty out of a guess.
  if (left.size() == 1) {
    uint64_t other = UINT64_MAX;
    for (DateOrder order : tried)
      if (order != left[0]) other = std::min(other, e.impossible(order));
    return decided(e.impossible(left[0]) * 20 <= before ? Confidence::certain : Confidence::medium,
                   fmt::format("In any other order, at least {} of the {} dates would not exist.", other, e.lines()));
  }
  uint64_t files = 0;
  for (DateOrder order : left) files = std::max(files, e.like_file(order));
  keep_fewest(left, [&](DateOrder order) { return files - e.like_file(order); });
  if (left.size() == 1)
    return decided(files >= 3 ? Confidence::certain : Confidence::high,
                   "The names of media files state their dates, and these agree best with this order.");
  keep_fewest(left, [&](DateOrder order) { return speed_conflicts(e, order); });
  if (left.size() == 1) {
    uint64_t fastest = std::max({e.changes(0), e.changes(1), e.changes(2)});
    return decided(fastest >= 10 ? Confidence::high : Confidence::medium,
                   "In this order days change more often than months, and months more often than years.");
  }
  keep_fewest(left, [&](DateOrder order) { return e.backward(order); });
  if (left.size() == 1) return decided(Confidence::medium, "In any other order the times go back more often.");

  auto prefer = [&](DateOrder order) {
    if (std::find(left.begin(), left.end(), order) != left.end()) left = {order};
  };
  bool all_same = e.changes(0) + e.changes(1) + e.changes(2) == 0;
  if (shape.separator() == '/' && shape.clock() == HeaderShape::Clock::period_after) {
    prefer(DateOrder::mdy);
    return guessed("AM/PM and slashes suggest that the month comes first");
  }
  prefer(DateOrder::dmy);
  return guessed(shape.separator() == '.' ? "Dots suggest that the day comes first"
                 : all_same               ? "All dates are the same; the day is assumed to come first"
                                          : "The day is assumed to come first");
}

}  // namespace rsmf::whatsapp
