#include "view/transcript_words.hpp"

#include <fmt/format.h>

namespace rsmf {

std::string day_title(int64_t day) {
  if (day == TranscriptDay::kUndated) return "Without a date";
  static constexpr std::string_view kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
  const CivilTime c = civil_from_utc(day * 86'400 * kSecond);
  const int64_t weekday = ((day + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  return fmt::format("{}, {:04}-{:02}-{:02}", kDays[weekday], c.year, c.month, c.day);
}

std::string clock_time(TimeNs t, const TimeZone& zone) {
  if (t == kNoTime) return "--:--:--";
  const CivilTime c = zone.to_local(t);
  return fmt::format("{:02}:{:02}:{:02}", c.hour, c.minute, c.second);
}

std::string date_and_time(TimeNs t, const TimeZone& zone) {
  if (t == kNoTime) return "at an unknown time";
  const CivilTime c = zone.to_local(t);
  return fmt::format("{:04}-{:02}-{:02} {}", c.year, c.month, c.day, clock_time(t, zone));
}

std::string short_size(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double value = static_cast<double>(bytes) / 1000;
  for (std::string_view unit : {"kB", "MB", "GB"}) {
    if (value < 9.95) return fmt::format("{:.1f} {}", value, unit);
    if (value < 999.5) return fmt::format("{:.0f} {}", value, unit);
    value /= 1000;
  }
  return fmt::format("{:.0f} TB", value);
}

std::string_view deed(EventType type) {
  switch (type) {
    case EventType::message:
      return "";
    case EventType::join:
      return "joined";
    case EventType::leave:
      return "left";
    case EventType::history:
      return "looked at the history";
    case EventType::disclaimer:
      return "(notice)";
    case EventType::unknown:
      return "(event of an unknown kind)";
  }
  return "";
}

bool says_no_more(const Event& event, std::string_view name) {
  std::string_view rest = event.body;
  if (event.type != EventType::join && event.type != EventType::leave) return false;
  if (rest.starts_with('@')) rest.remove_prefix(1);
  if (name.empty() || !rest.starts_with(name)) return false;
  rest.remove_prefix(name.size());
  if (rest.ends_with('.')) rest.remove_suffix(1);
  for (std::string_view object : {" the channel", " the group"}) {
    if (!rest.ends_with(object)) continue;
    rest.remove_suffix(object.size());
    break;
  }
  const std::string_view verb = event.type == EventType::join ? "joined" : "left";
  return rest.starts_with(' ') && (rest.substr(1) == verb || (rest.starts_with(" has ") && rest.substr(5) == verb));
}

std::string filter_words(const FilterOptions& filter) {
  std::string words;
  char buffer[32];
  const auto add = [&](std::string_view flag, std::string_view value) {
    words += fmt::format("{}--{} {}", words.empty() ? "" : " ", flag, value);
  };
  if (filter.from != FilterOptions{}.from) add("from", format_timestamp(filter.from, buffer));
  if (filter.to != kNoTime) add("to", format_timestamp(TimeNs(filter.to - 1), buffer));
  for (const std::string& name : filter.conversations) add("conversation", name);
  for (const std::string& name : filter.participants) add("participant", name);
  return words;
}

std::string_view type_word(ConversationType type) {
  return type == ConversationType::channel ? "channel" : "direct";
}

}  // namespace rsmf
