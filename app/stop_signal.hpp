// Ctrl-C.
#pragma once

#include <atomic>

namespace rsmf::app {

/// From now on the first SIGINT or SIGTERM sets the flag that is returned, and the second ends the program at once
/// with exit code 130.
const std::atomic<bool>& watch_stop_signals();

}  // namespace rsmf::app
