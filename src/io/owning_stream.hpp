// A stream that keeps its file open.
#pragma once

#include <memory>

#include "io/byte_source.hpp"
#include "io/file_system.hpp"

namespace rsmf {

/// All bytes of `file`, which is closed with the stream.
std::unique_ptr<ByteSource> owning_stream(std::unique_ptr<RandomFile> file);

/// `stream`, which keeps its `owner` alive.
std::unique_ptr<ByteSource> held_stream(std::shared_ptr<const void> owner, std::unique_ptr<ByteSource> stream);

}  // namespace rsmf
