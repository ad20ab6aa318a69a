// An export that lies in memory, for tests and fuzzing.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "archive/container.hpp"

namespace rsmf {

/// Holds the given files. Names must be those a real container would give out.
class MemoryContainer : public Container {
 public:
  using File = std::pair<std::string, std::string>;  ///< name, content
  /// `max_read`: give at most so many bytes per read, as pipes and sockets do.
  MemoryContainer(Kind kind, std::string path, std::vector<File> files, size_t max_read = SIZE_MAX);

  Kind kind() const override { return kind_; }
  Result<std::unique_ptr<ByteSource>> open(size_t entry) const override;
  Result<void> read_packed(size_t entry, Bytes& into) const override;

 private:
  const std::string& content(size_t entry) const { return files_[entries_[entry].place].second; }
  Kind kind_;
  std::vector<File> files_;
  size_t max_read_;
};

}  // namespace rsmf
