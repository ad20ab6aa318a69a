// A disk that holds one file, the input.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/file_system.hpp"
#include "support/memory_file.hpp"

namespace rsmf {

class OneFile : public FileSystem {
 public:
  explicit OneFile(std::string_view bytes) : bytes_(bytes) {}
  Result<PathKind> kind(const std::string&) override { return PathKind::file; }
  Result<bool> is_link(const std::string&) override { return false; }
  bool is_local(const std::string&) override { return false; }
  Result<int64_t> modified(const std::string&) override { return 0; }
  Result<std::unique_ptr<RandomFile>> open(const std::string&) override {
    return std::make_unique<MemoryFile>(std::string(bytes_));
  }
  Result<std::unique_ptr<OutputFile>> create(const std::string&) override { return refuse(); }
  Result<std::unique_ptr<OutputFile>> append(const std::string&, uint64_t) override { return refuse(); }
  Result<std::vector<DirectoryEntry>> list(const std::string&) override { return refuse(); }
  Result<void> make_directories(const std::string&) override { return refuse(); }
  Result<void> make_private_directories(const std::string&) override { return refuse(); }
  Result<void> rename(const std::string&, const std::string&) override { return refuse(); }
  Result<void> remove_all(const std::string&) override { return refuse(); }
  Result<std::unique_ptr<FolderLock>> lock(const std::string&) override { return refuse(); }
  Result<uint64_t> free_space(const std::string&) override { return refuse(); }

 private:
  static std::unexpected<Error> refuse() { return fail(ErrorKind::io, "this disk is for reading"); }
  std::string_view bytes_;
};

}  // namespace rsmf
