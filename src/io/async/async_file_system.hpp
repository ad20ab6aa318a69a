// A file system that reads ahead and writes behind.
#pragma once

#include <memory>

#include "io/async/io_engine.hpp"
#include "io/file_system.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

using OpenRing = Result<std::unique_ptr<IoEngine>>();

/// Another file system, with streams of large files that read ahead, files that are written behind, and put()s that
/// return at once; their blocks are at most `memory` bytes together. `below` must outlive it. With `uring` it must be
/// the real one, for small files go by the ring past it. Null: nothing is to be put before `below`.
/// `open_ring`: for tests, in place of the system's.
Result<std::unique_ptr<FileSystem>> asynchronous(FileSystem& below, IoMode mode, uint64_t memory,
                                                 OpenRing* open_ring = nullptr);

}  // namespace rsmf
