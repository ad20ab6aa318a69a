// The words for the enumerations of the library, as reports and pages write them.
#pragma once

#include <string_view>

#include "rsmf/event.hpp"
#include "rsmf/finding.hpp"

namespace rsmf::app {

std::string_view word(Severity severity);
std::string_view word(Action action);
std::string_view word(EventType type);
std::string_view word(ConversationType type);

}  // namespace rsmf::app
