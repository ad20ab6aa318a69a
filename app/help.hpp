// Help, made from the table of commands and flags.
#pragma once

#include <string>

#include "app/flag.hpp"

namespace rsmf::app {

/// `rsmf -h`: the commands, on one screen.
std::string program_help();
/// `rsmf --help`: also how the program ends, and what is common to all commands.
std::string program_help_in_full();
/// `rsmf COMMAND -h`: a line for each flag.
std::string brief_help(const Command& command);
/// `rsmf COMMAND --help`.
std::string full_help(const Command& command);

struct ExitMeaning {
  int code;
  std::string_view text;
};
std::span<const ExitMeaning> exit_meanings();

}  // namespace rsmf::app
