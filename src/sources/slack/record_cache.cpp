#include "sources/slack/record_cache.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace rsmf::slack {
namespace {

constexpr size_t kSmallest = 512;

// In steps of an eighth, so that files of about the same size can have each other's memory.
size_t rounded(size_t size) {
  size = std::max(size, kSmallest);
  const size_t step = std::bit_floor(size) / 8;
  return (size + step - 1) / step * step;
}

constexpr uint64_t cost(size_t capacity) {
  return sizeof(KeptFile) + capacity + Bytes::kPadding;
}

}  // namespace

// True if `bytes` more may be held; idle memory is given up for it. REQUIRES: locked.
bool RecordCache::make_room(uint64_t bytes) {
  if (bytes > budget_) return false;
  for (auto& [capacity, files] : idle_) {
    for (; held_ + bytes > budget_ && !files.empty(); files.pop_back()) held_ -= cost(capacity);
  }
  return held_ + bytes <= budget_;
}

std::unique_ptr<KeptFile> RecordCache::take(size_t capacity) {
  {
    std::lock_guard lock(mutex_);
    if (auto it = idle_.find(capacity); it != idle_.end() && !it->second.empty()) {
      std::unique_ptr<KeptFile> file = std::move(it->second.back());
      it->second.pop_back();
      return file;
    }
    if (!make_room(cost(capacity))) return {};
    held_ += cost(capacity);
  }
  auto file = std::make_unique<KeptFile>();
  file->block.reserve(capacity);
  return file;
}

RecordCache::Handle RecordCache::keep(const Condenser& from) {
  const std::string_view text = from.text();
  const std::span<const uint32_t> words = from.made().words;
  std::unique_ptr<KeptFile> file = take(rounded(words.size_bytes() + text.size()));
  if (!file) return {};
  file->words = words.size();
  file->block.resize(words.size_bytes() + text.size());
  if (!words.empty()) std::memcpy(file->block.data(), words.data(), words.size_bytes());
  if (!text.empty()) std::memcpy(file->block.data() + words.size_bytes(), text.data(), text.size());
  return Handle(file.release(), GiveBack{shared_from_this()});
}

void RecordCache::give_back(KeptFile* file) {
  std::unique_ptr<KeptFile> mine(file);
  std::lock_guard lock(mutex_);
  idle_[mine->block.capacity()].push_back(std::move(mine));
}

uint64_t RecordCache::held() const {
  std::lock_guard lock(mutex_);
  return held_;
}

}  // namespace rsmf::slack
