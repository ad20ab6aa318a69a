// Events as bytes, for spill files. Not a public format: it lives as long as one run.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// Appends `event` (with global numbers) to `to`. Different events give different bytes.
void append_event(const Event& event, std::string& to);

/// Reads one event from the front of `from` and moves past it. Rows go into `arena`, text stays in `from`.
/// Empty result (id is null) if the bytes are not what append_event wrote.
Event take_event(std::string_view& from, Arena& arena);

/// The same without what a SortKey says of the event: conversation, time, and the place but for its length. Writes at
/// most max_event_bytes(); gives the place behind it.
char* write_event_rest(const Event& event, char* to);
/// Also enough for all that append_event writes.
size_t max_event_bytes(const Event& event);

/// Fills in the rest of `event`, whose part in the key is there already. False (and a null id) if the bytes are not
/// what write_event_rest wrote.
bool take_event_rest(std::string_view& from, Arena& arena, Event& event);

}  // namespace rsmf
