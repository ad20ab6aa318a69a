// From words to a configuration, in two steps: collect what is there, then resolve it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/flag.hpp"

namespace rsmf::app {

enum class HelpWish : uint8_t { none, brief, full };

struct GivenFlag {
  const Flag* flag = nullptr;
  std::string value;
};

struct CommandLine {
  const Command* command = nullptr;  ///< null: none was given
  std::vector<GivenFlag> flags;      ///< in the order given
  std::vector<std::string> arguments;
  HelpWish help = HelpWish::none;
  bool version = false;
};

/// The words after the program's name. Flags may stand before and after arguments; "--" ends them. Errors are
/// ErrorKind::usage and name the nearest flag or command.
Result<CommandLine> read_command_line(std::span<const std::string> words);

/// Checks the values and the number of arguments. REQUIRES: line.command, and no wish for help or version.
Result<Config> resolve(const CommandLine& line);

}  // namespace rsmf::app
