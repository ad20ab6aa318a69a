#include "base/time_zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>

namespace rsmf {
namespace {

constexpr int64_t kDay = 86'400;

int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

std::chrono::year_month_day calendar_day(int32_t year, uint32_t month, uint32_t day) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

const date::time_zone* zone_of(const void* p) {
  return static_cast<const date::time_zone*>(p);
}

/// Writes `value` with exactly `digits` digits.
char* put(char* to, uint64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value /= 10) to[i] = char('0' + value % 10);
  return to + digits;
}

/// Reads exactly `digits` digits; -1 if there are not so many.
int64_t take(std::string_view& text, size_t digits) {
  if (text.size() < digits) return -1;
  int64_t value = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

/// Reads "2024-03-01T08:09:10Z", with a fraction or without, as nearly all are written. False says nothing.
bool read_usual(std::string_view text, CivilTime& into) {
  if (text.size() < 20 || text.size() > 30 || text.back() != 'Z') return false;
  const char* p = text.data();
  bool odd = p[4] != '-' || p[7] != '-' || p[10] != 'T' || p[13] != ':' || p[16] != ':';
  auto digit = [&](size_t at) {
    const auto value = static_cast<unsigned char>(p[at] - '0');
    odd |= value > 9;
    return uint32_t(value);
  };
  auto two = [&](size_t at) { return 10 * digit(at) + digit(at + 1); };
  into = {int32_t(100 * two(0) + two(2)), two(5), two(8), two(11), two(14), two(17), 0};
  if (text.size() == 20) return !odd;
  odd |= p[19] != '.' || text.size() == 21;
  uint32_t scale = 1'000'000'000;
  uint32_t fraction = 0;
  for (size_t at = 20; at + 1 < text.size(); ++at, scale /= 10) fraction = 10 * fraction + digit(at);
  into.nanosecond = fraction * scale;
  return !odd;
}

bool eat(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::string similar_zones(std::string_view wanted) {
  std::string out;
  auto last = wanted.substr(wanted.rfind('/') + 1);
  int found = 0;
  for (const auto& zone : date::get_tzdb().zones) {
    auto it = std::search(zone.name().begin(), zone.name().end(), last.begin(), last.end(),
                          [](char a, char b) { return (a | 32) == (b | 32); });
    if (last.size() < 3 || it == zone.name().end() || ++found > 3) continue;
    out += out.empty() ? " (did you mean " : ", ";
    out += zone.name();
  }
  return out.empty() ? " (an IANA name such as Europe/Berlin is needed)" : out + "?)";
}

}  // namespace

bool is_valid(const CivilTime& t) {
  return t.year >= 1678 && t.year <= 2261 && t.month < 256 && t.day < 256 &&
         calendar_day(t.year, t.month, t.day).ok() && t.hour < 24 && t.minute < 60 && t.second < 60 &&
         t.nanosecond < 1'000'000'000;
}

int64_t days_from_civil(int32_t year, uint32_t month, uint32_t day) {
  return std::chrono::sys_days(calendar_day(year, month, day)).time_since_epoch().count();
}

TimeNs utc_from_civil(const CivilTime& t) {
  int64_t seconds = days_from_civil(t.year, t.month, t.day) * kDay + int64_t(t.hour) * 3600 + t.minute * 60 + t.second;
  return seconds * kSecond + t.nanosecond;
}

CivilTime civil_from_utc(TimeNs t) {
  int64_t seconds = floor_div(t, kSecond);
  int64_t days = floor_div(seconds, kDay);
  int64_t in_day = seconds - days * kDay;
  CivilTime c;
  c.nanosecond = uint32_t(t - seconds * kSecond);
  c.hour = uint32_t(in_day / 3600);
  c.minute = uint32_t(in_day / 60 % 60);
  c.second = uint32_t(in_day % 60);
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  c.year = int(date.year());
  c.month = unsigned(date.month());
  c.day = unsigned(date.day());
  return c;
}

Result<TimeZone> TimeZone::find(std::string_view iana_name) {
  TimeZone zone;
  if (iana_name == "UTC" || iana_name == "Z") return zone;
  try {  // the date library throws; nothing else here does
    zone.zone_ = date::locate_zone(std::string(iana_name));
    zone.name_ = std::string(iana_name);
    return zone;
  } catch (const std::exception&) {
  }
  try {
    return fail(ErrorKind::usage, "no time zone '" + std::string(iana_name) + "'" + similar_zones(iana_name));
  } catch (const std::exception& e) {
    return fail(ErrorKind::usage, std::string("cannot read the time zone database: ") + e.what());
  }
}

int32_t TimeZone::offset_at(TimeNs utc) const {
  if (!zone_) return 0;
  if (utc >= from_ && utc < to_) return offset_;
  auto info = zone_of(zone_)->get_info(date::sys_seconds(std::chrono::seconds(floor_div(utc, kSecond))));
  constexpr int64_t kFar = std::numeric_limits<int64_t>::max() / kSecond - 1;
  from_ = std::clamp<int64_t>(info.begin.time_since_epoch().count(), -kFar, kFar) * kSecond;
  to_ = std::clamp<int64_t>(info.end.time_since_epoch().count(), -kFar, kFar) * kSecond;
  offset_ = int32_t(info.offset.count());
  return offset_;
}

LocalTime TimeZone::to_utc(const CivilTime& local) const {
  TimeNs as_utc = utc_from_civil(local);
  if (!zone_) return {as_utc, LocalTimeKind::unique};
  // Well inside an interval of constant offset both questions have one answer, and it is the remembered one.
  constexpr TimeNs kMargin = 2 * kDay * kSecond;
  if (to_ > from_ && as_utc - kMargin > from_ && as_utc < to_ - kMargin)
    return {as_utc - int64_t(offset_) * kSecond, LocalTimeKind::unique};
  auto info = zone_of(zone_)->get_info(date::local_seconds(std::chrono::seconds(floor_div(as_utc, kSecond))));
  TimeNs utc = as_utc - int64_t(info.first.offset.count()) * kSecond;
  offset_at(utc);
  if (info.result == date::local_info::ambiguous) return {utc, LocalTimeKind::ambiguous};
  if (info.result == date::local_info::nonexistent) return {utc, LocalTimeKind::nonexistent};
  return {utc, LocalTimeKind::unique};
}

CivilTime TimeZone::to_local(TimeNs utc) const {
  return civil_from_utc(utc + int64_t(offset_at(utc)) * kSecond);
}

int64_t TimeZone::local_day(TimeNs utc) const {
  return floor_div(utc + int64_t(offset_at(utc)) * kSecond, kDay * kSecond);
}

namespace {

/// RFC 3339, with the fraction in units of `unit` nanoseconds, `digits` of them at most.
char* put_timestamp(TimeNs t, uint32_t unit, int digits, char* into) {
  CivilTime c = civil_from_utc(t);
  char* p = put(into, uint64_t(c.year), 4);
  *p++ = '-';
  p = put(p, c.month, 2);
  *p++ = '-';
  p = put(p, c.day, 2);
  *p++ = 'T';
  p = put(p, c.hour, 2);
  *p++ = ':';
  p = put(p, c.minute, 2);
  *p++ = ':';
  p = put(p, c.second, 2);
  if (uint32_t ticks = c.nanosecond / unit; ticks != 0) {
    *p++ = '.';
    p = put(p, ticks, digits);
    while (p[-1] == '0') --p;
  }
  *p++ = 'Z';
  return p;
}

}  // namespace

std::string_view format_timestamp(TimeNs t, char (&into)[32]) {
  return {into, size_t(put_timestamp(t, 100, 7, into) - into)};
}

std::string_view format_exact_timestamp(TimeNs t, char (&into)[32]) {
  return {into, size_t(put_timestamp(t, 1, 9, into) - into)};
}

std::string format_mail_date(TimeNs t) {
  static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  static constexpr std::string_view kWeekdays = "ThuFriSatSunMonTueWed";
  CivilTime c = civil_from_utc(t);
  int64_t days = floor_div(t, kDay * kSecond);
  size_t weekday = size_t(((days % 7) + 7) % 7);
  char buffer[64];
  char* p = buffer;
  auto text = [&](std::string_view s) { p = std::copy(s.begin(), s.end(), p); };
  text(kWeekdays.substr(3 * weekday, 3));
  text(", ");
  p = put(p, c.day, 2);
  *p++ = ' ';
  text(kMonths.substr(3 * (c.month - 1), 3));
  *p++ = ' ';
  p = put(p, uint64_t(c.year), 4);
  *p++ = ' ';
  p = put(p, c.hour, 2);
  *p++ = ':';
  p = put(p, c.minute, 2);
  *p++ = ':';
  p = put(p, c.second, 2);
  text(" +0000");
  return {buffer, p};
}

TimeNs parse_timestamp(std::string_view text) {
  if (CivilTime usual; read_usual(text, usual)) return is_valid(usual) ? utc_from_civil(usual) : kNoTime;
  int64_t year = take(text, 4);
  if (year < 0 || !eat(text, "-")) return kNoTime;
  int64_t month = take(text, 2);
  if (month < 0 || !eat(text, "-")) return kNoTime;
  int64_t day = take(text, 2);
  if (day < 0 || !eat(text, "Tt ")) return kNoTime;
  int64_t hour = take(text, 2);
  if (hour < 0 || !eat(text, ":")) return kNoTime;
  int64_t minute = take(text, 2), second = 0, nanosecond = 0;
  if (minute < 0) return kNoTime;
  if (eat(text, ":")) {
    second = take(text, 2);
    if (second < 0) return kNoTime;
    if (eat(text, ".,")) {
      int64_t scale = 100'000'000;
      if (text.empty() || text[0] < '0' || text[0] > '9') return kNoTime;
      for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), scale /= 10)
        nanosecond += (text[0] - '0') * scale;
    }
  }
  CivilTime c{int32_t(year),    uint32_t(month),  uint32_t(day),       uint32_t(hour),
              uint32_t(minute), uint32_t(second), uint32_t(nanosecond)};
  if (!is_valid(c)) return kNoTime;
  int64_t offset = 0;
  if (!eat(text, "Zz")) {
    bool west = !text.empty() && text[0] == '-';
    if (!eat(text, "+-")) return kNoTime;
    int64_t h = take(text, 2);
    eat(text, ":");
    int64_t m = text.empty() ? 0 : take(text, 2);
    if (h < 0 || h > 18 || m < 0 || m > 59) return kNoTime;
    offset = (h * 3600 + m * 60) * (west ? -1 : 1);
  }
  return text.empty() ? utc_from_civil(c) - offset * kSecond : kNoTime;
}

}  // namespace rsmf
