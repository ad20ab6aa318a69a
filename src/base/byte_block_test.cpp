#include "base/byte_block.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "base/copy_until.hpp"

namespace rsmf {
namespace {

/// One bit for each byte for which `holds`.
template <class Holds>
uint32_t bits_of(const std::string& text, Holds holds) {
  uint32_t bits = 0;
  for (size_t i = 0; i < 16; ++i) bits |= uint32_t{holds(static_cast<unsigned char>(text[i]))} << i;
  return bits;
}

void expect_bits(ByteMask mask, uint32_t expected, const std::string& what) {
  EXPECT_EQ(mask.bits(), expected) << what;
  EXPECT_EQ(mask.portable_bits(), expected) << what;
}

TEST(ByteBlock, ComparesAsBytesDo) {
  std::mt19937 random(5);
  for (int round = 0; round < 2'000; ++round) {
    std::string text(16, '\0');
    for (char& c : text) c = static_cast<char>(random());
    const auto limit = static_cast<unsigned char>(random());
    text[random() % 16] = static_cast<char>(limit);
    const ByteBlock block = ByteBlock::load(text.data());
    expect_bits(block == static_cast<char>(limit), bits_of(text, [&](auto c) { return c == limit; }), "equal");
    expect_bits(block <= limit, bits_of(text, [&](auto c) { return c <= limit; }), "at most");
    const auto ascii = static_cast<char>(limit & 0x7F);
    expect_bits(block.below_or_not_ascii(ascii), bits_of(text, [&](auto c) { return c < ascii || c >= 0x80; }),
                "below");
    expect_bits(block.not_ascii(), bits_of(text, [](auto c) { return c >= 0x80; }), "not ASCII");
    expect_bits((block | 0x20) == '{', bits_of(text, [](auto c) { return (c | 0x20) == '{'; }), "with bits");
    expect_bits((block <= limit) & block.not_ascii(), bits_of(text, [&](auto c) { return c <= limit && c >= 0x80; }),
                "and");
    expect_bits((block == 'a') | block.not_ascii(), bits_of(text, [](auto c) { return c == 'a' || c >= 0x80; }), "or");
    char again[16];
    block.store(again);
    EXPECT_EQ(std::string(again, 16), text);
  }
}

TEST(ByteMask, EveryPatternOfBits) {
  for (uint32_t pattern = 0; pattern < 0x10000; ++pattern) {
    std::string text(16, 'x');
    for (size_t i = 0; i < 16; ++i)
      if (pattern >> i & 1) text[i] = 'y';
    const ByteMask mask = ByteBlock::load(text.data()) == 'y';
    ASSERT_EQ(mask.bits(), pattern);
    ASSERT_EQ(mask.portable_bits(), pattern);
  }
}

TEST(ByteBlock, LoadsSomeBytesAndReadsNoOthers) {
  for (size_t size = 1; size < 16; ++size) {
    auto exact = std::make_unique<char[]>(size);  // ASan sees a read beyond it
    for (size_t i = 0; i < size; ++i) exact[i] = static_cast<char>('a' + i);
    char bytes[16];
    for (const ByteBlock block :
         {ByteBlock::load_some(exact.get(), size), ByteBlock::portable_load_some(exact.get(), size)}) {
      block.store(bytes);
      EXPECT_EQ(std::string(bytes, size), std::string(exact.get(), size));
    }
  }
}

struct ByByte {
  static bool is(unsigned char c) { return c == '"' || c >= 0x80; }
};
struct ByBlock : ByByte {
  static uint32_t mask(ByteBlock block) { return ((block == '"') | block.not_ascii()).bits(); }
};
static_assert(HasBlockMask<ByBlock> && !HasBlockMask<ByByte>);

TEST(CopyUntil, BlocksAndBytesAgreeAtEveryPlaceOfEveryLength) {
  for (size_t size = 1; size <= 50; ++size) {
    for (size_t at = 0; at <= size; ++at) {
      auto exact = std::make_unique<char[]>(size);
      std::string text(size, 'x');
      if (at < size) text[at] = at % 2 == 0 ? '"' : '\xFF';
      text.copy(exact.get(), size);
      const std::string_view view(exact.get(), size);
      EXPECT_EQ(is_free_of<ByBlock>(view), at == size);
      EXPECT_EQ(is_free_of<ByByte>(view), at == size);
      for (auto copy : {copy_until<ByBlock>, copy_until<ByByte>}) {
        char buffer[80];
        char* to = buffer;
        EXPECT_EQ(copy(view.data(), view.data() + size, to), view.data() + at);
        EXPECT_EQ(std::string_view(buffer, static_cast<size_t>(to - buffer)), text.substr(0, at));
      }
    }
  }
}

}  // namespace
}  // namespace rsmf
