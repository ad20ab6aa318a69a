// Finds the number of a text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace rsmf {

/// A hash table from texts to numbers that is emptied at no cost and keeps its memory. Texts are not copied: they must
/// live until clear().
class TextIndex {
 public:
  static constexpr uint32_t kAbsent = UINT32_MAX;

  uint32_t find(std::string_view text) const;
  /// The number that `text` has; if it had none, that is `number` now.
  uint32_t insert(std::string_view text, uint32_t number);
  void clear();
  size_t size() const { return size_; }

 private:
  struct Slot {
    const char* text = nullptr;
    uint32_t length = 0, hash = 0, number = 0;
    uint32_t round = 0;  // taken, if it is round_
  };
  /// The slot that has `text`, or the free one where it belongs. REQUIRES: slots_ is not empty.
  size_t place(std::string_view text, uint32_t hash) const;
  void grow();

  std::vector<Slot> slots_;  // a power of two, at most half of them taken
  size_t size_ = 0;
  uint32_t round_ = 1;
};

}  // namespace rsmf
