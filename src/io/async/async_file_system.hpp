// A file system that reads ahead and writes behind.
#pragma once

#include <memory>

#include "io/async/io_engine.hpp"
#include "io/file_system.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

using OpenRing = Result<std::unique_ptr<IoEngine>>();

/// A file system over `below` whose streams of large files read ahead, whose files are written behind, and whose put()
/// returns at once. All blocks together take at most `memory` bytes. `below` must outlive it. With `uring`, `below`
/// must be the real file system: small files go through the ring directly. Null: the mode asks for no asynchronous I/O.
/// `open_ring`: replaces the system's ring in tests.
Result<std::unique_ptr<FileSystem>> asynchronous(FileSystem& below, IoMode mode, uint64_t memory,
                                                 OpenRing* open_ring = nullptr);

}  // namespace rsmf
