#include "validate/timestamp_form.hpp"

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

using Kind = TimestampForm::Kind;

TimestampForm no_time(const char* trouble) {
  return {Kind::not_a_time, trouble, kNoTime};
}

/// The number that the `count` digits at `at` make, or -1.
int digits(std::string_view text, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int days_in(int year, int month) {
  static constexpr int8_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

/// Reads "+02:00" at the end of a text; false if it is none. RFC 3339 wants the colon.
bool read_offset(std::string_view zone, int& seconds) {
  int hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return false;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
  seconds = (hours * 3600 + minutes * 60) * (zone[0] == '-' ? -1 : 1);
  return true;
}

}  // namespace

TimestampForm read_timestamp(std::string_view text) {
  if (text.size() < 19) return no_time("not of the form 2024-03-01T08:09:10Z");
  int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if ((year | month | day | hour | minute | second) < 0 || text[4] != '-' || text[7] != '-' ||
      (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
    return no_time("not of the form 2024-03-01T08:09:10Z");
  if (month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return no_time("there is no such date");
  if (hour > 23 || minute > 59 || second > 60) return no_time("there is no such time of day");

  TimestampForm form{Kind::good, "", kNoTime};
  auto refuse = [&](const char* trouble) {
    form.kind = Kind::refused;
    form.trouble = trouble;
  };
  if (text[10] == 't') refuse("T in lower case");
  if (second == 60) refuse("second 60");
  size_t at = 19;
  int64_t nanoseconds = 0;
  if (at < text.size() && text[at] == '.') {
    size_t first = ++at;
    for (int64_t scale = 100'000'000; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
      nanoseconds += (text[at] - '0') * scale;
    if (at == first) return no_time("no digits behind the point");
    if (at - first > 7) refuse("more than 7 digits of fraction");
  }
  std::string_view zone = text.substr(at);
  int offset = 0;
  if (zone.empty()) {
    if (form.kind == Kind::good) form.kind = Kind::without_zone;
  } else if (zone == "z") {
    refuse("Z in lower case");
  } else if (zone != "Z" && !read_offset(zone, offset)) {
    return no_time("neither Z nor an offset like +02:00 at its end");
  }
  if (year < 1678 || year > 2261) {
    form.time = year < 1678 ? kBeforeTime : kAfterTime;
  } else {
    int64_t seconds =
        days_from_civil(year, uint32_t(month), uint32_t(day)) * 86'400 + hour * 3600 + minute * 60 + second;
    form.time = (seconds - offset) * kSecond + nanoseconds;
  }
  return form;
}

}  // namespace rsmf
