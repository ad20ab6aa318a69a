// Errors of the operating system as Error.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

#include "rsmf/result.hpp"

namespace rsmf {

/// "cannot DOING PATH: REASON".
inline std::unexpected<Error> system_error(std::string_view doing, const std::string& path, int code = errno) {
  return fail(ErrorKind::io,
              "cannot " + std::string(doing) + " " + path + ": " + std::generic_category().message(code));
}

}  // namespace rsmf
