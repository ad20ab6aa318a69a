// Flags of the smaller commands, and those that all share.
#include "app/flags/groups.hpp"
#include "app/flags/setters.hpp"

namespace rsmf::app {
namespace {

constexpr Flag kCommon[] = {
    {.name = "help", .letter = 'h', .text = "-h: on one screen; --help: in full, with examples"},
    {.name = "version", .letter = 'V', .text = "print the version"},
};

constexpr Flag kInspect[] = {
    {.name = "top",
     .value = "N",
     .fallback = "10",
     .text = "rows of each list; 0: all",
     .apply = set_number<&Config::top>},
    {.name = "json",
     .text = "one JSON object a line for each input",
     .details = "For programs: everything is in it, whatever --top says.",
     .apply = set_on<&Config::json>},
    {.name = "headers",
     .text = "only the headers of RSMF files, one row each",
     .details =
         "For many files: of each, also in folders, a few kilobytes are read, and no event. With --json one object "
         "a line, with --csv a table.",
     .apply = set_on<&Config::headers>},
    {.name = "csv", .text = "with --headers: as CSV", .apply = set_on<&Config::csv>},
    {.name = "quiet", .letter = 'q', .text = "no progress", .apply = set_on<&Config::quiet>},
};

constexpr Flag kExtract[] = {
    {.name = "output",
     .letter = 'o',
     .value = "FOLDER",
     .kind = ValueKind::folder,
     .text = "where it goes: a new or empty folder",
     .details = "After an error or an interruption the folder is as it was.",
     .apply = set_text<&Config::convert, &ConvertOptions::output>},
    {.name = "quiet", .letter = 'q', .text = "no summary, only errors", .apply = set_on<&Config::quiet>},
};

constexpr Flag kFormats[] = {
    {.name = "json", .text = "as JSON, for programs", .apply = set_on<&Config::json>},
};

constexpr Choice kStyles[] = {{"android", "as Android writes it"}, {"ios", "as iOS writes it"}};

constexpr Flag kGenerate[] = {
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .kind = ValueKind::file,
     .text = "where it goes: .zip, .txt or FOLDER/",
     .details = "slack and whatsapp write a zip where the name ends in .zip, and a folder where it ends in a slash; "
                "whatsapp otherwise writes a text file, events a file of JSON lines.",
     .apply = set_text<&Config::generate, &GenerateOptions::output>},
    {.name = "messages",
     .letter = 'm',
     .value = "N",
     .fallback = "10000",
     .text = "messages written by people",
     .details = "Replies are among them; notices and records of changes come on top.",
     .apply = set_limit<&Config::generate, &GenerateOptions::messages>},
    {.name = "seed",
     .letter = 's',
     .value = "N",
     .fallback = "1",
     .text = "same seed and flags, same bytes",
     .apply = set_number<&Config::generate, &GenerateOptions::seed>},
    {.name = "model",
     .value = "FILE",
     .kind = ValueKind::file,
     .text = "also write what a conversion must contain",
     .details = "As JSON lines, one for each event: what a perfect conversion of the export holds.",
     .apply = set_text<&Config::generate, &GenerateOptions::model>},
    {.name = "conversations",
     .value = "N",
     .text = "how many; by default what suits",
     .apply = set_number<&Config::generate, &GenerateOptions::conversations>},
    {.name = "people",
     .value = "N",
     .text = "how many; by default what suits",
     .apply = set_number<&Config::generate, &GenerateOptions::people>},
    {.name = "events-per-day",
     .value = "N",
     .fallback = "1000",
     .text = "of each conversation, about",
     .apply = set_limit<&Config::generate, &GenerateOptions::events_per_day>},
    {.name = "shuffle",
     .value = "N",
     .text = "conversations mixed, N at a time (events)",
     .details =
         "All conversations go on at once, in the order of time; then each run of N events is shuffled. 1: mixed, "
         "but in order.",
     .apply = set_number<&Config::generate, &GenerateOptions::shuffle>},
    {.name = "style",
     .value = "STYLE",
     .choices = kStyles,
     .text = "whose export (whatsapp); by default by seed",
     .apply = set_text<&Config::generate, &GenerateOptions::style>},
    {.name = "compact",
     .text = "JSON without indentation (slack)",
     .apply = set_off<&Config::generate, &GenerateOptions::indented>},
    {.name = "overwrite",
     .text = "replace an existing file or folder",
     .apply = set_on<&Config::generate, &GenerateOptions::overwrite>},
};

constexpr Flag kRates[] = {
    {.name = "reply-rate",
     .value = "SHARE",
     .fallback = "0.15",
     .text = "messages that answer another one",
     .apply = set_rate<&Config::generate, &GenerateOptions::reply_rate>},
    {.name = "reaction-rate",
     .value = "SHARE",
     .fallback = "0.10",
     .text = "messages that are reacted to",
     .apply = set_rate<&Config::generate, &GenerateOptions::reaction_rate>},
    {.name = "edit-rate",
     .value = "SHARE",
     .fallback = "0.02",
     .text = "messages that are edited",
     .apply = set_rate<&Config::generate, &GenerateOptions::edit_rate>},
    {.name = "delete-rate",
     .value = "SHARE",
     .fallback = "0.01",
     .text = "messages that are deleted",
     .apply = set_rate<&Config::generate, &GenerateOptions::delete_rate>},
    {.name = "attachment-rate",
     .value = "SHARE",
     .fallback = "0.02",
     .text = "messages that carry a file",
     .apply = set_rate<&Config::generate, &GenerateOptions::attachment_rate>},
    {.name = "dirty-rate",
     .value = "SHARE",
     .fallback = "0",
     .text = "records with something wrong with them",
     .apply = set_rate<&Config::generate, &GenerateOptions::dirty_rate>},
};

}  // namespace

constexpr FlagGroup kCommonFlags{"General", kCommon};
constexpr FlagGroup kInspectFlags{"Printing", kInspect};
constexpr FlagGroup kExtractFlags{"Writing", kExtract};
constexpr FlagGroup kFormatsFlags{"Printing", kFormats};
constexpr FlagGroup kGenerateFlags{"Making up", kGenerate};
constexpr FlagGroup kRateFlags{"How often, as a share of all messages (0.15 or 15%)", kRates};

}  // namespace rsmf::app
