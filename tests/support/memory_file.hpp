// A file that lies in memory.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "io/file_system.hpp"

namespace rsmf {

class MemoryFile final : public RandomFile {
 public:
  explicit MemoryFile(std::string bytes) : bytes_(std::move(bytes)) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    if (offset >= bytes_.size()) return size_t{0};
    size_t count = std::min(into.size(), bytes_.size() - size_t(offset));
    if (count) std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  std::string bytes_;
};

}  // namespace rsmf
