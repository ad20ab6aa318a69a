#include "mime/mail_date.hpp"

#include <array>
#include <optional>
#include <string>

#include "base/ascii.hpp"
#include "base/time_zone.hpp"

namespace rsmf {
namespace {

/// Cuts off the next word.
std::string_view next_word(std::string_view& text) {
  text = trim_blanks(text);
  size_t end = 0;
  while (end < text.size() && text[end] != ' ' && text[end] != '\t') ++end;
  std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

/// -1 unless it is all digits, from `least` to `most` of them.
int number(std::string_view text, size_t least, size_t most) {
  if (text.size() < least || text.size() > most) return -1;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

int month_of(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                               "jul", "aug", "sep", "oct", "nov", "dec"};
  for (size_t i = 0; i < kMonths.size(); ++i)
    if (equals_ignoring_case(name, kMonths[i])) return int(i) + 1;
  return -1;
}

/// Minutes east of UTC.
std::optional<int> zone_of(std::string_view text) {
  if (text.size() == 5 && (text[0] == '+' || text[0] == '-')) {
    int value = number(text.substr(1), 4, 4);
    if (value < 0 || value % 100 > 59) return std::nullopt;
    int minutes = value / 100 * 60 + value % 100;
    return text[0] == '-' ? -minutes : minutes;
  }
  struct Named {
    std::string_view name;
    int hours;
  };
  static constexpr Named kNamed[] = {{"gmt", 0},  {"ut", 0},   {"utc", 0},  {"z", 0},    {"est", -5}, {"edt", -4},
                                     {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
  for (const Named& named : kNamed)
    if (equals_ignoring_case(text, named.name)) return named.hours * 60;
  return std::nullopt;
}

}  // namespace

TimeNs parse_mail_date(std::string_view text) {
  text = trim_blanks(text.substr(0, text.find('(')));  // a comment may follow
  if (size_t comma = text.find(','); comma != text.npos) text.remove_prefix(comma + 1);
  int day = number(next_word(text), 1, 2), month = month_of(next_word(text));
  std::string_view year_text = next_word(text);
  int year = number(year_text, 2, 4);
  if (year >= 0 && year_text.size() == 2) year += year < 50 ? 2000 : 1900;
  if (year >= 0 && year_text.size() == 3) year += 1900;
  std::string_view clock = next_word(text);
  int hour = number(clock.substr(0, clock.find(':')), 1, 2), minute = -1, second = 0;
  if (size_t colon = clock.find(':'); colon != clock.npos) {
    std::string_view rest = clock.substr(colon + 1);
    size_t next = rest.find(':');
    minute = number(rest.substr(0, next), 2, 2);
    if (next != rest.npos) second = number(rest.substr(next + 1), 2, 2);
  }
  auto zone = zone_of(trim_blanks(text));
  if (day < 0 || month < 0 || year < 0 || hour < 0 || minute < 0 || second < 0 || !zone) return kNoTime;
  CivilTime civil{.year = year,
                  .month = uint32_t(month),
                  .day = uint32_t(day),
                  .hour = uint32_t(hour),
                  .minute = uint32_t(minute),
                  .second = uint32_t(second)};
  if (!is_valid(civil)) return kNoTime;
  return utc_from_civil(civil) - *zone * 60 * kSecond;
}

}  // namespace rsmf
