// A bounded pool of buffers.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace rsmf {

/// Reusable blocks of one size. Thread-safe. REQUIRES: all blocks are returned before the pool is destroyed.
class BlockPool {
 public:
  static constexpr size_t kBlock = 1024 * 1024;
  using Block = std::unique_ptr<char[]>;

  explicit BlockPool(size_t blocks) : left_(blocks) {}

  /// Null when all are in use: the caller must do without.
  Block take() {
    std::lock_guard lock(mutex_);
    if (!spare_.empty()) {
      Block block = std::move(spare_.back());
      spare_.pop_back();
      return block;
    }
    if (left_ == 0) return nullptr;
    Block block = std::make_unique_for_overwrite<char[]>(kBlock);
    spare_.reserve(spare_.capacity() + 1);  // so that returning a block cannot fail
    --left_;
    return block;
  }
  void give_back(Block block) {
    if (!block) return;
    std::lock_guard lock(mutex_);
    spare_.push_back(std::move(block));
  }

 private:
  std::mutex mutex_;
  std::vector<Block> spare_;
  size_t left_;
};

}  // namespace rsmf
