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

/// A kind of finding. Each source lists its own in a table; codes are stable and documented from these tables. The
/// texts are for a reader who knows neither the export nor the program.
struct FindingSpec {
  std::string_view code;  ///< "SLK-014"
  Severity severity;
  Action action;
  std::string_view title;        ///< what was found, in one line: a sentence without its full stop
  std::string_view explanation;  ///< full sentences: why it happens, and what became of the record
  std::string_view hint;         ///< full sentences: what the reader can do
};

/// One occurrence. `spec` points into a static table.
struct Finding {
  const FindingSpec* spec = nullptr;
  Origin origin;        ///< stream = kNone when it concerns the whole source
  std::string record;   ///< the record's own key, if it has one
  std::string message;  ///< full sentences about this occurrence; empty: the title says it all
  std::string excerpt;  ///< the bytes in question, shortened; --no-excerpts leaves it out of the report

  // The event that the record became, or would have become, as far as it is known.
  std::string conversation = {};  ///< display name, or empty
  std::string author = {};        ///< display name, or empty
  TimeNs time = kNoTime;          ///< of the event
};

}  // namespace rsmf
