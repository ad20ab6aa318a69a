// All options that the formats of this program declare.
#pragma once

#include <span>
#include <string_view>

#include "sources/option_spec.hpp"

namespace rsmf {

/// Each once, in the order of help, reports and fingerprints: time zones first, folders last, the others by name. So
/// the order does not depend on which format declares what. Thread-safe.
std::span<const OptionSpec* const> declared_options();
/// Null if no format declares an option of that name.
const OptionSpec* find_option(std::string_view name);
/// ErrorKind::usage, naming the option, if one is unknown or has a value that is not allowed.
Result<void> check_options(const SourceOptions& options);

}  // namespace rsmf
