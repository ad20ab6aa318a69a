// Findings: everything a careful person would want to know about how the input was read. Trouble with a record is
// data, not an exception; it costs that record only and is reported with its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf {

enum class Severity : uint8_t {
  info,     ///< worth knowing; the exit code stays 0
  warning,  ///< something was repaired or could not be carried over; exit code 1 with --strict
  error,    ///< a record or file was lost to the output; exit code 1
};

/// What was done about it.
enum class Action : uint8_t { kept, repaired, folded, dropped, skipped_file };

/// A kind of finding. Each source lists its own in a table; codes are stable and documented from these tables.
struct FindingSpec {
  std::string_view code;  ///< "SLK-014"
  Severity severity;
  Action action;
  std::string_view title;  ///< one line, lower case, for the reference page and as the default message
  std::string_view hint;   ///< what the reader can do
};

/// One occurrence. `spec` points into a static table.
struct Finding {
  const FindingSpec* spec = nullptr;
  Origin origin;        ///< stream = kNone when it concerns the whole source
  std::string record;   ///< the record's own key, if it has one
  std::string message;  ///< empty: the title says it all
  std::string excerpt;  ///< the bytes in question, shortened; --no-excerpts leaves it out of the report
};

}  // namespace rsmf
