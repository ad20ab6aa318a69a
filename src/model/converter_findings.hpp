// Findings of a conversion itself ("CNV-..."), whatever the format of the input.
#pragma once

#include <span>

#include "rsmf/finding.hpp"

namespace rsmf {

/// Order as in the table of converter findings.
enum class ConverterTrouble {
  unsorted_input,
  undated_in_1_0,
  failed_source,
  undated_and_dates,
  unreadable_file,
  unmatched_filter,
  export_inside,
  nameless_file,
  two_places_of_files,
  shared_ids,
  long_event_line,
};
const FindingSpec& converter_finding(ConverterTrouble trouble);
std::span<const FindingSpec> converter_findings();

}  // namespace rsmf
