// The file system as an interface: tests replace it by one that fails on purpose.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/byte_source.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A file open for reading at any offset. read_at() may be called from several threads at once.
class RandomFile {
 public:
  virtual ~RandomFile() = default;
  virtual uint64_t size() const = 0;
  /// Reads up to into.size() bytes at `offset`; fewer only at the end of the file.
  virtual Result<size_t> read_at(uint64_t offset, std::span<char> into) const = 0;
  /// A stream over a part of the file, which may read ahead. See stream_of().
  virtual std::unique_ptr<ByteSource> stream(uint64_t offset, uint64_t length) const;
  /// The file descriptor, for engines that read by other system calls; -1: reads must go through read_at().
  virtual int descriptor() const { return -1; }
};

/// A file being written, front to back. Its content is not guaranteed unless close() succeeds.
class OutputFile {
 public:
  virtual ~OutputFile() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  /// Replaces bytes that were written at `offset`; write() continues at the end.
  virtual Result<void> overwrite(uint64_t offset, std::string_view bytes) = 0;
  /// Hands everything written so far to the system: others who open the file see it.
  virtual Result<void> flush() { return {}; }
  virtual Result<void> close() = 0;
  /// As RandomFile::descriptor(), for writing.
  virtual int descriptor() const { return -1; }
};

/// A lock, held until it is destroyed; the system releases it when the process ends for any reason.
class FolderLock {
 public:
  virtual ~FolderLock() = default;
};

enum class EntryKind : uint8_t {
  plain,  ///< a regular file, or a folder
  link,   ///< a symbolic link of any target: it may lead out of the folder
  other,  ///< a device, a pipe, or an entry that the system does not let us examine
};

struct DirectoryEntry {
  std::string name;
  bool is_directory = false;  ///< never true for a link
  uint64_t size = 0;
  EntryKind kind = EntryKind::plain;
  int64_t modified = 0;  ///< as FileSystem::modified()
};

enum class PathKind { absent, file, directory, other };

/// Thread-safe. Paths are UTF-8. Errors name the path and the system's reason.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  virtual Result<PathKind> kind(const std::string& path) = 0;
  /// Whether the last component of `path` is itself a symbolic link; false if it is absent.
  virtual Result<bool> is_link(const std::string& path) = 0;
  /// Whether the system itself knows the file or folder by this path, be it there or not: libraries can open it too.
  virtual bool is_local(const std::string& path) = 0;
  /// When the content was last changed, in nanoseconds since 1970.
  virtual Result<int64_t> modified(const std::string& path) = 0;
  virtual Result<std::unique_ptr<RandomFile>> open(const std::string& path) = 0;
  /// Creates a file that must not exist.
  virtual Result<std::unique_ptr<OutputFile>> create(const std::string& path) = 0;
  /// Opens a file for writing after its first `length` bytes; the rest is cut off. Fails if the file is shorter.
  virtual Result<std::unique_ptr<OutputFile>> append(const std::string& path, uint64_t length) = 0;
  /// Receives the result of a put(). Must not throw and must not wait for another put().
  using PutDone = std::function<void(Result<void>)>;
  /// Creates a file that must not exist, with these bytes. Calls `done` once, from any thread, perhaps before put()
  /// returns, when the file is complete or has failed. Until then path, bytes and the file system must stay alive.
  virtual void put(const std::string& path, std::string_view bytes, PutDone done);
  /// All entries, sorted bytewise by name.
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) = 0;
  virtual Result<void> make_directories(const std::string& path) = 0;
  /// The same, but new folders are accessible to their owner only. Fails if the last one is a link or, in a folder that
  /// all users may write to, belongs to another user, who may have prepared it.
  virtual Result<void> make_private_directories(const std::string& path) = 0;
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  /// Removes a file or a whole folder; absent is not an error.
  virtual Result<void> remove_all(const std::string& path) = 0;
  /// Locks the folder `path`; null if another process holds the lock. On a volume without locks it always succeeds.
  virtual Result<std::unique_ptr<FolderLock>> lock(const std::string& path) = 0;
  /// Free bytes for this user on the volume that holds `path` (or its nearest existing parent).
  virtual Result<uint64_t> free_space(const std::string& path) = 0;
};

/// The real disk. Lives as long as the program.
FileSystem& real_file_system();

/// A ByteSource over a RandomFile, from `offset` for `length` bytes (or to its end). The file must outlive it.
std::unique_ptr<ByteSource> stream_of(const RandomFile& file, uint64_t offset = 0, uint64_t length = UINT64_MAX);

}  // namespace rsmf
