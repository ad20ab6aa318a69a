#include "sources/option_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/time_zone.hpp"

namespace rsmf {
namespace {

bool read_number(std::string_view text, uint64_t& into) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc() && end == text.data() + text.size();
}

Result<void> check_choice(std::string_view value, std::span<const OptionChoice> choices) {
  std::string names;
  for (const OptionChoice& choice : choices) {
    if (choice.value == value) return {};
    names.append(names.empty() ? "" : ", ").append(choice.value);
  }
  return fail(ErrorKind::usage, fmt::format("'{}' is not one of {}", value, names));
}

}  // namespace

std::string_view OptionSpec::value(const SourceOptions& options) const {
  auto stated_value = options.values.find(name);
  return stated_value == options.values.end() ? fallback : std::string_view(stated_value->second);
}

uint64_t OptionSpec::number(const SourceOptions& options) const {
  uint64_t result = 0;
  read_number(value(options), result);
  return result;
}

Result<void> OptionSpec::check(std::string_view value) const {
  static constexpr OptionChoice kOnOff[] = {{"on", {}}, {"off", {}}};
  uint64_t parsed = 0;
  switch (kind) {
    case OptionKind::choice:
      return check_choice(value, choices);
    case OptionKind::on_off:
      return check_choice(value, kOnOff);
    case OptionKind::zone:
      if (auto zone = TimeZone::find(value); !zone) return std::unexpected(std::move(zone.error()));
      return {};
    case OptionKind::number:
      if (!read_number(value, parsed)) return fail(ErrorKind::usage, fmt::format("'{}' is not a number", value));
      return {};
    case OptionKind::text:
    case OptionKind::folder:
      break;
  }
  return value.empty() ? fail(ErrorKind::usage, "the value is empty") : Result<void>{};
}

}  // namespace rsmf
