#include "app/values.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include <fmt/format.h>

#include "base/time_zone.hpp"

namespace rsmf::app {
namespace {

constexpr TimeNs kDay = 86'400 * kSecond;

struct Unit {
  std::string_view name;
  uint64_t factor;
};
constexpr Unit kUnits[] = {
    {"", 1},
    {"b", 1},
    {"k", 1'000},
    {"kb", 1'000},
    {"kib", 1ULL << 10},
    {"m", 1'000'000},
    {"mb", 1'000'000},
    {"mib", 1ULL << 20},
    {"g", 1'000'000'000},
    {"gb", 1'000'000'000},
    {"gib", 1ULL << 30},
    {"t", 1'000'000'000'000},
    {"tb", 1'000'000'000'000},
    {"tib", 1ULL << 40},
};

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return result;
}

bool read_digits(std::string_view text, auto& into) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc() && end == text.data() + text.size() && text.find('-') == text.npos;
}

struct Moment {
  TimeNs start;
  TimeNs length;  // a day, or the smallest step of the clock
};

Result<Moment> parse_moment(std::string_view text) {
  auto wrong = [&] {
    return fail(ErrorKind::usage, fmt::format("'{}' is not a time; write 2024-03-01 or 2024-03-01T08:00:00Z", text));
  };
  if (text.size() != 10) {
    const TimeNs t = parse_timestamp(text);
    if (t == kNoTime) return wrong();
    return Moment{t, 1};
  }
  CivilTime day;
  if (text[4] != '-' || text[7] != '-' || !read_digits(text.substr(0, 4), day.year) ||
      !read_digits(text.substr(5, 2), day.month) || !read_digits(text.substr(8, 2), day.day) || !is_valid(day)) {
    return wrong();
  }
  return Moment{utc_from_civil(day), kDay};
}

}  // namespace

Result<uint64_t> parse_number(std::string_view text, uint64_t max) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  uint64_t number = 0;
  const std::string unit = lower(text.substr(digits));
  const auto* known = std::ranges::find(kUnits, std::string_view(unit), &Unit::name);
  if (digits == 0 || known == std::end(kUnits)) {
    return fail(ErrorKind::usage, fmt::format("'{}' is not a number; write 10000, 10k, 150M, 2G or 32MiB", text));
  }
  if (!read_digits(text.substr(0, digits), number) || number > max / known->factor) {
    return fail(ErrorKind::usage, fmt::format("'{}' is too large", text));
  }
  return number * known->factor;
}

Result<double> parse_rate(std::string_view text) {
  std::string_view digits = text;
  double scale = 1;
  if (digits.ends_with('%')) {
    digits.remove_suffix(1);
    scale = 100;
  }
  double rate = 0;
  if (!read_digits(digits, rate) || !(rate >= 0 && rate <= scale)) {
    return fail(ErrorKind::usage, fmt::format("'{}' is not a share; write 0.15 or 15%", text));
  }
  return rate / scale;
}

Result<TimeNs> parse_from(std::string_view text) {
  auto moment = parse_moment(text);
  RSMF_TRY(moment);
  return moment->start;
}

Result<TimeNs> parse_to(std::string_view text) {
  auto moment = parse_moment(text);
  RSMF_TRY(moment);
  return moment->start + moment->length;
}

}  // namespace rsmf::app
