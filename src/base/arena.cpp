#include "base/arena.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rsmf {

void Arena::grow(size_t bytes) {
  while (current_ < blocks_.size() && blocks_[current_].size < bytes) ++current_;
  if (current_ == blocks_.size()) {
    size_t size = std::max(bytes, block_bytes_);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
  }
  next_ = blocks_[current_].bytes.get();
  end_ = next_ + blocks_[current_].size;
  ++current_;
}

void Arena::swap(Arena& other) noexcept {
  std::swap(block_bytes_, other.block_bytes_);
  blocks_.swap(other.blocks_);
  std::swap(current_, other.current_);
  std::swap(next_, other.next_);
  std::swap(end_, other.end_);
  std::swap(used_, other.used_);
}

void Arena::reset() {
  // One string of 1 GB must not keep its memory for the rest of the run.
  std::erase_if(blocks_, [&](const Block& b) { return b.size > 16 * block_bytes_; });
  current_ = 0;
  next_ = end_ = nullptr;
  used_ = 0;
}

size_t Arena::held() const {
  return std::accumulate(blocks_.begin(), blocks_.end(), size_t{0},
                         [](size_t sum, const Block& b) { return sum + b.size; });
}

}  // namespace rsmf
