// convert(), with the disk as a parameter.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "rsmf/convert.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

/// As convert(inputs, options), on any file system.
Result<ConvertSummary> convert(FileSystem& files, const std::vector<std::string>& inputs,
                               const ConvertOptions& options);

/// Order as in the table of converter findings.
enum class ConverterTrouble {
  unsorted_input,
  undated_in_1_0,
  failed_source,
  undated_and_dates,
  unreadable_file,
  unmatched_filter,
  export_inside
};
const FindingSpec& converter_finding(ConverterTrouble trouble);
std::span<const FindingSpec> converter_findings();

}  // namespace rsmf
