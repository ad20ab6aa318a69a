#include "mime/unicode_stream.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

using Kind = TextEncoding::Kind;

class Utf8Stream final : public ByteSource {
 public:
  Utf8Stream(std::unique_ptr<ByteSource> inner, TextEncoding encoding)
      : inner_(std::move(inner)), encoding_(encoding), to_skip_(encoding.mark) {}

  Result<size_t> read(std::span<char> into) override {
    if (into.empty()) return size_t{0};
    if (encoding_.kind == Kind::utf8 && to_skip_ == 0 && at_ == out_.size()) return inner_->read(into);
    while (at_ == out_.size()) {
      if (at_end_) return size_t{0};
      out_.clear();
      at_ = 0;
      RSMF_TRY(fill());
    }
    size_t count = std::min(into.size(), out_.size() - at_);
    std::memcpy(into.data(), out_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  Result<void> fill() {
    auto n = inner_->read(std::span(block_).subspan(held_));
    if (!n) return std::unexpected(std::move(n.error()));
    at_end_ = *n == 0;
    std::string_view text(block_.data(), held_ + *n);
    size_t skipped = std::min(to_skip_, text.size());
    text.remove_prefix(skipped);
    to_skip_ -= skipped;
    if (encoding_.kind == Kind::utf8)
      out_.append(text), text = {};
    else
      convert(text);
    held_ = text.size();
    if (held_ > 0) std::memmove(block_.data(), text.data(), held_);
    return {};
  }

  /// Leaves in `text` what has to wait for more.
  void convert(std::string_view& text) {
    bool wide = encoding_.kind == Kind::utf32_little || encoding_.kind == Kind::utf32_big;
    size_t unit = wide ? 4 : 2;
    for (; text.size() >= unit; text.remove_prefix(unit)) {
      char32_t c = unit_at(text);
      if (!wide && c >= 0xD800 && c < 0xDC00) {
        if (text.size() < 4 && !at_end_) return;
        char32_t low = text.size() < 4 ? 0 : unit_at(text.substr(2));
        if (low >= 0xDC00 && low < 0xE000) {
          c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
          text.remove_prefix(2);
        }
      }
      if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        out_ += '\xFF';
      else
        append_code_point(c, out_);
    }
    if (at_end_ && !text.empty()) {
      out_ += '\xFF';
      text = {};
    }
  }

  char32_t unit_at(std::string_view text) const {
    auto byte = [&](size_t i) { return char32_t(static_cast<unsigned char>(text[i])); };
    switch (encoding_.kind) {
      case Kind::utf16_little:
        return byte(1) << 8 | byte(0);
      case Kind::utf16_big:
        return byte(0) << 8 | byte(1);
      case Kind::utf32_little:
        return byte(3) << 24 | byte(2) << 16 | byte(1) << 8 | byte(0);
      default:
        return byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3);
    }
  }

  std::unique_ptr<ByteSource> inner_;
  TextEncoding encoding_;
  size_t to_skip_;
  std::array<char, 16 * 1024> block_;
  size_t held_ = 0;
  std::string out_;
  size_t at_ = 0;
  bool at_end_ = false;
};

}  // namespace

TextEncoding detect_encoding(std::string_view start) {
  auto is = [&](std::string_view bytes) { return start.starts_with(bytes); };
  using namespace std::string_view_literals;
  if (is("\xEF\xBB\xBF")) return {Kind::utf8, 3};
  if (is("\xFF\xFE\0\0"sv)) return {Kind::utf32_little, 4};
  if (is("\0\0\xFE\xFF"sv)) return {Kind::utf32_big, 4};
  if (is("\xFF\xFE")) return {Kind::utf16_little, 2};
  if (is("\xFE\xFF")) return {Kind::utf16_big, 2};
  if (start.size() < 4) return {};
  // Only what JSON begins with counts: any old binary has a zero among its first bytes.
  size_t first = std::min(start.find_first_not_of('\0'), start.size() - 1);
  if (std::string_view("{[ \t\r\n").find(start[first]) == std::string_view::npos) return {};
  bool zero[4] = {start[0] == 0, start[1] == 0, start[2] == 0, start[3] == 0};
  if (!zero[0] && zero[1]) return {zero[2] && zero[3] ? Kind::utf32_little : Kind::utf16_little, 0};
  if (zero[0] && !zero[1]) return {Kind::utf16_big, 0};
  if (zero[0] && zero[1] && zero[2] && !zero[3]) return {Kind::utf32_big, 0};
  return {};
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::utf8:
      return "UTF-8";
    case Kind::utf16_little:
    case Kind::utf16_big:
      return "UTF-16";
    default:
      return "UTF-32";
  }
}

std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> inner, TextEncoding encoding) {
  if (encoding.kind == Kind::utf8 && encoding.mark == 0) return inner;
  return std::make_unique<Utf8Stream>(std::move(inner), encoding);
}

}  // namespace rsmf
