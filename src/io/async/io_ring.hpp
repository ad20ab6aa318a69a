// Waiting for the disk by io_uring.
#pragma once

#include <memory>

#include "io/async/io_engine.hpp"

namespace rsmf {

/// An engine that asks the system itself: put() goes by no FileSystem. Fails with ErrorKind::usage, saying why, where
/// the system does not let us (or the program was built without it).
Result<std::unique_ptr<IoEngine>> open_io_ring();

}  // namespace rsmf
