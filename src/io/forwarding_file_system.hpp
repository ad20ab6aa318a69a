// A file system over another one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/file_system.hpp"

namespace rsmf {

/// Forwards all calls; a base for classes that change some of them. The file system below must outlive it. put() is not
/// forwarded: it calls create(), unless it is overridden.
class ForwardingFileSystem : public FileSystem {
 public:
  explicit ForwardingFileSystem(FileSystem& below) : below_(below) {}

  Result<PathKind> kind(const std::string& path) override { return below_.kind(path); }
  Result<bool> is_link(const std::string& path) override { return below_.is_link(path); }
  bool is_local(const std::string& path) override { return below_.is_local(path); }
  Result<int64_t> modified(const std::string& path) override { return below_.modified(path); }
  Result<std::unique_ptr<RandomFile>> open(const std::string& path) override { return below_.open(path); }
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override { return below_.create(path); }
  Result<std::unique_ptr<OutputFile>> append(const std::string& path, uint64_t length) override {
    return below_.append(path, length);
  }
  Result<std::vector<DirectoryEntry>> list(const std::string& path) override { return below_.list(path); }
  Result<void> make_directories(const std::string& path) override { return below_.make_directories(path); }
  Result<void> make_private_directories(const std::string& path) override {
    return below_.make_private_directories(path);
  }
  Result<void> rename(const std::string& from, const std::string& to) override { return below_.rename(from, to); }
  Result<void> remove_all(const std::string& path) override { return below_.remove_all(path); }
  Result<std::unique_ptr<FolderLock>> lock(const std::string& path) override { return below_.lock(path); }
  Result<uint64_t> free_space(const std::string& path) override { return below_.free_space(path); }

 protected:
  FileSystem& below() const { return below_; }

 private:
  FileSystem& below_;
};

}  // namespace rsmf
