// Whether a stream is UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"

namespace rsmf {

/// A character may be cut by the pieces that it comes in.
class Utf8Check {
 public:
  /// False if the text so far cannot be UTF-8, whatever follows.
  bool add(std::string_view text) {
    if (!tail_.empty()) {
      // At most three bytes are missing.
      size_t wanted = std::min<size_t>(text.size(), 3);
      size_t held = tail_.size();
      tail_.append(text.substr(0, wanted));
      size_t whole = whole_prefix(tail_);
      if (whole < held) return tail_.size() < held + 3 || is_cut(tail_);  // still incomplete
      if (!is_valid_utf8(std::string_view(tail_).substr(0, whole))) return false;
      text.remove_prefix(whole - held);
      tail_.clear();
    }
    size_t whole = whole_prefix(text);
    tail_.assign(text.substr(whole));
    return is_valid_utf8(text.substr(0, whole));
  }
  /// False if the stream ended in the middle of a character.
  bool finish() const { return tail_.empty(); }

 private:
  static bool is_cut(std::string_view text) { return whole_prefix(text) == 0 && text.size() < 4; }
  /// Without a character at the end that may be incomplete.
  static size_t whole_prefix(std::string_view text) {
    for (size_t back = 1; back <= 3 && back <= text.size(); ++back) {
      auto byte = static_cast<unsigned char>(text[text.size() - back]);
      if (byte < 0x80) break;
      if (byte < 0xC0) continue;
      size_t length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
      return length > back ? text.size() - back : text.size();
    }
    return text.size();
  }
  std::string tail_;
};

}  // namespace rsmf
