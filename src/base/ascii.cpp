#include "base/ascii.hpp"

#include "base/byte_block.hpp"

namespace rsmf {
namespace {

bool is_printable(char c) {
  return (c >= 0x20 && c < 0x7F) || c == '\t';
}

}  // namespace

size_t ascii_prefix(std::string_view text) {
  size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    uint32_t mask = ByteBlock::load(text.data() + i).not_ascii().bits();
    if (mask) return i + size_t(std::countr_zero(mask));
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

size_t printable_prefix(std::string_view text) {
  size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    ByteBlock block = ByteBlock::load(text.data() + i);
    ByteMask bad = block.below_or_not_ascii(0x20) | (block == 0x7F);
    if (uint32_t mask = bad.bits() & ~(block == '\t').bits()) return i + size_t(std::countr_zero(mask));
  }
  while (i < text.size() && is_printable(text[i])) ++i;
  return i;
}

}  // namespace rsmf
