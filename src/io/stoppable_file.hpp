// A file whose reads end when a flag is set.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "io/file_system.hpp"

namespace rsmf {

/// Reads fail with ErrorKind::interrupted once `stop` is set.
class StoppableFile final : public RandomFile {
 public:
  StoppableFile(std::unique_ptr<RandomFile> file, const std::atomic<bool>& stop)
      : file_(std::move(file)), stop_(stop) {}
  uint64_t size() const override { return file_->size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    if (stop_) return fail(ErrorKind::interrupted, "interrupted");
    return file_->read_at(offset, into);
  }

 private:
  std::unique_ptr<RandomFile> file_;
  const std::atomic<bool>& stop_;
};

}  // namespace rsmf
