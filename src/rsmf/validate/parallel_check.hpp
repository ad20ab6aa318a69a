// Many files, several threads, one order.
#pragma once

#include <functional>
#include <string>

#include "rsmf/validate.hpp"

namespace rsmf {

/// Checks one file. Belongs to one thread.
using CheckFile = std::function<Validation(const std::string& path)>;

/// What validate_files() promises, for any way of checking: each thread that checks calls `make` once.
Result<ValidateProgress> check_in_parallel(const RsmfPaths& paths, const ValidateRun& run,
                                           const std::function<CheckFile()>& make);

}  // namespace rsmf
