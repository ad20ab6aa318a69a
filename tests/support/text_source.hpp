// A stream that lies in memory.
#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "io/byte_source.hpp"

namespace rsmf {

/// Gives at most `portion` bytes per read; at its end the error, if it has one.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string_view text, size_t portion = SIZE_MAX, std::optional<Error> error = {})
      : text_(text), portion_(portion), error_(std::move(error)) {}

  Result<size_t> read(std::span<char> into) override {
    size_t n = std::min({into.size(), text_.size() - at_, portion_});
    if (n == 0 && error_) return std::unexpected(*error_);
    if (n > 0) std::memcpy(into.data(), text_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  size_t at_ = 0, portion_;
  std::optional<Error> error_;
};

/// `count` times the same text between a head and a tail, made while it is read.
class RepeatedSource : public ByteSource {
 public:
  RepeatedSource(std::string head, std::string part, uint64_t count, std::string tail)
      : head_(std::move(head)), part_(std::move(part)), tail_(std::move(tail)), count_(count) {}

  Result<size_t> read(std::span<char> into) override {
    size_t filled = 0;
    while (filled < into.size()) {
      const std::string& now = stage_ == 0 ? head_ : stage_ == 1 ? part_ : tail_;
      size_t n = std::min(into.size() - filled, now.size() - at_);
      std::memcpy(into.data() + filled, now.data() + at_, n);
      filled += n;
      at_ += n;
      if (at_ < now.size()) break;
      if (stage_ == 2) break;
      at_ = 0;
      if (stage_ == 0 || --count_ == 0) ++stage_;
    }
    return filled;
  }

 private:
  std::string head_, part_, tail_;
  uint64_t count_;
  int stage_ = 0;
  size_t at_ = 0;
};

}  // namespace rsmf
