// The table of commands.
#include <algorithm>

#include "app/code_text.hpp"
#include "app/commands/commands.hpp"
#include "app/flag.hpp"
#include "app/flags/groups.hpp"
#include "sources/source.hpp"

namespace rsmf::app {
namespace {

constexpr const FlagGroup* kConvertGroups[] = {&kWritingFlags, &kReadingFlags, &kSlicingFlags,
                                               &kFilterFlags,  &kRunningFlags, &kTestingFlags};
constexpr const FlagGroup* kInspectGroups[] = {&kReadingFlags, &kInspectFlags};
constexpr const FlagGroup* kViewGroups[] = {&kViewFlags, &kViewZoneFlags, &kFilterFlags, &kReadingFlagsBesidesZone};
constexpr const FlagGroup* kDiffGroups[] = {&kDiffFlags, &kReadingFlags};
constexpr const FlagGroup* kExtractGroups[] = {&kExtractFlags};
constexpr const FlagGroup* kFormatsGroups[] = {&kFormatsFlags};
constexpr const FlagGroup* kValidateGroups[] = {&kCheckingFlags, &kReportFlags};
constexpr const FlagGroup* kRulesGroups[] = {&kRulesFlags};
constexpr const FlagGroup* kFindingsGroups[] = {&kFindingsFlags};
constexpr const FlagGroup* kGenerateGroups[] = {&kGenerateFlags, &kRateFlags};

constexpr Example kConvertExamples[] = {
    {"rsmf convert export.zip -o out", "a Slack or WhatsApp export, one file for each conversation and day"},
    {"rsmf convert chats/*.zip -o out --timezone Europe/Berlin --me \"Anna Schmidt\"",
     "several WhatsApp chats, with their clock and their owner"},
    {"rsmf convert export.zip -o out --files downloads --missing-attachments placeholder",
     "with the files that were fetched beforehand"},
    {"rsmf convert export.zip -o out --from 2024-03-01 --to 2024-03-31 --conversation general",
     "one month of one channel"},
    {"rsmf convert export.zip -o out --pack --volume-size 500M", "zip volumes to be uploaded, of 500 MB at most"},
    {"rsmf convert export.zip -o out --resume", "after an interruption: the same command, to go on"},
    {"rsmf convert export.zip --events - --no-rsmf | jq -r .body", "the messages as JSON lines, for programs"},
    {"rsmf convert export.zip --dry-run", "to see what would come of it"},
};
constexpr Example kInspectExamples[] = {
    {"rsmf inspect export.zip", "to see what it is"},
    {"rsmf inspect chat.rsmf", "its layers, headers and entries too"},
    {"rsmf inspect --headers out", "a row for each RSMF in a folder"},
    {"rsmf inspect --json export.zip | jq .conversations", "for programs"},
};
constexpr Example kViewExamples[] = {
    {"rsmf view chat.rsmf | less", "to read it"},
    {"rsmf view export.zip --conversation general --from 2024-03-01 --to 2024-03-01", "one day of one channel"},
    {"rsmf view --html chat.rsmf -o chat.html", "as a page for any browser, pictures included"},
};
constexpr Example kExtractExamples[] = {
    {"rsmf extract chat.rsmf -o parts", "its headers, text, manifest and attachments as files"},
    {"rsmf extract out -o parts", "of every RSMF in a folder"},
};
constexpr Example kDiffExamples[] = {
    {"rsmf diff old.rsmf new.rsmf", "what changed"},
    {"rsmf diff export.zip out --ignore custom --ignore order", "an export with what was made of it"},
    {"rsmf diff --json a b | jq 'select(.kind==\"changed\")'", "for programs"},
};
constexpr Example kFormatsExamples[] = {
    {"rsmf formats", "what can be read"},
    {"rsmf formats slack", "what is kept and lost of it"},
};
constexpr Example kValidateExamples[] = {
    {"rsmf validate out", "every .rsmf file below a folder"},
    {"rsmf validate out/pack-0001.zip", "every .rsmf file in a volume of --pack"},
    {"rsmf validate production.rsmf --profile strict --notes", "all there is to say of one file"},
    {"rsmf validate out --csv -o findings.csv", "a table for whoever has to mend the files"},
    {"rsmf validate out --junit -o report.xml --fail-on warning", "in a build"},
    {"rsmf validate out --json | jq -r 'select(.verdict == \"failed\") | .file'", "for programs"},
};
constexpr Example kRulesExamples[] = {
    {"rsmf rules", "all of them, by layer"},
    {"rsmf rules R034", "one, explained, with what to do"},
};
constexpr Example kFindingsExamples[] = {
    {"rsmf findings", "all of them, by the step of a conversion that reports them"},
    {"rsmf findings ENC-007 WA-002", "two, explained, with what to do"},
    {"rsmf findings --json | jq -r 'select(.severity == \"error\") | .code'", "for programs"},
};
constexpr Example kGenerateExamples[] = {
    {"rsmf generate slack --messages 100k --seed 7 -o slack.zip", "a Slack export of 100,000 messages"},
    {"rsmf generate whatsapp --dirty-rate 1% -o chat.txt", "a WhatsApp chat with one bad record in a hundred"},
};

constexpr Choice kShells[] = {{"bash", ""}, {"zsh", ""}, {"fish", ""}};
constexpr Choice kPages[] = {{"cli", "commands and flags"},
                             {"findings", "all codes of findings"},
                             {"rules", "all rules that files are held to"},
                             {"formats", "what each format keeps and loses"}};

constexpr Command kCommands[] = {
    {.name = "convert",
     .usage = "[FLAGS] INPUT... -o FOLDER",
     .text = "turn exported chats into .rsmf files",
     .details =
         "Reads each INPUT, a file, a zip or a folder as the platform exported it, and writes .rsmf files: one "
         "for each conversation and day, if nothing else is asked for.\n\n"
         "Every record of the input ends in an event, is folded into one (an edit, a deletion), is left out by a "
         "filter, or is dropped with a finding that says where and why. The counts must balance, or the run "
         "fails. The same inputs, flags and version give the same bytes.",
     .examples = kConvertExamples,
     .groups = kConvertGroups,
     .argument_kind = ValueKind::file,
     .min_arguments = 1,
     .argument = "INPUT",
     .run = run_convert},
    {.name = "inspect",
     .usage = "[FLAGS] INPUT...",
     .text = "tell what an input holds; writes nothing",
     .details =
         "Says what each INPUT was taken for and why, what kinds of events it holds, its conversations, people "
         "and dates, which attachments are missing, what was found wrong with it, and what a conversion would "
         "lose. Of an RSMF also its layers with their sizes, its headers and the entries of rsmf.zip; of a folder "
         "of them sizes, versions and generators.",
     .examples = kInspectExamples,
     .groups = kInspectGroups,
     .argument_kind = ValueKind::file,
     .min_arguments = 1,
     .argument = "INPUT",
     .run = run_inspect},
    {.name = "view",
     .usage = "[FLAGS] INPUT...",
     .text = "show the messages of anything that can be read",
     .details = "A transcript for people: conversations, days, answers below what they answer, edits with the text "
                "before, reactions with who, files. Whatever the text holds, it cannot steer the terminal, and a page "
                "made of it runs nothing and loads nothing.\n\n"
                "Events are shown in the order of the input, by conversation and day. At most 20,000 are held in "
                "memory to be put in order; an answer whose message lies before that says so instead.",
     .examples = kViewExamples,
     .groups = kViewGroups,
     .argument_kind = ValueKind::file,
     .min_arguments = 1,
     .argument = "INPUT",
     .run = run_view},
    {.name = "extract",
     .usage = "FILE... -o FOLDER",
     .text = "take RSMF files apart",
     .details =
         "Writes headers.txt, text.txt, rsmf_manifest.json as it is, and every entry of rsmf.zip under a safe name "
         "beside it: no path leads out of FOLDER, and no two names differ by case only. Of several files, each goes "
         "into a folder of its own. extracted.csv tells what became of what, with SHA-256.\n\n"
         "What is damaged is kept as far as it can be read, with .damaged behind its name, and the exit code is 1.",
     .examples = kExtractExamples,
     .groups = kExtractGroups,
     .argument_kind = ValueKind::file,
     .min_arguments = 1,
     .argument = "FILE",
     .run = run_extract},
    {.name = "diff",
     .usage = "[FLAGS] A B",
     .text = "compare two inputs, event by event",
     .details =
         "A and B are anything that can be read, each a file or a folder. Events are matched by conversation id "
         "and event id; told are those that only A (-) or only B (+) has, and those whose fields changed (~), with "
         "both values. People, conversations with their members at the start, and the order of events in a "
         "conversation are compared too. Names of attachments, their sizes and whether they are there are "
         "compared; their bytes are not.\n\n"
         "Exit code: 0 if nothing differs, 1 if something does, 2 if that cannot be said.",
     .examples = kDiffExamples,
     .groups = kDiffGroups,
     .argument_kind = ValueKind::file,
     .min_arguments = 2,
     .max_arguments = 2,
     .argument = "two inputs",
     .run = run_diff},
    {.name = "validate",
     .usage = "[FLAGS] PATH...",
     .text = "check RSMF files before they are loaded",
     .details =
         "Checks .rsmf and .eml files, rsmf.zip and rsmf_manifest.json; in a folder, all of them below it. Says of "
         "each file whether it passed, passed with warnings or failed, what is wrong with it, where, and how to mend "
         "it. An error in one layer does not hide what can still be checked in the others.\n\n"
         "The exit code is 0 if all files are as --fail-on asks, 1 if some are not, 2 if nothing was checked.",
     .examples = kValidateExamples,
     .groups = kValidateGroups,
     .argument_kind = ValueKind::file,
     .min_arguments = 1,
     .argument = "PATH",
     .run = run_validate},
    {.name = "findings",
     .usage = "[--json] [CODE...]",
     .text = "list or explain what a conversion can report",
     .details =
         "Without CODE, all kinds of findings that findings.csv of a conversion can hold. With CODE, each one in "
         "full: its severity, what becomes of the record, an explanation, and what to do. Codes of rules are "
         "explained too.",
     .examples = kFindingsExamples,
     .groups = kFindingsGroups,
     .argument_kind = ValueKind::text,
     .run = run_findings},
    {.name = "rules",
     .usage = "[--json] [CODE...]",
     .text = "list or explain the rules that validate checks",
     .details = "Without CODE, all rules by layer. With CODE, each one in full: its severity in both profiles, an "
                "explanation, what to do, and who asks for it. Codes of findings are explained too.",
     .examples = kRulesExamples,
     .groups = kRulesGroups,
     .argument_kind = ValueKind::text,
     .run = run_rules},
    {.name = "formats",
     .usage = "[--json] [FORMAT]",
     .text = "list what can be read, and what is kept of it",
     .examples = kFormatsExamples,
     .groups = kFormatsGroups,
     .argument_kind = ValueKind::format,
     .max_arguments = 1,
     .run = run_formats},
    {.name = "generate",
     .usage = "[FLAGS] FORMAT -o FILE",
     .text = "make up an export, for tests and measurements",
     .details = "Nothing in it is about anybody. The same seed and flags give the same bytes on every machine.",
     .examples = kGenerateExamples,
     .groups = kGenerateGroups,
     .argument_kind = ValueKind::format,
     .min_arguments = 1,
     .max_arguments = 1,
     .argument = "FORMAT",
     .run = run_generate},
    {.name = "help",
     .usage = "[COMMAND]",
     .text = "explain a command in full",
     .argument_kind = ValueKind::text,
     .max_arguments = 1,
     .run = run_help},
    {.name = "man", .text = "print the man page", .max_arguments = 0, .hidden = true, .run = run_man},
    {.name = "completions",
     .usage = "bash|zsh|fish",
     .text = "print completions for a shell",
     .argument_choices = kShells,
     .min_arguments = 1,
     .max_arguments = 1,
     .argument = "SHELL",
     .hidden = true,
     .run = run_completions},
    {.name = "reference",
     .usage = "cli|findings|formats|rules",
     .text = "print a reference page",
     .argument_choices = kPages,
     .min_arguments = 1,
     .max_arguments = 1,
     .argument = "PAGE",
     .hidden = true,
     .run = run_reference},
};

const Flag* search(const Command& command, auto&& is_it) {
  for (const FlagGroup* group : command.groups)
    for (const Flag& flag : group->flags)
      if (is_it(flag)) return &flag;
  for (const Flag& flag : kCommonFlags.flags)
    if (is_it(flag)) return &flag;
  return nullptr;
}

std::vector<Choice> format_choices() {
  std::vector<Choice> choices;
  for (const SourceFormat* format : all_formats()) choices.push_back({format->id, format->title});
  return choices;
}

}  // namespace

std::span<const Command> all_commands() {
  return kCommands;
}

const FlagGroup& common_flags() {
  return kCommonFlags;
}

const Command* find_command(std::string_view name) {
  const auto* found = std::ranges::find(kCommands, name, &Command::name);
  return found == std::end(kCommands) ? nullptr : found;
}

const Flag* find_flag(const Command& command, std::string_view name) {
  return search(command, [&](const Flag& flag) { return flag.name == name; });
}

const Flag* find_flag(const Command& command, char letter) {
  return search(command, [&](const Flag& flag) { return flag.letter == letter; });
}

std::vector<Choice> choices_of(const Flag& flag) {
  if (flag.kind != ValueKind::format) return {flag.choices.begin(), flag.choices.end()};
  std::vector<Choice> choices = format_choices();
  choices.insert(choices.begin(), {"auto", "recognise it by content"});
  return choices;
}

std::vector<Choice> choices_of_argument(const Command& command) {
  if (command.run == run_generate) {
    std::vector<Choice> choices;
    for (std::string_view format : generated_formats()) choices.push_back({format, {}});
    return choices;
  }
  if (command.run == run_help) {
    std::vector<Choice> choices;
    for (const Command& other : kCommands)
      if (!other.hidden) choices.push_back({other.name, other.text});
    return choices;
  }
  if (command.argument_kind == ValueKind::format) return format_choices();
  return {command.argument_choices.begin(), command.argument_choices.end()};
}

std::vector<Choice> suggestions_for_argument(const Command& command) {
  std::vector<Choice> choices = choices_of_argument(command);
  if (command.run == run_rules || command.run == run_findings)
    for (std::string_view code : all_codes()) choices.push_back({code, {}});
  return choices;
}

std::string spelled(const Flag& flag) {
  std::string text = "--" + std::string(flag.name);
  if (!flag.value.empty()) text.append(" ").append(flag.value);
  return text;
}

}  // namespace rsmf::app
