#include "sources/whatsapp/text_stream.hpp"

#include <algorithm>
#include <cstring>

#include "base/utf8.hpp"

namespace rsmf::whatsapp {
namespace {
constexpr char32_t kReplacement = 0xFFFD;
constexpr size_t kBlock = 64 * 1024;
}  // namespace

void TextStream::convert(std::string_view bytes) {
  raw_.append(bytes);
  size_t i = 0;
  for (; i + 2 <= raw_.size(); i += 2) {
    auto first = static_cast<unsigned char>(raw_[i]), second = static_cast<unsigned char>(raw_[i + 1]);
    char32_t unit = encoding_ == Encoding::utf16_little ? char32_t(second << 8 | first) : char32_t(first << 8 | second);
    bool low = unit >= 0xDC00 && unit < 0xE000;
    if (high_) {
      append_code_point(low ? 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00) : kReplacement, ready_);
      high_ = 0;
      if (low) continue;
    }
    if (unit >= 0xD800 && unit < 0xDC00)
      high_ = unit;
    else
      append_code_point(low ? kReplacement : unit, ready_);
  }
  raw_.erase(0, i);
}

Result<bool> TextStream::refill() {
  char block[kBlock];
  auto read = source_->read(block);
  if (!read) return std::unexpected(std::move(read.error()));
  consumed_ += *read;
  if (*read == 0) {
    ended_ = true;
    if (high_ || !raw_.empty()) append_code_point(kReplacement, ready_);
    high_ = 0;
    raw_.clear();
    return false;
  }
  convert({block, *read});
  return true;
}

Result<size_t> TextStream::read(std::span<char> into) {
  if (into.empty()) return size_t{0};
  if (encoding_ == Encoding::unknown) {
    char mark[2];
    auto read = read_fully(*source_, mark);
    if (!read) return read;
    consumed_ += *read;
    std::string_view first(mark, *read);
    encoding_ = first == "\xFF\xFE"   ? Encoding::utf16_little
                : first == "\xFE\xFF" ? Encoding::utf16_big
                                      : Encoding::utf8;
    if (encoding_ == Encoding::utf8) ready_ = first;
  }
  while (is_utf16() && next_ == ready_.size() && !ended_) {
    ready_.clear();
    next_ = 0;
    if (auto more = refill(); !more) return std::unexpected(std::move(more.error()));
  }
  if (next_ < ready_.size()) {
    size_t bytes = std::min(into.size(), ready_.size() - next_);
    std::memcpy(into.data(), ready_.data() + next_, bytes);
    next_ += bytes;
    return bytes;
  }
  if (is_utf16()) return size_t{0};
  auto read = source_->read(into);
  if (read) consumed_ += *read;
  return read;
}

}  // namespace rsmf::whatsapp
