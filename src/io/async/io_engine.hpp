// Waiting for the disk, elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "io/file_system.hpp"

namespace rsmf {

/// Takes reads and writes and does them out of the caller's way. What was asked for is done in any order, and all of
/// it is done (and told of) before the engine is gone. Thread-safe. What is told is told once, by any thread; those who
/// are told must neither throw nor wait. Buffers, files and paths must live until then.
class IoEngine {
 public:
  using ReadDone = std::function<void(Result<size_t>)>;
  using WriteDone = std::function<void(Result<void>)>;
  virtual ~IoEngine() = default;

  /// As RandomFile::read_at(). `path` is for the error message.
  virtual void read_at(const RandomFile& file, const std::string& path, uint64_t offset, std::span<char> into,
                       ReadDone done) = 0;
  /// As OutputFile::write(). REQUIRES: nothing else is asked of that file until it is done.
  virtual void write(OutputFile& file, const std::string& path, std::string_view bytes, WriteDone done) = 0;
  /// As FileSystem::put().
  virtual void put(const std::string& path, std::string_view bytes, WriteDone done) = 0;
};

}  // namespace rsmf
