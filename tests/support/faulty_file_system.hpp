// A disk that fails on purpose.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <string>

#include "io/forwarding_file_system.hpp"

namespace rsmf {

/// What goes wrong, and when. Operations are counted from 1, each kind for itself; 0 = never.
struct Faults {
  uint64_t read = 0, write = 0, close = 0, open = 0, create = 0, rename = 0, list = 0, make_directories = 0, append = 0;
  uint64_t two_reads = 0;  ///< that read and the next fail (a second try too), the ones behind them do not
  uint64_t disk_bytes = std::numeric_limits<uint64_t>::max();  ///< "no space left" once so many bytes were written
};

/// A file system, the real one if no other is named, with faults. A read fails for good: all reads from the n-th on
/// fail, so that a retry does not hide it; the other operations fail once.
class FaultyFileSystem : public ForwardingFileSystem {
 public:
  explicit FaultyFileSystem(const Faults& faults, FileSystem& real = real_file_system())
      : ForwardingFileSystem(real), faults_(faults) {}

  Result<std::unique_ptr<RandomFile>> open(const std::string& path) override;
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override;
  Result<std::unique_ptr<OutputFile>> append(const std::string& path, uint64_t length) override;
  void put(const std::string& path, std::string_view bytes, PutDone done) override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) override;
  Result<void> make_directories(const std::string& path) override;
  Result<void> make_private_directories(const std::string& path) override;
  Result<void> rename(const std::string& from, const std::string& to) override;

  /// True once a fault has struck.
  bool struck() const { return struck_; }
  /// How often each kind of operation was asked for: where to let it fail in further runs.
  struct Counts {
    std::atomic<uint64_t> read = 0, write = 0, close = 0, open = 0, create = 0, rename = 0, list = 0,
                          make_directories = 0, append = 0, bytes = 0;
  };
  const Counts& counts() const { return counts_; }

 private:
  friend class FaultyRandomFile;
  friend class FaultyOutputFile;
  /// Counts the operation; an error if its turn has come.
  Result<void> tick(std::atomic<uint64_t>& count, uint64_t fails_at, const char* what, const std::string& path);

  Faults faults_;
  Counts counts_;
  std::atomic<bool> struck_ = false;
};

}  // namespace rsmf
