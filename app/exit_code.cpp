#include "app/exit_code.hpp"

namespace rsmf::app {

ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
    case ErrorKind::io:
    case ErrorKind::format:
    case ErrorKind::limit:
      return kNotDone;
    case ErrorKind::interrupted:
      return kInterrupted;
    case ErrorKind::order:  // the converter handles it; one that reaches the user is our fault
    case ErrorKind::bug:
      return kBug;
  }
  return kBug;
}

ExitCode exit_code(const ConvertSummary& summary, size_t inputs, bool strict) {
  const Totals& t = summary.totals;
  if (!summary.balanced) return kBug;
  if (t.failed_sources >= inputs) return kNotDone;
  if (t.failed_sources > 0 || t.findings_error > 0) return kReadReport;
  if (strict && t.findings_warning > 0) return kReadReport;
  return kClean;
}

}  // namespace rsmf::app
