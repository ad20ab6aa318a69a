#include "sources/whatsapp/plain_header.hpp"

#include <algorithm>
#include <cstring>

namespace rsmf::whatsapp {
namespace {

using Family = HeaderShape::Family;
using YearPlace = HeaderShape::YearPlace;
using Clock = HeaderShape::Clock;

// The longest header that is read here has 34 bytes; with so many at hand nobody need look for the end.
constexpr size_t kEnough = 40;

bool is_digit(char c) {
  return static_cast<unsigned char>(c - '0') <= 9;
}

/// One or two digits; how many.
uint32_t take_short(const char*& p, uint32_t& value) {
  if (!is_digit(*p)) return 0;
  value = uint32_t(*p++ - '0');
  if (!is_digit(*p)) return 1;
  value = value * 10 + uint32_t(*p++ - '0');
  return 2;
}

/// One, two or four digits; how many.
uint32_t take_number(const char*& p, uint16_t& into) {
  uint32_t high = 0, low = 0;
  uint32_t width = take_short(p, high);
  into = uint16_t(high);
  if (width < 2 || !is_digit(*p)) return width;
  if (take_short(p, low) != 2) return 0;
  into = uint16_t(high * 100 + low);
  return 4;
}

bool take_date(const char*& p, uint16_t (&date)[3], YearPlace& year, uint32_t& details) {
  uint32_t first = take_number(p, date[0]);
  char separator = *p++;
  if (separator == '.')
    details |= 1 << 1;
  else if (separator == '-')
    details |= 2 << 1;
  else if (separator != '/')
    return false;
  uint32_t second = take_number(p, date[1]);
  if (first == 0 || second == 0 || second > 2 || *p++ != separator) return false;
  uint32_t third = take_number(p, date[2]);
  year = first == 4 ? YearPlace::first : third == 4 ? YearPlace::last : YearPlace::unknown;
  return first == 4 ? third == 1 || third == 2 : third == 2 || third == 4;
}

/// "AM" or "PM" in any case, behind a plain or a narrow blank, if it is there.
Clock take_period(const char*& p, uint32_t& hour) {
  const char* at = p + (*p == ' ' ? 1 : std::memcmp(p, "\u202F", 3) == 0 ? 3 : 0);
  char half = char(at[0] | 0x20);
  if (at == p || (half != 'a' && half != 'p') || (at[1] | 0x20) != 'm') return Clock::h24;
  if (half == 'a' && hour == 12) hour = 0;
  if (half == 'p' && hour < 12) hour += 12;
  p = at + 2;
  return Clock::period_after;
}

bool take_time(const char*& p, HeaderFields& fields, Clock& clock, uint32_t& details) {
  uint32_t hour = 0, minute = 0, second = 0;
  if (take_short(p, hour) == 0) return false;
  char separator = *p++;
  if (separator == '.')
    details |= 1 << 5;
  else if (separator != ':')
    return false;
  if (take_short(p, minute) != 2 || is_digit(*p)) return false;
  if (*p == separator) {
    ++p;
    if (take_short(p, second) != 2 || is_digit(*p)) return false;
    details |= 1;
  }
  clock = take_period(p, hour);
  fields.hour = uint8_t(hour);
  fields.minute = uint8_t(minute);
  fields.second = uint8_t(second);
  return true;
}

/// Moves past what ends date and time.
bool take_end(const char*& p, bool bracket) {
  if (!bracket) {
    if (p[0] != ' ' || p[1] != '-' || p[2] != ' ') return false;
    p += 3;
    return true;
  }
  // What is not ASCII may be a blank too.
  if (p[0] != ']' || static_cast<unsigned char>(p[1]) >= 0x80) return false;
  p += p[1] == ' ' ? 2 : 1;
  return true;
}

}  // namespace

bool parse_plain_header(std::string_view line, Header& into) {
  if (line.size() < kEnough) return false;
  const char* begin = line.data();
  const char* p = begin;
  into.marked = std::memcmp(p, "\u200E", 3) == 0;
  if (into.marked) p += 3;
  bool bracket = *p == '[';
  p += bracket;
  into.begin = uint32_t(p - begin);
  uint32_t details = 0;
  YearPlace year{};
  Clock clock{};
  if (!take_date(p, into.fields.date, year, details)) return false;
  if (*p == ',') {
    ++p;
    details |= 1 << 8;
  }
  if (*p++ != ' ' || !take_time(p, into.fields, clock, details)) return false;
  into.end = uint32_t(p - begin);
  if (!take_end(p, bracket)) return false;
  into.rest = uint32_t(p - begin);
  into.shape = HeaderShape(bracket ? Family::bracket : Family::dash, year, clock, details);
  return true;
}

}  // namespace rsmf::whatsapp
