// Findings in words.
#pragma once

#include <string>
#include <string_view>

#include "rsmf/finding.hpp"

namespace rsmf {

std::string_view name_of(Severity severity);
std::string_view name_of(Action action);

/// "2024-03-04 09:00:12 UTC", for the text of a message.
std::string text_of_time(TimeNs t);

/// The occurrence in full sentences: what was found, what became of it, what the reader can do.
std::string explanation_of(const Finding& finding);

}  // namespace rsmf
