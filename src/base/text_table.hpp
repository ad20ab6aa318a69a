// A hash table with text keys.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace rsmf {

/// Spreads texts evenly over 64 bits. The same in every run.
inline uint64_t hash_text(std::string_view text) {
  auto word = [](const char* p) {
    uint64_t value;
    std::memcpy(&value, p, sizeof value);
    return value;
  };
  auto half_word = [](const char* p) {
    uint32_t value;
    std::memcpy(&value, p, sizeof value);
    return uint64_t{value};
  };
  auto mix = [](uint64_t a, uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    Wide product = static_cast<Wide>(a) * b;
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  };
  constexpr uint64_t kOne = 0x9e3779b97f4a7c15, kOther = 0xc2b2ae3d27d4eb4f;
  const char* p = text.data();
  size_t left = text.size();
  uint64_t hash = kOne * (text.size() + 1);  // spread, or it would cancel out a letter
  for (; left > 16; left -= 16, p += 16) hash = mix(word(p) ^ kOther, word(p + 8) ^ hash);
  uint64_t a = 0, b = 0;  // what is left; the two may overlap
  if (left >= 8) {
    a = word(p);
    b = word(p + left - 8);
  } else if (left >= 4) {
    a = half_word(p);
    b = half_word(p + left - 4);
  } else {
    for (size_t i = 0; i < left; ++i) a = a << 8 | static_cast<unsigned char>(p[i]);
  }
  return mix(mix(a ^ kOther, b ^ hash), kOne);
}

/// Maps texts to small values. The texts are not copied and must stay alive. clear() takes constant time and keeps the
/// memory, so that a table that is used again allocates nothing.
template <class Value>
class TextTable {
 public:
  /// Null if there is none. Valid until the next change.
  const Value* find(std::string_view key) const {
    if (size_ == 0) return nullptr;
    const Slot& slot = slots_[place_of(key, hash_text(key))];
    return slot.stamp == stamp_ ? &slot.value : nullptr;
  }
  bool contains(std::string_view key) const { return find(key) != nullptr; }

  /// The value of the key, and whether it is new; if it is, it is `value`. Valid until the next change.
  std::pair<Value&, bool> try_emplace(std::string_view key, Value value) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    uint64_t hash = hash_text(key);
    Slot& slot = slots_[place_of(key, hash)];
    bool fresh = slot.stamp != stamp_;
    if (fresh) {
      slot = {hash, key.data(), key.size(), stamp_, value};
      ++size_;
    }
    return {slot.value, fresh};
  }

  void erase(std::string_view key) {
    if (size_ == 0) return;
    size_t mask = slots_.size() - 1, hole = place_of(key, hash_text(key));
    if (slots_[hole].stamp != stamp_) return;
    // Moves up later entries that could be here, or a search would not find them.
    for (size_t at = (hole + 1) & mask; slots_[at].stamp == stamp_; at = (at + 1) & mask) {
      if (((at - slots_[at].hash) & mask) < ((at - hole) & mask)) continue;
      slots_[hole] = slots_[at];
      hole = at;
    }
    slots_[hole].stamp = 0;
    --size_;
  }

  void clear() {
    size_ = 0;
    // A giant table must not keep its memory for the rest of the run, and an old stamp must not look like a new one.
    if (slots_.size() > kKeep || stamp_ == UINT32_MAX) {
      slots_ = {};
      stamp_ = 0;
    }
    ++stamp_;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  struct Slot {
    uint64_t hash = 0;
    const char* key = nullptr;
    size_t size = 0;
    uint32_t stamp = 0;  // taken if it is that of the table
    Value value{};
  };
  static constexpr size_t kKeep = 256 * 1024, kFewest = 16;

  /// The slot of the key, or the free slot for it.
  size_t place_of(std::string_view key, uint64_t hash) const {
    size_t mask = slots_.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.stamp != stamp_) return at;
      if (slot.hash == hash && std::string_view(slot.key, slot.size) == key) return at;
    }
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? kFewest : 2 * slots_.size());
    old.swap(slots_);
    size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.stamp != stamp_) continue;
      size_t at = slot.hash & mask;
      while (slots_[at].stamp == stamp_) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two, at most half of them taken
  size_t size_ = 0;
  uint32_t stamp_ = 1;
};

}  // namespace rsmf
