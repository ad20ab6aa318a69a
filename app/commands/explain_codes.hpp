// What `rsmf rules CODE...` and `rsmf findings CODE...` have in common.
#pragma once

#include "app/config.hpp"
#include "app/console.hpp"

namespace rsmf::app {

/// Explains all codes of config.arguments, of rules and of findings alike. Prints nothing if one is unknown. Returns
/// an exit code.
int explain_codes(const Config& config, Console& console);

}  // namespace rsmf::app
