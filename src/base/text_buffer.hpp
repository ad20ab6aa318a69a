// The buffer that writers append text to.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/fixed_text.hpp"

namespace rsmf {

/// Growable text without initialisation: an append is a bounds check and a copy. Reused from slice to slice.
class TextBuffer {
 public:
  /// At least this many bytes after the content may be read and written, so that SIMD code need not check for the end.
  static constexpr size_t kSlack = 64;

  /// Room for `bytes` more bytes (and kSlack after them); they count once committed.
  char* room(size_t bytes) {
    if (capacity_ - size_ < bytes + kSlack) grow(bytes);
    return data_.get() + size_;
  }
  /// `end` is one past the last byte written into room().
  void commit(const char* end) { size_ = static_cast<size_t>(end - data_.get()); }

  void append(std::string_view text) {
    char* to = room(text.size());
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    size_ += text.size();
  }
  void append(char c) {
    *room(1) = c;
    ++size_;
  }
  /// Appends all, in order: literals, views.
  template <class... Texts>
  void append_all(const Texts&... texts) {
    char* to = room((size_t(0) + ... + std::string_view(texts).size()));
    ((to = put(texts, to)), ...);
    commit(to);
  }
  void append_number(uint64_t value) {
    char* to = room(20);
    commit(std::to_chars(to, to + 20, value).ptr);
  }

  std::string_view view() const { return {data_.get(), size_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// REQUIRES: size <= size().
  void shrink(size_t size) { size_ = size; }
  /// Keeps the memory, unless one giant text made it far larger than usual.
  void clear() {
    size_ = 0;
    if (capacity_ > kKeep) {
      data_.reset();
      capacity_ = 0;
    }
  }

 private:
  template <size_t kSize>
  static char* put(const char (&literal)[kSize], char* to) {
    std::memcpy(to, literal, kSize - 1);
    return to + kSize - 1;
  }
  template <size_t kSize>
  static char* put(const FixedText<kSize>& text, char* to) {
    return put(text.text, to);
  }
  static char* put(std::string_view text, char* to) {
    size_t size = text.size();
    const char* from = text.data();
    if (size >= 16 && size <= 32) {
      // As times and names are: two pieces that overlap.
      char first[16], last[16];
      std::memcpy(first, from, 16);
      std::memcpy(last, from + size - 16, 16);
      std::memcpy(to, first, 16);
      std::memcpy(to + size - 16, last, 16);
    } else if (size > 0) {
      std::memcpy(to, from, size);
    }
    return to + size;
  }

  static constexpr size_t kKeep = 32 * 1024 * 1024;

  void grow(size_t bytes) {
    size_t capacity = capacity_ + capacity_ / 2;
    if (capacity < size_ + bytes + kSlack) capacity = size_ + bytes + kSlack;
    if (capacity < 4096) capacity = 4096;
    auto bigger = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ != 0) std::memcpy(bigger.get(), data_.get(), size_);
    data_ = std::move(bigger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> data_;
  size_t size_ = 0, capacity_ = 0;
};

}  // namespace rsmf
