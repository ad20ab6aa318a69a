#include "sources/rsmf/value_reader.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "json/json_unescape.hpp"

namespace rsmf::rsmf_source {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// 2024-03-01T08:09:10.1234567Z or with +01:00: the form that every reader accepts.
bool is_plain_form(std::string_view t) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (t.size() <= kForm.size()) return false;
  for (size_t i = 0; i < kForm.size(); ++i)
    if (kForm[i] == 'd' ? !is_digit(t[i]) : t[i] != kForm[i]) return false;
  t.remove_prefix(kForm.size());
  if (t[0] == '.') {
    size_t end = 1;
    while (end < t.size() && is_digit(t[end])) ++end;
    if (end == 1 || end > 8) return false;
    t.remove_prefix(end);
  }
  if (t == "Z") return true;
  return t.size() == 6 && (t[0] == '+' || t[0] == '-') && is_digit(t[1]) && is_digit(t[2]) && t[3] == ':' &&
         is_digit(t[4]) && is_digit(t[5]);
}

std::string lower(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return low;
}

}  // namespace

std::string_view ValueReader::unescaped(std::string_view raw) {
  JsonTextFaults faults;
  std::string_view text = json_text(raw, *memory_, faults);
  if (faults.any()) fault(FaultKind::surrogate, true, {}, raw);
  return text;
}

std::string_view ValueReader::text(JsonCursor& c, std::string_view member) {
  if (c.peek() == '"') return unescaped(c.string());
  std::string_view raw = c.raw();
  char kind = c.peek();
  bool scalar = kind != '{' && kind != '[';
  bool null = raw == "null";
  c.skip();
  fault(FaultKind::wrong_type, reading_.repair && scalar, member, raw);
  return reading_.repair && scalar && !null ? raw : std::string_view();
}

std::string_view ValueReader::filled(JsonCursor& c, std::string_view member) {
  std::string_view value = text(c, member);
  if (value.data() != nullptr && value.empty()) fault(FaultKind::empty, reading_.repair, member, {});
  return value.empty() ? std::string_view() : value;
}

bool ValueReader::truth(JsonCursor& c, std::string_view member) {
  std::string_view raw = c.raw();
  if (raw == "true" || raw == "false") {
    c.skip();
    return raw == "true";
  }
  c.skip();
  std::string word = lower(raw);
  bool known = word == "\"true\"" || word == "\"false\"" || raw == "1" || raw == "0" || raw == "null";
  fault(FaultKind::wrong_type, reading_.repair && known, member, raw);
  return reading_.repair && (word == "\"true\"" || raw == "1");
}

bool ValueReader::count(JsonCursor& c, std::string_view member, uint64_t& into) {
  std::string_view raw = c.raw();
  c.skip();
  auto whole = [&](std::string_view digits) {
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  };
  if (whole(raw)) return true;
  bool quoted = raw.size() > 2 && raw.front() == '"' && whole(raw.substr(1, raw.size() - 2));
  bool mended = reading_.repair && (quoted || raw == "null");
  fault(FaultKind::wrong_type, mended, member, raw);
  if (!quoted || !reading_.repair) into = 0;
  return quoted && reading_.repair;
}

TimeNs ValueReader::zoneless(std::string_view text) const {
  std::string with_zone(text);
  with_zone += 'Z';
  if (!is_plain_form(with_zone)) return kNoTime;
  TimeNs clock = parse_timestamp(with_zone);
  return clock == kNoTime ? kNoTime : reading_.zone.to_utc(civil_from_utc(clock)).utc;
}

TimeNs ValueReader::time(JsonCursor& c, std::string_view member, std::string_view& as_written) {
  std::string_view written = filled(c, member);
  as_written = {};
  if (written.empty()) return kNoTime;
  TimeNs time = parse_timestamp(written);
  if (time != kNoTime && is_plain_form(written)) return time;
  if (time != kNoTime && reading_.repair) {
    fault(FaultKind::bad_time, true, member, written);
    return time;
  }
  if (time == kNoTime)
    time = zoneless(written);
  else
    time = kNoTime;
  if (time != kNoTime) {
    fault(FaultKind::zoneless, true, member, written);
    return time;
  }
  fault(FaultKind::bad_time, false, member, written);
  as_written = written;
  return kNoTime;
}

int ValueReader::word(JsonCursor& c, std::string_view member, std::span<const std::string_view> words) {
  std::string_view value = filled(c, member);
  if (value.empty()) return -1;
  auto find = [&](std::string_view what) {
    auto at = std::find(words.begin(), words.end(), what);
    return at == words.end() ? -1 : static_cast<int>(at - words.begin());
  };
  if (int index = find(value); index >= 0) return index;
  int index = reading_.repair ? find(lower(value)) : -1;
  fault(FaultKind::bad_word, index >= 0, member, value);
  return index;
}

std::string_view ValueReader::raw(JsonCursor& c) {
  if (c.peek() == '"') return unescaped(c.string());
  std::string_view value = c.raw();
  c.skip();
  return value;
}

bool ValueReader::begin_array(JsonCursor& c, std::string_view member) {
  if (c.begin_array()) return true;
  std::string_view raw = c.raw();
  fault(FaultKind::wrong_type, reading_.repair && raw == "null", member, raw);
  c.skip();
  return false;
}

}  // namespace rsmf::rsmf_source
