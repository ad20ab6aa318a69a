// All kinds of findings that a conversion can report, wherever in the library their tables are.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rsmf/finding.hpp"

namespace rsmf::app {

struct FindingTable {
  std::string_view title;  ///< when these findings occur: "Writing", or the title of a format
  std::span<const FindingSpec> findings;
};

/// Formats first, then the later steps of a conversion. None is empty.
std::vector<FindingTable> all_finding_tables();

}  // namespace rsmf::app
