// Asynchronous I/O by io_uring.
#pragma once

#include <memory>

#include "io/async/io_engine.hpp"

namespace rsmf {

/// Opens an engine over io_uring. Its put() bypasses FileSystem. Fails with ErrorKind::usage, and the reason, if the
/// system does not allow io_uring or the program was built without it.
Result<std::unique_ptr<IoEngine>> open_io_ring();

}  // namespace rsmf
