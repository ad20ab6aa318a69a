#include "rsmf/validate/timestamp_form.hpp"

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

TimestampForm no_time(const char* trouble) {
  return {TimestampForm::Kind::not_a_time, trouble, kNoTime};
}

/// The number that the two digits at `p` make, or -1.
inline int two_digits(const char* p) {
  unsigned tens = unsigned(p[0]) - '0', ones = unsigned(p[1]) - '0';
  return tens <= 9 && ones <= 9 ? int(tens * 10 + ones) : -1;
}

int days_in(int year, int month) {
  static constexpr int8_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

/// Reads "+02:00" at the end of a text; false if it is none. RFC 3339 wants the colon.
bool read_offset(std::string_view zone, int& seconds) {
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return false;
  int hours = two_digits(&zone[1]), minutes = two_digits(&zone[4]);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
  seconds = (hours * 3600 + minutes * 60) * (zone[0] == '-' ? -1 : 1);
  return true;
}

}  // namespace

TimestampForm read_timestamp(std::string_view text) {
  if (text.size() < 19) return no_time("not of the form 2024-03-01T08:09:10Z");
  const char* p = text.data();
  int century = two_digits(p), of_century = two_digits(p + 2), year = century * 100 + of_century;
  int month = two_digits(p + 5), day = two_digits(p + 8);
  int hour = two_digits(p + 11), minute = two_digits(p + 14), second = two_digits(p + 17);
  if ((century | of_century | month | day | hour | minute | second) < 0 || text[4] != '-' || text[7] != '-' ||
      (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
    return no_time("not of the form 2024-03-01T08:09:10Z");
  if (month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return no_time("there is no such date");
  if (hour > 23 || minute > 59 || second > 60) return no_time("there is no such time of day");

  TimestampForm form{TimestampForm::Kind::good, "", kNoTime};
  auto refuse = [&](const char* trouble) {
    form.kind = TimestampForm::Kind::refused;
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
    if (form.kind == TimestampForm::Kind::good) form.kind = TimestampForm::Kind::without_zone;
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
