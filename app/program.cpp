#include "app/program.hpp"

#include <fmt/format.h>

#include "app/command_line.hpp"
#include "app/exit_code.hpp"
#include "app/help.hpp"
#include "rsmf/version.hpp"

namespace rsmf::app {
namespace {

int refuse(const Error& error, Console& console) {
  console.complain(error.message);
  return exit_code(error.kind);
}

int act(std::span<const std::string> words, Console& console) {
  const Result<CommandLine> line = read_command_line(words);
  if (!line) return refuse(line.error(), console);
  if (line->version) {
    console.print(fmt::format("rsmf {}\n", version()));
    return kClean;
  }
  if (line->help != HelpWish::none) {
    const bool brief = line->help == HelpWish::brief;
    const Command* command = line->command;
    if (command) console.print(brief ? brief_help(*command) : full_help(*command));
    if (!command) console.print(brief ? program_help() : program_help_in_full());
    return kClean;
  }
  if (!line->command) {
    console.note(program_help());
    return kNotDone;
  }
  const Result<Config> config = resolve(*line);
  if (!config) return refuse(config.error(), console);
  return line->command->run(*config, console);
}

}  // namespace

int run_program(std::span<const std::string> words, Console& console) {
  const int code = act(words, console);
  if (!console.output_error().empty()) {
    console.complain("cannot write to standard output: " + console.output_error());
    return code == kClean ? kNotDone : code;
  }
  return code;
}

}  // namespace rsmf::app
