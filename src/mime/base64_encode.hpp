// Base64 as mail wants it: lines of 76 columns that end in CRLF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rsmf {

/// Encodes a stream that comes in pieces of any size.
class Base64Lines {
 public:
  /// Appends all whole lines that the bytes so far give.
  void add(std::string_view bytes, std::string& to);
  /// Appends what is left, padded, with its CRLF, and starts over.
  void finish(std::string& to);

  /// Length of the encoded form of `bytes` bytes, line ends included.
  static uint64_t encoded_size(uint64_t bytes);

 private:
  static constexpr size_t kLineBytes = 57;  // 76 columns
  char pending_[kLineBytes];
  size_t pending_size_ = 0;
};

/// Without line ends, for headers.
std::string base64(std::string_view bytes);

}  // namespace rsmf
