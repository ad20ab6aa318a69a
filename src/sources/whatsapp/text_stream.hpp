// The text of a chat file as UTF-8, whatever it was stored as.
#pragma once

#include <memory>
#include <string>

#include "io/byte_source.hpp"

namespace rsmf::whatsapp {

/// Passes bytes through, except that UTF-16 with a byte order mark becomes UTF-8. Invalid UTF-8 is left to the decoder.
class TextStream {
 public:
  explicit TextStream(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  /// Fills a prefix of `into`; 0 only at the end.
  Result<size_t> read(std::span<char> into);
  bool is_utf16() const { return encoding_ == Encoding::utf16_little || encoding_ == Encoding::utf16_big; }
  /// Stored bytes taken so far.
  uint64_t consumed() const { return consumed_; }

 private:
  enum class Encoding { unknown, utf8, utf16_little, utf16_big };
  Result<bool> refill();
  void convert(std::string_view bytes);

  std::unique_ptr<ByteSource> source_;
  Encoding encoding_ = Encoding::unknown;
  std::string raw_, ready_;  // odd bytes left over; text not yet handed out
  size_t next_ = 0;          // in ready_
  char32_t high_ = 0;        // first half of a surrogate pair
  uint64_t consumed_ = 0;
  bool ended_ = false;
};

}  // namespace rsmf::whatsapp
