// report.json: inputs, outputs, and the balance between them.
#pragma once

#include <string>
#include <vector>

#include "run/conversion.hpp"
#include "run/input_digest.hpp"

namespace rsmf {

/// One input and what became of it.
struct InputReport {
  std::string path;
  std::string format, reason;
  InputDigest digest;
  std::string error;  ///< not empty: nothing of it was converted
  SourceResult result;
};

/// The text of report.json. It has nothing that differs from run to run: no time, host, folder or thread count.
std::string render_report(const ConvertOptions& options, const std::vector<InputReport>& inputs, const Totals& totals,
                          const FindingCounts& findings);

/// "1000 records + 3 split = 990 events + 10 folded + 2 dropped + 1 filtered".
std::string balance_line(const Totals& totals);

}  // namespace rsmf
