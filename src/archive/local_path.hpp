// Entries of a container as files on the real disk, for libraries that open files by their path.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "archive/container.hpp"
#include "io/file_system.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

class Spool;

/// A path that can be opened as long as this lives. Movable. It may be that of the export itself, which nothing may
/// change: open it to read only, and so that nothing is written beside it (SQLite: immutable=1).
class LocalPath {
 public:
  LocalPath() = default;
  /// Of a file that is there already.
  explicit LocalPath(std::string path) : path_(std::move(path)) {}
  LocalPath(LocalPath&& other) noexcept { swap(other); }
  LocalPath& operator=(LocalPath&& other) noexcept {
    swap(other);
    return *this;
  }
  /// Removes a copy, and gives its bytes back to the spool.
  ~LocalPath();

  const std::string& path() const { return path_; }
  /// The file was copied into a spool.
  bool is_copy() const { return spool_ != nullptr; }

 private:
  friend class Spool;
  void swap(LocalPath& other) noexcept {
    path_.swap(other.path_);
    std::swap(bytes_, other.bytes_);
    std::swap(spool_, other.spool_);
  }

  std::string path_;
  uint64_t bytes_ = 0;      // of the copy
  Spool* spool_ = nullptr;  // null: not a copy
};

/// A folder on the real disk for copies of entries. Made when the first copy is, with access for its owner alone, and
/// removed with all that is in it when the spool is destroyed. Thread-safe. Must outlive its LocalPaths.
class Spool {
 public:
  struct Options {
    FileSystem* files = nullptr;  ///< the folder must be local to it; see FileSystem::is_local()
    std::string folder;           ///< has a parent that exists; nothing else uses it
    uint64_t max_bytes = 0;       ///< of all copies at a time
    const std::atomic<bool>* stop = nullptr;
  };
  explicit Spool(Options options) : options_(std::move(options)) {}
  ~Spool();

  /// A copy of the entry, checked as Container::open() checks what it reads, in blocks of constant size.
  /// ErrorKind::limit: it would exceed `max_bytes`. ErrorKind::io: the disk has no room for it, or fails.
  /// ErrorKind::format: the entry is damaged. ErrorKind::interrupted: `stop` was set. After an error no copy is left.
  Result<LocalPath> copy(const Container& container, size_t entry);

  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

 private:
  friend class LocalPath;
  Result<std::string> reserve(const ContainerEntry& entry);
  Result<void> write(const Container& container, size_t entry, const std::string& path) const;
  void release(const std::string& path, uint64_t bytes);

  const Options options_;
  std::mutex mutex_;
  bool made_ = false;   // the folder
  uint64_t used_ = 0;   // bytes of the copies
  uint64_t count_ = 0;  // copies so far
};

/// The entry's own path where it has one on the real disk, else that of a copy in `spool`; null: ErrorKind::io.
Result<LocalPath> lease_path(const Container& container, size_t entry, Spool* spool);

}  // namespace rsmf
