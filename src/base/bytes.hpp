// A reusable byte buffer that parsers may read past.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace rsmf {

/// Growable, uninitialised, move-only. At least kPadding zero bytes follow the content, so that SIMD code may load
/// past the end. Only reserve(), resize() and append() may move the content.
class Bytes {
 public:
  static constexpr size_t kPadding = 64;

  Bytes() = default;
  Bytes(Bytes&& other) noexcept { swap(other); }
  Bytes& operator=(Bytes&& other) noexcept {
    swap(other);
    return *this;
  }

  char* data() { return data_.get(); }
  const char* data() const { return data_.get(); }
  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  std::string_view view() const { return {data_.get(), size_}; }

  /// Room for `capacity` bytes plus padding. Keeps the content.
  void reserve(size_t capacity) {
    if (capacity <= capacity_ && data_) return;
    capacity = std::max(capacity, capacity_ + capacity_ / 2);
    auto bigger = std::make_unique_for_overwrite<char[]>(capacity + kPadding);
    if (size_) std::memcpy(bigger.get(), data_.get(), size_);
    data_ = std::move(bigger);
    capacity_ = capacity;
    pad();
  }
  /// New bytes are uninitialised.
  void resize(size_t size) {
    reserve(size);
    size_ = size;
    pad();
  }
  void append(std::string_view text) {
    reserve(size_ + text.size());
    if (!text.empty()) std::memcpy(data_.get() + size_, text.data(), text.size());
    size_ += text.size();
    pad();
  }
  void clear() {
    size_ = 0;
    if (data_) pad();
  }
  /// Removes the first `count` bytes.
  void drop_front(size_t count) {
    if (count == 0) return;  // a buffer that never grew has no memory yet
    std::memmove(data_.get(), data_.get() + count, size_ - count);
    size_ -= count;
    pad();
  }
  void swap(Bytes& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  void pad() { std::memset(data_.get() + size_, 0, kPadding); }

  std::unique_ptr<char[]> data_;
  size_t size_ = 0, capacity_ = 0;
};

}  // namespace rsmf
