// Completions for shells, made from the table of commands and flags.
#pragma once

#include <string>

namespace rsmf::app {

std::string bash_completions();
std::string zsh_completions();
std::string fish_completions();

}  // namespace rsmf::app
