#include "slice/slice_clock.hpp"

#include <fmt/format.h>

namespace rsmf {
namespace {

constexpr TimeNs kBeginningOfTime = std::numeric_limits<TimeNs>::min();

CivilTime date_of(int64_t day) {
  return civil_from_utc(day * 86'400 * kSecond);
}
int64_t day_of(const CivilTime& t) {
  return days_from_civil(t.year, t.month, t.day);
}
/// 0 = Monday.
int64_t weekday(int64_t day) {
  return ((day + 3) % 7 + 7) % 7;
}

}  // namespace

CivilTime SliceClock::floor(CivilTime t) const {
  t.minute = t.second = t.nanosecond = 0;
  if (unit_ == SliceUnit::hour) return t;
  t.hour = 0;
  if (unit_ == SliceUnit::week) return date_of(day_of(t) - weekday(day_of(t)));
  if (unit_ == SliceUnit::month) t.day = 1;
  return t;
}

CivilTime SliceClock::following(CivilTime t) const {
  switch (unit_) {
    case SliceUnit::hour:
      return civil_from_utc(utc_from_civil(t) + 3600 * kSecond);
    case SliceUnit::week:
      return date_of(day_of(t) + 7);
    case SliceUnit::month:
      t.month == 12 ? (t.month = 1, ++t.year) : ++t.month;
      return t;
    default:
      return date_of(day_of(t) + 1);
  }
}

TimeNs SliceClock::find(TimeNs t) {
  if (t == kNoTime) return kNoTime;
  if (unit_ == SliceUnit::none) {
    from_ = kBeginningOfTime;
    to_ = kNoTime;
    return from_;
  }
  CivilTime start = floor(zone_.to_local(t));
  from_ = zone_.to_utc(start).utc;
  CivilTime next = following(start);
  to_ = zone_.to_utc(next).utc;
  // Where clocks were set back across the border, the hour that repeats belongs to the later slice.
  while (t >= to_) {
    from_ = to_;
    next = following(next);
    to_ = zone_.to_utc(next).utc;
  }
  return from_;
}

std::string SliceClock::label(TimeNs start) const {
  if (start == kNoTime) return "undated";
  CivilTime t = unit_ == SliceUnit::none ? CivilTime{} : zone_.to_local(start);
  switch (unit_) {
    case SliceUnit::none:
      return "all";
    case SliceUnit::hour:
      return fmt::format("{:04}-{:02}-{:02}T{:02}", t.year, t.month, t.day, t.hour);
    case SliceUnit::month:
      return fmt::format("{:04}-{:02}", t.year, t.month);
    case SliceUnit::day:
      return fmt::format("{:04}-{:02}-{:02}", t.year, t.month, t.day);
    case SliceUnit::week:
      break;
  }
  // ISO 8601: a week belongs to the year that holds its Thursday.
  int64_t thursday = day_of(t) - weekday(day_of(t)) + 3;
  int32_t year = date_of(thursday).year;
  return fmt::format("{:04}-W{:02}", year, (thursday - days_from_civil(year, 1, 1)) / 7 + 1);
}

}  // namespace rsmf
