// Flags about the input.
#include <fmt/format.h>

#include "app/flags/groups.hpp"
#include "app/flags/setters.hpp"
#include "base/time_zone.hpp"
#include "sources/declared_options.hpp"
#include "sources/shared_options.hpp"

namespace rsmf::app {
namespace {

Result<void> set_zone(std::string_view value, std::string& into) {
  auto zone = TimeZone::find(value);
  RSMF_TRY(zone);
  into = std::string(value);
  return {};
}

constexpr Flag kFormat{
    .name = "format",
    .value = "FORMAT",
    .kind = ValueKind::format,
    .fallback = "auto",
    .text = "what the input is",
    .details =
        "With auto, the format is recognised by content, never by name alone, and the summary says why. "
        "\"rsmf formats\" lists them.",
    .apply = set_text<&Config::convert, &ConvertOptions::source, &SourceOptions::format>};

constexpr ValueKind value_kind(OptionKind kind) {
  if (kind == OptionKind::zone) return ValueKind::zone;
  return kind == OptionKind::folder ? ValueKind::folder : ValueKind::text;
}

/// The flag's name is that of an option which a format declares.
Result<void> set_option(const Flag& flag, std::string_view value, Config& into) {
  const OptionSpec& option = *find_option(flag.name);
  std::string stated(option.kind == OptionKind::on_off ? "on" : value);
  if (option.kind == OptionKind::number) {
    auto number = parse_number(value);
    RSMF_TRY(number);
    stated = fmt::format("{}", *number);
  }
  RSMF_TRY(option.check(stated));
  into.convert.source.set(option.name, stated);
  return {};
}

Flag flag_of(const OptionSpec& option) {
  return {.name = option.name,
          .value = option.placeholder,
          .kind = value_kind(option.kind),
          .fallback = option.fallback,
          .choices = option.choices,
          .text = option.text,
          .details = option.details,
          .since = option.since,
          .apply = set_option};
}

/// --format, behind the time zones, and the options that the formats declare, but for the one left out.
template <const OptionSpec* left_out>
std::span<const Flag> reading_flags() {
  static const std::vector<Flag> flags = [] {
    std::vector<Flag> list;
    auto first = declared_options().begin(), end = declared_options().end();
    auto add = [&](const OptionSpec* option) {
      if (option != left_out) list.push_back(flag_of(*option));
    };
    for (; first != end && (*first)->kind == OptionKind::zone; ++first) add(*first);
    list.push_back(kFormat);
    for (; first != end; ++first) add(*first);
    return list;
  }();
  return flags;
}

constexpr Flag kViewZone[] = {
    {.name = "timezone",
     .value = "ZONE",
     .kind = ValueKind::zone,
     .fallback = "UTC",
     .text = "zone of the days and times shown",
     .details =
         "An IANA time zone, like Europe/Berlin. Local times in the input that say no zone (whatsapp) are read as "
         "of this zone too, so that they are shown as they stand there.",
     .apply = set_option},
};

Result<void> set_from(const Flag&, std::string_view value, Config& into) {
  auto from = parse_from(value);
  RSMF_TRY(from);
  into.convert.filter.from = *from;
  return {};
}

Result<void> set_to(const Flag&, std::string_view value, Config& into) {
  auto to = parse_to(value);
  RSMF_TRY(to);
  into.convert.filter.to = *to;
  return {};
}

constexpr Flag kFilter[] = {
    {.name = "from",
     .value = "TIME",
     .text = "leave out what is earlier",
     .details =
         "A day in UTC (2024-03-01) or an instant with its zone (2024-03-01T08:00:00+01:00). What is left out is "
         "counted as filtered; events without a time are kept, with a finding.",
     .apply = set_from},
    {.name = "to",
     .value = "TIME",
     .text = "leave out what is later",
     .details = "Like --from. A day is included to its last moment, and so is an instant.",
     .apply = set_to},
    {.name = "conversation",
     .value = "NAME",
     .text = "only this conversation (repeatable)",
     .details = "An id or a name; case does not matter.",
     .repeatable = true,
     .apply = add_text<&Config::convert, &ConvertOptions::filter, &FilterOptions::conversations>},
    {.name = "participant",
     .value = "NAME",
     .text = "only what this person did (repeatable)",
     .details = "An id, a name or an e-mail address; case does not matter.",
     .repeatable = true,
     .apply = add_text<&Config::convert, &ConvertOptions::filter, &FilterOptions::participants>},
};

constexpr Choice kUnits[] = {
    {"none", "one file for each conversation"}, {"hour", "one for each hour"},   {"day", "one for each day"},
    {"week", "one for each week, from Monday"}, {"month", "one for each month"},
};
constexpr Choice kLinks[] = {
    {"detach", "it stands without its parent, and says so in a custom property"},
    {"context", "the parent is repeated in its slice, marked as a copy"},
    {"anchor", "it is filed in the slice of its thread's first message"},
};
constexpr Choice kScopes[] = {
    {"all", "all members at its beginning, and all who act in it"},
    {"speakers", "only those who act in it"},
};

Result<void> set_slice_zone(const Flag&, std::string_view value, Config& into) {
  return set_zone(value, into.convert.slice.timezone);
}

constexpr Flag kSlicing[] = {
    {.name = "slice",
     .value = "UNIT",
     .fallback = "day",
     .choices = kUnits,
     .text = "how conversations are cut",
     .details = "Each slice becomes one .rsmf file. All slices of a conversation share one event collection id.",
     .apply = set_choice<&Config::convert, &ConvertOptions::slice, &SliceOptions::unit>},
    {.name = "slice-timezone",
     .value = "ZONE",
     .kind = ValueKind::zone,
     .fallback = "UTC",
     .text = "whose midnight cuts days",
     .apply = set_slice_zone},
    {.name = "max-events",
     .value = "N",
     .fallback = "10000",
     .text = "largest number of events in a slice",
     .details = "A slice with more is split into numbered parts.",
     .apply = set_limit<&Config::convert, &ConvertOptions::slice, &SliceOptions::max_events>},
    {.name = "max-bytes",
     .value = "SIZE",
     .fallback = "150M",
     .text = "largest content of a slice",
     .details =
         "Counts text and the stated sizes of attachments. k, M and G are thousands, KiB, MiB and GiB are 1024s. "
         "A single event that is larger stands alone.",
     .apply = set_limit<&Config::convert, &ConvertOptions::slice, &SliceOptions::max_bytes>},
    {.name = "links",
     .value = "POLICY",
     .fallback = "detach",
     .choices = kLinks,
     .text = "replies to what another slice holds",
     .details =
         "What happens to a reply whose parent lies in another slice. Other policies than detach take the sorted "
         "route, which writes the messages to disk once more.",
     .apply = set_choice<&Config::convert, &ConvertOptions::slice, &SliceOptions::links>},
    {.name = "participants",
     .value = "WHO",
     .fallback = "all",
     .choices = kScopes,
     .text = "whom a slice lists",
     .apply = set_choice<&Config::convert, &ConvertOptions::slice, &SliceOptions::participants>},
};

}  // namespace

constexpr FlagGroup kReadingFlags{"Reading", reading_flags<nullptr>};
constexpr FlagGroup kReadingFlagsBesidesZone{"Reading", reading_flags<&kTimezone>};
constexpr FlagGroup kViewZoneFlags{"Times", kViewZone};
constexpr FlagGroup kFilterFlags{"Choosing", kFilter};
constexpr FlagGroup kSlicingFlags{"Slicing", kSlicing};

}  // namespace rsmf::app
