// Asynchronous reads and writes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "io/file_system.hpp"

namespace rsmf {

/// Performs reads and writes in the background, in any order. Its destructor waits until all are done and reported.
/// Thread-safe. Each callback runs exactly once, on any thread; it must not throw or block. Buffers, files and paths
/// must stay alive until it runs.
class IoEngine {
 public:
  using ReadDone = std::function<void(Result<size_t>)>;
  using WriteDone = std::function<void(Result<void>)>;
  virtual ~IoEngine() = default;

  /// As RandomFile::read_at(). `path` is for the error message.
  virtual void read_at(const RandomFile& file, const std::string& path, uint64_t offset, std::span<char> into,
                       ReadDone done) = 0;
  /// As OutputFile::write(). REQUIRES: no other operation on that file until it is done.
  virtual void write(OutputFile& file, const std::string& path, std::string_view bytes, WriteDone done) = 0;
  /// As FileSystem::put().
  virtual void put(const std::string& path, std::string_view bytes, WriteDone done) = 0;
};

}  // namespace rsmf
