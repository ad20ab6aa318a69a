// How the program ends.
#pragma once

#include "rsmf/convert.hpp"
#include "rsmf/result.hpp"

namespace rsmf::app {

enum ExitCode : int {
  kClean = 0,         ///< done, nothing was lost
  kReadReport = 1,    ///< done, but something could not be carried over: read the report
  kNotDone = 2,       ///< not done: usage, disk, nothing that could be converted
  kBug = 70,          ///< an invariant of ours is broken
  kInterrupted = 130  ///< Ctrl-C; nothing half-written
};

ExitCode exit_code(ErrorKind kind);
/// REQUIRES: `inputs` > 0. With `strict`, warnings count like errors.
ExitCode exit_code(const ConvertSummary& summary, size_t inputs, bool strict);

}  // namespace rsmf::app
