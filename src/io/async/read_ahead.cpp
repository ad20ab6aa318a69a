#include "io/async/read_ahead.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rsmf {
namespace {

// A caller that has read this much will probably go on.
constexpr uint64_t kPrefix = 256 * 1024;

}  // namespace

ReadAhead::ReadAhead(const RandomFile& file, const std::string& path, uint64_t offset, uint64_t length,
                     IoEngine& engine, BlockPool& pool)
    : file_(file),
      path_(path),
      engine_(engine),
      pool_(pool),
      at_(offset),
      asked_(offset),
      end_(length < UINT64_MAX - offset ? offset + length : UINT64_MAX) {}

ReadAhead::~ReadAhead() {
  std::unique_lock lock(mutex_);
  for (; count_ > 0; --count_, first_ = (first_ + 1) % kAhead) {
    changed_.wait(lock, [&] { return blocks_[first_].done; });
    pool_.give_back(std::move(blocks_[first_].bytes));
  }
}

/// Requests at most one block after the end of the file: its result shows that there is nothing.
void ReadAhead::ask() {
  while (count_ < kAhead && asked_ < end_ && (asked_ < file_.size() || count_ == 0)) {
    Block& block = blocks_[(first_ + count_) % kAhead];
    block.bytes = pool_.take();
    if (!block.bytes) return;
    block.done = false;
    ++count_;
    const size_t size = block.size = size_t(std::min<uint64_t>(BlockPool::kBlock, end_ - asked_));
    const uint64_t offset = std::exchange(asked_, asked_ + size);
    engine_.read_at(file_, path_, offset, {block.bytes.get(), size}, [this, &block](Result<size_t> outcome) {
      std::lock_guard lock(mutex_);
      block.outcome = std::move(outcome);
      block.done = true;
      changed_.notify_all();
    });
  }
}

Result<size_t> ReadAhead::read(std::span<char> into) {
  if (over_ || into.empty() || at_ == end_) return size_t{0};
  if (given_ >= kPrefix) ask();
  auto n = count_ > 0 ? read_block(into) : read_straight(into);
  if (!n || *n == 0) over_ = true;
  if (n) {
    at_ += *n;
    given_ += *n;
  }
  return n;
}

Result<size_t> ReadAhead::read_straight(std::span<char> into) {
  auto n = file_.read_at(at_, into.first(size_t(std::min<uint64_t>(into.size(), end_ - at_))));
  if (n) asked_ = at_ + *n;
  return n;
}

Result<size_t> ReadAhead::read_block(std::span<char> into) {
  Block& block = blocks_[first_];
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return block.done; });
  }
  if (!block.outcome) return block.outcome;
  const size_t n = std::min(*block.outcome - used_, into.size());
  std::memcpy(into.data(), block.bytes.get() + used_, n);
  used_ += n;
  if (used_ == *block.outcome && n > 0) {
    if (used_ < block.size) over_ = true;  // the file is shorter than it was
    pool_.give_back(std::move(block.bytes));
    used_ = 0;
    first_ = (first_ + 1) % kAhead;
    --count_;
  }
  return n;
}

}  // namespace rsmf
