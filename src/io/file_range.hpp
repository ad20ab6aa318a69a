// A range of a file, as a file.
#pragma once

#include <algorithm>
#include <memory>

#include "io/file_system.hpp"

namespace rsmf {

/// The file must outlive it.
class FileRange final : public RandomFile {
 public:
  FileRange(const RandomFile& file, uint64_t offset, uint64_t size) : file_(file), offset_(offset), size_(size) {}
  uint64_t size() const override { return size_; }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    if (offset >= size_) return size_t{0};
    return file_.read_at(offset_ + offset, into.first(size_t(std::min<uint64_t>(into.size(), size_ - offset))));
  }

 private:
  const RandomFile& file_;
  uint64_t offset_, size_;
};

}  // namespace rsmf
