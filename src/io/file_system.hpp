// The disk, as a seam: tests put one in its place that fails on purpose.
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
  /// As stream_of(), which asks the file: it may read ahead.
  virtual std::unique_ptr<ByteSource> stream(uint64_t offset, uint64_t length) const;
  /// The system's number for it, for those who read it by other calls of the system; -1: all goes through read_at().
  virtual int descriptor() const { return -1; }
};

/// A file being written, front to back; one that is not close()d is not to be relied on.
class OutputFile {
 public:
  virtual ~OutputFile() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  /// Puts `bytes` in place of what was written at `offset` of the file; write() goes on at the end.
  virtual Result<void> overwrite(uint64_t offset, std::string_view bytes) = 0;
  /// What was written is with the system: others who open the file see it.
  virtual Result<void> flush() { return {}; }
  virtual Result<void> close() = 0;
  /// As RandomFile::descriptor(), for writing.
  virtual int descriptor() const { return -1; }
};

/// Held as long as it lives; the system lets go of it when the program ends, however that happens.
class FolderLock {
 public:
  virtual ~FolderLock() = default;
};

enum class EntryKind : uint8_t {
  plain,  ///< a regular file, or a folder
  link,   ///< a symbolic link, whatever it points to: it may lead out of the folder
  other,  ///< a device, a pipe, or something that the system does not let us look at
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
  /// When the content was last changed, in nanoseconds since 1970.
  virtual Result<int64_t> modified(const std::string& path) = 0;
  virtual Result<std::unique_ptr<RandomFile>> open(const std::string& path) = 0;
  /// Creates a file that must not exist.
  virtual Result<std::unique_ptr<OutputFile>> create(const std::string& path) = 0;
  /// Opens a file to write on behind its first `length` bytes; what lies there is cut off. It must have as many.
  virtual Result<std::unique_ptr<OutputFile>> append(const std::string& path, uint64_t length) = 0;
  /// Tells what came of a put(). Must not throw, and must not wait for another.
  using PutDone = std::function<void(Result<void>)>;
  /// Creates a file that must not exist, of these bytes. `done` is called once, when it is complete or has failed, by
  /// any thread, perhaps before put() returns; until then path and bytes must live, and the file system.
  virtual void put(const std::string& path, std::string_view bytes, PutDone done);
  /// All there is, sorted bytewise by name.
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) = 0;
  virtual Result<void> make_directories(const std::string& path) = 0;
  /// The same, but nobody else can enter those that were not there. Fails if the last one is a link or, in a folder
  /// that all may write to, somebody else's: it may have been laid out beforehand.
  virtual Result<void> make_private_directories(const std::string& path) = 0;
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  /// Removes a file or a whole folder; absent is not an error.
  virtual Result<void> remove_all(const std::string& path) = 0;
  /// Keeps the folder `path` from others that ask for it; null when somebody has it. Where the volume knows no locks,
  /// everybody gets one.
  virtual Result<std::unique_ptr<FolderLock>> lock(const std::string& path) = 0;
  /// Free bytes for this user on the volume that holds `path` (or its nearest existing parent).
  virtual Result<uint64_t> free_space(const std::string& path) = 0;
};

/// The real disk. Lives as long as the program.
FileSystem& real_file_system();

/// A ByteSource over a RandomFile, from `offset` for `length` bytes (or to its end). The file must outlive it.
std::unique_ptr<ByteSource> stream_of(const RandomFile& file, uint64_t offset = 0, uint64_t length = UINT64_MAX);

}  // namespace rsmf
