// Runs a source as the converter does and checks what every source promises.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "archive/container.hpp"
#include "sources/source.hpp"

namespace rsmf {

/// What a source gave, in a form that can be compared.
struct SourceExercise {
  std::string refused;  ///< not empty: it did not open, or broke off, with this error
  std::string broken;   ///< not empty: a promise was broken, this one
  std::string digest;   ///< of all events, people, conversations and findings, in order
  std::string log;      ///< the findings and the ids of events, for messages
  FileTally tally;
  uint64_t frames = 0;
  std::set<std::string> codes;  ///< of all findings
};

/// Opens `container` as `format` (whatever its probe says) and decodes all of it. `twice`: rewinds and compares.
SourceExercise exercise_source(const SourceFormat& format, const Container& container, const SourceOptions& options,
                               bool twice = false, WorkerPool* crew = nullptr);

/// The same with a crew and memory of its own.
SourceExercise exercise_source(const SourceFormat& format, const SourceArgs& args, bool twice = false);

/// The format with that id. REQUIRES: there is one.
const SourceFormat& format_of(std::string_view id);

}  // namespace rsmf
