// The program, apart from main().
#pragma once

#include <span>
#include <string>

#include "app/console.hpp"

namespace rsmf::app {

/// Does what the words after the program's name ask for. Returns the exit code.
int run_program(std::span<const std::string> words, Console& console);

}  // namespace rsmf::app
