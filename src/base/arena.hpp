// Bump allocation for rows and text with one lifetime.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace rsmf {

/// Allocates in order and frees all at once. reset() keeps the blocks, so that nothing is allocated in the steady
/// state. Not thread-safe. Pointers are valid until reset() or the end of the arena; moving an arena leaves them valid.
class Arena {
 public:
  explicit Arena(size_t block_bytes = 64 * 1024) : block_bytes_(block_bytes) {}
  Arena(Arena&& from) noexcept { swap(from); }
  Arena& operator=(Arena&& from) noexcept {
    swap(from);
    return *this;
  }

  /// Uninitialised bytes, aligned for any row type.
  char* allocate(size_t bytes) {
    bytes = (bytes + 7) & ~size_t{7};
    if (bytes > size_t(end_ - next_)) grow(bytes);
    char* result = next_;
    next_ += bytes;
    used_ += bytes;
    return result;
  }

  std::string_view copy(std::string_view text) {
    if (text.data() == nullptr) return {};
    if (text.empty()) return std::string_view("", 0);
    char* to = allocate(text.size());
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  template <class T>
  std::span<T> copy(std::span<const T> rows) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    if (rows.empty()) return {};
    auto* to = reinterpret_cast<T*>(allocate(rows.size_bytes()));
    std::memcpy(static_cast<void*>(to), rows.data(), rows.size_bytes());
    return {to, rows.size()};
  }

  /// Frees everything; keeps the blocks, except those made for a single huge request.
  void reset();

  /// Bytes allocated since the last reset.
  size_t used() const { return used_; }
  /// Bytes held from the system.
  size_t held() const;

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };
  void grow(size_t bytes);
  void swap(Arena& other) noexcept;

  size_t block_bytes_ = 64 * 1024;
  std::vector<Block> blocks_;
  size_t current_ = 0;  // blocks_[0 .. current_) are in use
  char* next_ = nullptr;
  char* end_ = nullptr;
  size_t used_ = 0;
};

}  // namespace rsmf
