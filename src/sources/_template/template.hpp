// What there is to know of the lines of a @NAME@ export.
#pragma once

#include <span>
#include <string_view>

#include "rsmf/finding.hpp"

namespace rsmf::@NAME@ {

enum class Trouble : uint8_t { malformed, no_time, too_long, repaired };

const FindingSpec& spec_of(Trouble trouble);
std::span<const FindingSpec> all_findings();

/// A line: TIME <tab> CONVERSATION <tab> AUTHOR <tab> TEXT. Views into the line.
struct Line {
  std::string_view time, conversation, author, text;
};

/// False if it is not such a line.
bool split(std::string_view line, Line& into);

}  // namespace rsmf::@NAME@
