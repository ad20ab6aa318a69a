// convert() on any file system.
#pragma once

#include <string>
#include <vector>

#include "io/file_system.hpp"
#include "model/converter_findings.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

/// As convert(inputs, options), on any file system.
Result<ConvertSummary> convert(FileSystem& files, const std::vector<std::string>& inputs,
                               const ConvertOptions& options);

}  // namespace rsmf
