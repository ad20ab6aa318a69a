#include "app/help.hpp"

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/page_layout.hpp"

namespace rsmf::app {
namespace {

constexpr ExitMeaning kExits[] = {
    {kClean, "done, and nothing was lost"},
    {kReadReport, "done, but something could not be carried over, or a file did not pass: read the report"},
    {kNotDone, "not done: wrong usage, disk trouble, nothing that could be converted"},
    {kBug, "a bug of rsmf: please report it"},
    {kInterrupted, "interrupted; nothing half-written is left"},
};

/// "-o, --output FOLDER", with room for the letter where there is none.
std::string with_letter(const Flag& flag) {
  return (flag.letter ? fmt::format("-{}, ", flag.letter) : std::string("    ")) + spelled(flag);
}

std::string values_of(const Flag& flag) {
  std::string names;
  for (const Choice& choice : flag.choices) names.append(names.empty() ? "" : "|").append(choice.value);
  return names;
}

std::string brief_line(const Flag& flag) {
  // The choices are worth more than a placeholder where they fit.
  const std::string choices = values_of(flag);
  const std::string left = choices.empty() || choices.size() + flag.name.size() > 24
                               ? with_letter(flag)
                               : fmt::format("    --{} {}", flag.name, choices);
  const std::string fallback = flag.fallback.empty() ? "" : fmt::format(" [{}]", flag.fallback);
  return fmt::format("  {:<33} {}{}\n", left, flag.text, fallback);
}

std::string long_entry(const Flag& flag) {
  std::string text = fmt::format("  {}\n", with_letter(flag));
  text += wrapped(sentence(flag.text), 8);
  if (!flag.details.empty()) text += wrapped(flag.details, 8);
  for (const Choice& choice : choices_of(flag)) text += wrapped(fmt::format("{}: {}", choice.value, choice.text), 10);
  if (!flag.fallback.empty()) text += fmt::format("        Default: {}\n", flag.fallback);
  return text;
}

std::string visible(const FlagGroup& group, std::string (*entry)(const Flag&)) {
  std::string text;
  for (const Flag& flag : group.flags)
    if (!flag.hidden) text += entry(flag);
  return text;
}

std::string head(const Command& command) {
  return fmt::format("rsmf {}: {}\n\nusage: rsmf {} {}\n", command.name, command.text, command.name, command.usage);
}

std::string command_list() {
  Columns columns(2);
  for (const Command& command : all_commands())
    if (!command.hidden) columns.add({std::string(command.name), std::string(command.text)});
  return columns.text();
}

}  // namespace

std::span<const ExitMeaning> exit_meanings() {
  return kExits;
}

std::string program_help() {
  std::string text = "rsmf turns exported chats into RSMF, the Relativity Short Message Format.\n\n";
  text += "usage: rsmf COMMAND [FLAGS] ...\n\n" + command_list();
  text += "\n  rsmf convert export.zip -o out      is the shortest way\n";
  text += "  rsmf COMMAND -h, rsmf help COMMAND  in brief, in full\n";
  text += "  rsmf --version                      the version\n";
  return text;
}

std::string program_help_in_full() {
  std::string text = program_help() + "\nExit codes\n";
  Columns codes(2);
  for (const ExitMeaning& exit : kExits) codes.add({std::to_string(exit.code), std::string(exit.text)});
  codes.align_right(0);
  text += codes.text() + "\n";
  text += wrapped(
      "Results go to standard output, everything else to standard error. Progress is shown on a terminal "
      "only. NO_COLOR is respected. \"--\" ends the flags, for files whose names begin with a dash.",
      0);
  return text;
}

std::string brief_help(const Command& command) {
  std::string text = head(command) + "\n";
  for (const FlagGroup* group : command.groups) {
    const std::string lines = visible(*group, brief_line);
    if (!lines.empty()) text += fmt::format("{}:\n{}", group->title, lines);
  }
  return text + fmt::format("In full, with examples: rsmf help {}\n", command.name);
}

std::string full_help(const Command& command) {
  std::string text = head(command);
  if (!command.details.empty()) text += "\n" + wrapped(command.details, 0);
  if (!command.examples.empty()) text += "\nExamples\n";
  for (const Example& example : command.examples) {
    text += wrapped(std::string(example.text), 2) + fmt::format("      {}\n", example.command);
  }
  for (const FlagGroup* group : command.groups) {
    const std::string entries = visible(*group, long_entry);
    if (!entries.empty()) text += fmt::format("\n{}\n{}", group->title, entries);
  }
  return text;
}

}  // namespace rsmf::app
