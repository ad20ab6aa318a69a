// Events as bytes, for spill files. Not a public format: it lives as long as one run.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// Appends `event` (with global numbers) to `to`.
void append_event(const Event& event, std::string& to);

/// Reads one event from the front of `from` and moves past it. Rows go into `arena`, text stays in `from`.
/// Empty result (id is null) if the bytes are not what append_event wrote.
Event take_event(std::string_view& from, Arena& arena);

}  // namespace rsmf
