// What `inspect` prints.
#pragma once

#include <string>
#include <string_view>

#include "inspect/inspect.hpp"

namespace rsmf::app {

/// Lists end after `top` rows; 0: never.
std::string inspection_text(const Inspection& inspection, uint64_t top);
/// One object, without an end of line. `layers`: a JSON value for the member of that name; empty: none.
std::string inspection_json(const Inspection& inspection, std::string_view layers = {});

}  // namespace rsmf::app
