// Mail, zip or manifest: the content decides.
#pragma once

#include <optional>

#include "io/file_system.hpp"
#include "rsmf/read/rsmf_file.hpp"

namespace rsmf {

/// Nothing if it is none of them. Reads a few kilobytes at its start, and at its end only where the start says nothing.
Result<std::optional<RsmfKind>> kind_of(const RandomFile& file);

}  // namespace rsmf
