// What a person reads when a run is over.
#pragma once

#include <string>

#include "rsmf/convert.hpp"

namespace rsmf::app {

/// REQUIRES: the run balanced.
std::string summary_text(const ConvertSummary& summary, const ConvertOptions& options);
/// The same as one JSON object, without an end of line.
std::string summary_json(const ConvertSummary& summary, int exit_code);

}  // namespace rsmf::app
