// What a source makes of an export, as text that tests can compare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/container.hpp"
#include "sources/source.hpp"

namespace rsmf {

/// All that a source gives.
struct Transcript {
  std::string error;  ///< not empty: it did not open or broke off
  /// One per event: "2024-01-31T12:00:00Z message Ann: text", then what else there is, in braces. A line end in the
  /// text is shown as \n.
  std::vector<std::string> events;
  std::vector<std::string> conversations;  ///< "channel Trip", "direct Ann, custodian Ann"
  std::vector<std::string> members;        ///< "2024-01-31T12:00:00Z + Ann"; those of an index without time
  std::vector<std::string> findings;       ///< "WA-001"; in order
  std::string messages;                    ///< of the findings, one a line
  std::string text() const;                ///< of the events
  Grouping grouping = Grouping::none;
  FileTally tally;
};

Transcript transcribe(const SourceFormat& format, const Container& container, const SourceOptions& options = {},
                      WorkerPool* crew = nullptr);

}  // namespace rsmf
