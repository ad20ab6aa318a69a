#include "sources/slack/kept_files.hpp"

#include <algorithm>
#include <bit>

namespace rsmf::slack {
namespace {

constexpr size_t kSmallest = 512;

// In steps of an eighth, so that files of about the same size can have each other's memory.
size_t rounded(size_t size) {
  size = std::max(size, kSmallest);
  const size_t step = std::bit_floor(size) / 8;
  return (size + step - 1) / step * step;
}

}  // namespace

// True if `bytes` more may be held; idle memory is given up for it. REQUIRES: locked.
bool KeptFiles::make_room(uint64_t bytes) {
  if (bytes > budget_) return false;
  for (auto& [capacity, files] : idle_) {
    for (; held_ + bytes > budget_ && !files.empty(); files.pop_back()) held_ -= files.back()->cost;
  }
  return held_ + bytes <= budget_;
}

KeptFiles::Handle KeptFiles::take(size_t size) {
  const size_t capacity = rounded(size);
  if (size > budget_ || capacity > budget_) return {};
  std::unique_lock lock(mutex_);
  std::unique_ptr<KeptFile> file;
  if (auto it = idle_.find(capacity); it != idle_.end() && !it->second.empty()) {
    file = std::move(it->second.back());
    it->second.pop_back();
  } else {
    const uint64_t cost = sizeof(KeptFile) + capacity + Bytes::kPadding;
    if (!make_room(cost)) return {};
    held_ += cost;
    lock.unlock();
    file = std::make_unique<KeptFile>();
    file->text.reserve(capacity);
    file->cost = cost;
  }
  file->tokens.clear();
  return Handle(file.release(), GiveBack{shared_from_this()});
}

void KeptFiles::keep_tokens(KeptFile& file, std::span<const uint32_t> tokens, std::span<const uint32_t> skips) {
  const size_t token_room = std::max(file.tokens.capacity(), rounded(tokens.size()));
  const size_t skip_room = std::max(file.skips.capacity(), rounded(skips.size()));
  const size_t more = token_room - file.tokens.capacity() + skip_room - file.skips.capacity();
  if (more > 0) {
    const uint64_t cost = more * sizeof(uint32_t);
    {
      std::lock_guard lock(mutex_);
      if (!make_room(cost)) return;
      held_ += cost;
    }
    file.cost += cost;
    file.tokens.reserve(token_room);
    file.skips.reserve(skip_room);
  }
  file.tokens.assign(tokens.begin(), tokens.end());
  file.skips.assign(skips.begin(), skips.end());
}

void KeptFiles::give_back(KeptFile* file) {
  std::unique_ptr<KeptFile> mine(file);
  std::lock_guard lock(mutex_);
  // A file that was longer than its container said has made it larger than it is counted.
  if (const size_t capacity = file->text.capacity(); capacity == rounded(capacity))
    idle_[capacity].push_back(std::move(mine));
  else
    held_ -= file->cost;
}

uint64_t KeptFiles::held() const {
  std::lock_guard lock(mutex_);
  return held_;
}

}  // namespace rsmf::slack
