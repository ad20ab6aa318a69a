#include "slice/row_buffer.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "slice/row_block.hpp"

namespace rsmf {
namespace {
constexpr size_t kMost = 0xFFFF'0000;  // places in a buffer have 32 bits
constexpr size_t kAhead = 8;           // rows lie anywhere in memory: fetch them before they are needed
}  // namespace

struct RowBuffer::Tail {
  uint64_t offset;
  uint32_t file, sub;
  uint64_t size;
};

RowBuffer::RowBuffer(size_t capacity) : capacity_(std::min(capacity & ~size_t{7}, kMost)) {}

// Each row takes an entry, one more to sort in, and at most a counter for its conversation.
size_t RowBuffer::needed(size_t bytes) const {
  return used_ + sizeof(Tail) + bytes + (count_ + 1) * (2 * sizeof(Entry) + sizeof(uint32_t)) + sizeof(Entry);
}

char* RowBuffer::room(size_t bytes) {
  const size_t least = (needed(bytes) + 7) & ~size_t{7};
  if (count_ > 0 && least > size_) return nullptr;
  if (least > size_) {
    size_ = std::max(least, capacity_);
    memory_ = std::make_unique_for_overwrite<char[]>(size_);
  }
  return memory_.get() + used_ + sizeof(Tail);
}

void RowBuffer::put(const SortKey& key, size_t bytes) {
  const Tail tail{key.offset, key.file, key.sub, bytes};
  std::memcpy(memory_.get() + used_, &tail, sizeof tail);
  ++count_;
  auto* entry = reinterpret_cast<Entry*>(memory_.get() + size_) - count_;
  *entry = {key.slice_time, key.time, key.conversation, uint32_t(used_)};
  used_ += sizeof tail + bytes;
}

RowBuffer::Tail RowBuffer::tail(const Entry& entry) const {
  Tail result;
  std::memcpy(&result, memory_.get() + entry.at, sizeof result);
  return result;
}

// Of two entries of one conversation.
bool RowBuffer::before(const Entry& a, const Entry& b) const {
  if (a.slice_time != b.slice_time) return a.slice_time < b.slice_time;
  if (a.time != b.time) return a.time < b.time;
  const Tail x = tail(a), y = tail(b);
  return std::tie(x.file, x.offset, x.sub) < std::tie(y.file, y.offset, y.sub);
}

// Numbers of conversations are small and dense: counted, their rows come together without a comparison. Undoes the
// reverse order in which entries were put. False where the numbers are too far apart.
bool RowBuffer::group(Entry* entries, Entry* into) const {
  uint32_t least = UINT32_MAX, most = 0;
  for (const Entry* e = entries; e != entries + count_; ++e) {
    least = std::min(least, e->conversation);
    most = std::max(most, e->conversation);
  }
  if (most - least >= count_) return false;
  std::vector<uint32_t> ends(size_t(most - least) + 1, 0);
  for (const Entry* e = entries; e != entries + count_; ++e) ++ends[e->conversation - least];
  uint32_t sum = 0;
  for (uint32_t& end : ends) end = std::exchange(sum, sum + end);
  for (const Entry* e = entries + count_; e-- != entries;) into[ends[e->conversation - least]++] = *e;
  Entry* from = into;
  auto by_time = [this](const Entry& a, const Entry& b) { return before(a, b); };
  for (uint32_t end : ends) {
    if (!std::is_sorted(from, into + end, by_time)) std::sort(from, into + end, by_time);
    from = into + end;
  }
  return true;
}

void RowBuffer::sort() {
  given_ = 0;
  if (count_ == 0) return;
  auto* entries = reinterpret_cast<Entry*>(memory_.get() + size_) - count_;
  sorted_ = entries - count_;
  if (group(entries, entries - count_)) return;
  std::sort(entries, entries + count_, [this](const Entry& a, const Entry& b) {
    return a.conversation != b.conversation ? a.conversation < b.conversation : before(a, b);
  });
  sorted_ = entries;
}

bool RowBuffer::next_block(Bytes& block, size_t target) {
  block.clear();
  RowBlockWriter out(block);
  for (; given_ < count_ && block.size() < target; ++given_) {
    if (given_ + kAhead < count_) __builtin_prefetch(memory_.get() + sorted_[given_ + kAhead].at);
    const Entry& e = sorted_[given_];
    const Tail rest = tail(e);
    if (!block.empty() && block.size() + rest.size > 2 * target) break;  // a large row has a block of its own
    out.add({.conversation = e.conversation,
             .file = rest.file,
             .slice_time = e.slice_time,
             .time = e.time,
             .offset = rest.offset,
             .sub = rest.sub},
            {memory_.get() + e.at + sizeof rest, size_t(rest.size)});
  }
  return !block.empty();
}

void RowBuffer::clear() {
  if (size_ > capacity_) release();
  used_ = count_ = given_ = 0;
}

void RowBuffer::release() {
  memory_.reset();
  size_ = used_ = count_ = given_ = 0;
}

}  // namespace rsmf
