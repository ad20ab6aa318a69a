// What `inspect` prints.
#pragma once

#include <string>

#include "convert/inspect.hpp"

namespace rsmf::app {

/// Lists end after `top` rows; 0: never.
std::string inspection_text(const Inspection& inspection, uint64_t top);
/// One object, without an end of line.
std::string inspection_json(const Inspection& inspection);

}  // namespace rsmf::app
