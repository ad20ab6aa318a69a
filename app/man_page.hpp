// The man page, made from the table of commands and flags.
#pragma once

#include <string>

namespace rsmf::app {

/// rsmf(1) in roff.
std::string man_page();

}  // namespace rsmf::app
