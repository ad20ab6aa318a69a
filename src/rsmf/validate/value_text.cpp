#include "rsmf/validate/value_text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr size_t kQuoted = 80;

bool is_same_but_case(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string quote(std::string_view text) {
  return "'" + excerpt(text, kQuoted) + "'";
}

std::string describe(JsonToken token, std::string_view raw) {
  switch (token) {
    case JsonToken::null:
      return "null";
    case JsonToken::string:
      return "the string " + quote(raw);
    case JsonToken::number:
      return "the number " + excerpt(raw, 40);
    case JsonToken::truth:
      return std::string(raw);
    case JsonToken::begin_object:
      return "an object";
    case JsonToken::begin_array:
      return "an array";
    default:
      return "nothing";
  }
}

std::string_view describe(ValueKind kind) {
  switch (kind) {
    case ValueKind::boolean:
      return "true or false";
    case ValueKind::integer:
      return "a whole number";
    case ValueKind::rows:
    case ValueKind::texts:
      return "an array";
    default:
      return "a string";
  }
}

std::string list_choices(std::span<const Choice> choices, Versions versions) {
  std::string list;
  for (const Choice& choice : choices) {
    if ((choice.versions & versions) == 0) continue;
    if (!list.empty()) list += ", ";
    list += "'";
    list += choice.value;
    list += "'";
  }
  return list;
}

std::string unknown_member(RowKind kind, std::string_view name) {
  std::string message = quote(name) + " of ";
  message += kind == RowKind::root                                                            ? "the "
             : kind == RowKind::event || kind == RowKind::edit || kind == RowKind::attachment ? "an "
                                                                                              : "a ";
  message += describe(kind);
  for (const MemberRule& rule : members_of(kind)) {
    if (!is_same_but_case(spelling(rule.name), name)) continue;
    message += "; it is spelled '";
    message += spelling(rule.name);
    message += "'";
  }
  return message;
}

size_t count_characters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

bool read_integer(std::string_view number, int64_t& value) {
  auto [end, trouble] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (end == number.data() + number.size()) {
    if (trouble != std::errc())
      value = number[0] == '-' ? std::numeric_limits<int64_t>::min() : std::numeric_limits<int64_t>::max();
    return true;
  }
  // With a fraction or an exponent: digits, and where the point stands among them.
  bool negative = number[0] == '-';
  if (negative) number.remove_prefix(1);
  size_t e = std::min(number.find_first_of("eE"), number.size());
  int64_t exponent = 0;
  if (e < number.size()) {
    std::string_view power = number.substr(e + 1);
    bool down = power.starts_with('-');
    if (down || power.starts_with('+')) power.remove_prefix(1);
    if (std::from_chars(power.data(), power.data() + power.size(), exponent).ec != std::errc()) exponent = 1 << 30;
    exponent = std::min<int64_t>(exponent, 1 << 30) * (down ? -1 : 1);
  }
  std::string digits;
  size_t point = std::min(number.find('.'), e);
  digits.append(number.substr(0, point));
  if (point < e) digits.append(number.substr(point + 1, e - point - 1));
  int64_t whole = int64_t(point) + exponent;  // so many digits stand before the point
  size_t last = digits.find_last_not_of('0');
  if (last == std::string::npos) {
    value = 0;
    return true;
  }
  if (whole <= int64_t(last)) return false;
  size_t first = digits.find_first_not_of('0');
  value = std::numeric_limits<int64_t>::max();
  if (whole - int64_t(first) <= 18) {
    value = 0;
    for (int64_t i = int64_t(first); i < whole; ++i)
      value = value * 10 + (i < int64_t(digits.size()) ? digits[size_t(i)] - '0' : 0);
  }
  if (negative) value = -value;
  return true;
}

}  // namespace rsmf
