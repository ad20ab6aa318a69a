// The words for the enumerations of the library, as reports and pages write them.
#pragma once

#include <string_view>

#include "rsmf/event.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/rule.hpp"

namespace rsmf::app {

std::string_view word(Severity severity);
std::string_view word(Action action);
/// What the severity means, in half a sentence.
std::string_view about(Severity severity);
/// What became of the record, in half a sentence.
std::string_view about(Action action);
std::string_view word(EventType type);
std::string_view word(ConversationType type);
std::string_view word(Layer layer);
/// What the layer is, in half a sentence.
std::string_view about(Layer layer);
std::string_view word(Profile profile);
/// "passed-with-warnings"
std::string_view word(Verdict verdict);

}  // namespace rsmf::app
