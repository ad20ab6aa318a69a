// Flags of the commands that show what is in a file.
#include "app/flags/groups.hpp"
#include "app/flags/setters.hpp"

namespace rsmf::app {
namespace {

Result<void> set_width(const Flag& flag, std::string_view value, Config& into) {
  into.view.width_stated = true;
  return set_number<&Config::view, &ViewConfig::width>(flag, value, into);
}

constexpr Flag kView[] = {
    {.name = "html",
     .text = "one page for a browser, with pictures",
     .details =
         "Everything is in the page: it loads nothing, runs nothing and links nowhere. It is light or dark as the "
         "reader's system is, and can be printed.",
     .apply = set_on<&Config::view, &ViewConfig::html>},
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .kind = ValueKind::file,
     .fallback = "-",
     .text = "where it goes; -: standard output",
     .details = "Written under a temporary name and renamed when it is whole. An existing file is refused.",
     .apply = set_text<&Config::view, &ViewConfig::output>},
    {.name = "overwrite", .text = "replace an existing FILE", .apply = set_on<&Config::view, &ViewConfig::overwrite>},
    {.name = "limit",
     .value = "N",
     .text = "stop after N events of each input",
     .apply = set_limit<&Config::view, &ViewConfig::limit>},
    {.name = "receipts",
     .text = "also who read or received what, and when",
     .apply = set_on<&Config::view, &ViewConfig::receipts>},
    {.name = "properties", .text = "also custom properties", .apply = set_on<&Config::view, &ViewConfig::properties>},
    {.name = "width",
     .value = "N",
     .text = "columns of a line; 0: no end",
     .details = "By default those of the terminal, or 80 where there is none.",
     .apply = set_width},
    {.name = "image-bytes",
     .value = "SIZE",
     .fallback = "1M",
     .text = "largest picture that goes into a page",
     .details =
         "With --html. Only PNG, JPEG and GIF, by content, are shown; larger ones and all other files are listed. "
         "All pictures of a page together are at most 100 times as large. 0: none.",
     .apply = set_number<&Config::view, &ViewConfig::image_bytes>},
    {.name = "quiet", .letter = 'q', .text = "no remarks on what was left out", .apply = set_on<&Config::quiet>},
};

constexpr Choice kFields[] = {
    {"type", "message, join, leave, ..."},
    {"time", "to the seven digits that RSMF holds"},
    {"author", "by id"},
    {"text", ""},
    {"parent", "what it answers"},
    {"deleted", ""},
    {"importance", ""},
    {"direction", ""},
    {"attachments", "names, and whether they are there"},
    {"attachment-bytes", "what is in those that are there: takes time"},
    {"reactions", ""},
    {"edits", ""},
    {"receipts", ""},
    {"custom", "custom properties of events"},
    {"order", "of the events of a conversation"},
    {"people", "names, addresses, accounts, custom properties"},
    {"conversations", "names, kinds, members at the start, custom properties"},
};
static_assert(std::size(kFields) == kDiffFields);

Result<void> add_ignored(const Flag&, std::string_view value, Config& into) {
  for (size_t i = 0; i < kDiffFields; ++i)
    if (kFields[i].value == value) into.diff.ignored.add(static_cast<DiffField>(i));
  return {};
}

constexpr Flag kDiff[] = {
    {.name = "ignore",
     .value = "WHAT",
     .choices = kFields,
     .text = "do not compare this (repeatable)",
     .repeatable = true,
     .apply = add_ignored},
    {.name = "max",
     .value = "N",
     .fallback = "100",
     .text = "tell of so many events; 0: of all",
     .details = "Those told of are held in memory. The counts are exact in any case.",
     .apply = set_number<&Config::diff, &DiffConfig::most>},
    {.name = "json",
     .text = "one JSON object a line",
     .details = "One for each difference, and the counts at the end.",
     .apply = set_on<&Config::json>},
    {.name = "quiet", .letter = 'q', .text = "print nothing: the exit code tells", .apply = set_on<&Config::quiet>},
};

}  // namespace

constexpr FlagGroup kDiffFlags{"Comparing", kDiff};
constexpr FlagGroup kViewFlags{"Showing", kView};

}  // namespace rsmf::app
