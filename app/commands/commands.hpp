// What each command does. The table that names them is in table.cpp.
#pragma once

#include "app/config.hpp"
#include "app/console.hpp"

namespace rsmf::app {

/// Each returns an exit code; trouble has been told by then.
int run_convert(const Config& config, Console& console);
int run_inspect(const Config& config, Console& console);
int run_view(const Config& config, Console& console);
int run_extract(const Config& config, Console& console);
int run_diff(const Config& config, Console& console);
int run_formats(const Config& config, Console& console);
int run_generate(const Config& config, Console& console);
int run_validate(const Config& config, Console& console);
int run_findings(const Config& config, Console& console);
int run_rules(const Config& config, Console& console);
int run_help(const Config& config, Console& console);
int run_man(const Config& config, Console& console);
int run_completions(const Config& config, Console& console);
int run_reference(const Config& config, Console& console);

}  // namespace rsmf::app
