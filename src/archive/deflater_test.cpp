#include "archive/deflater.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "archive/inflate.hpp"

namespace rsmf {
namespace {

std::string deflated(std::string_view text) {
  Deflater deflater(Compression::fast);
  std::string packed;
  EXPECT_TRUE(deflater.append(text, packed));
  return packed;
}

/// Sentences of a few words, in an order of no meaning.
std::string prose(size_t size) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"{\"body\":\"", "the ", "harbour ", "\xd1\x81\xd1\x83\xd0\xb4\xd0\xbd\xd0\xbe ",
                                       "is ", "\xe6\xb8\xaf", "late ", "\"},", "2024-03-0"});
  std::string text;
  for (uint32_t i = 1; text.size() < size; i = i * 1664525 + 1013904223) text += kWords[(i >> 16) % kWords.size()];
  text.resize(size);
  return text;
}

std::string chatter(size_t size) {
  std::string text;
  std::mt19937 random(1);
  while (text.size() < size) text += "message " + std::to_string(random() % 1000) + " ";
  text.resize(size);
  return text;
}

// A text whose bytes at positions 0, 1 and 2 come again, and which is short, so that the table of the library is small.
std::string manifest_like() {
  std::string text = R"({"version":"2.0.0","eventcollectionid":"04c4bc6cd9828a42c59c05e54138331b",)";
  text += R"("participants":[{"id":"Goran Moss","display":"Goran Moss"}],"conversations":[{"id":"Planning 1"}],)";
  return text + R"("versus":"{"version","events":[{"id":"1","type":"message","body":"inversion of conversion"}],)" +
         std::string(300, '.') + R"("verse":1)";
}

TEST(Deflater, what_is_packed_unpacks) {
  for (auto how : {Compression::fast, Compression::small, Compression::smallest}) {
    Deflater deflater(how);
    for (size_t size : {40u, 1000u, 1024u, 32767u, 32768u, 70000u, 3000000u}) {
      std::string text = chatter(size), packed = "before";
      ASSERT_TRUE(deflater.append(text, packed)) << size;
      std::string back(size, '\0');
      ASSERT_TRUE(inflate_whole(std::string_view(packed).substr(6), back));
      EXPECT_EQ(back, text);
      EXPECT_LT(packed.size(), size);
    }
  }
}

TEST(Deflater, what_does_not_shrink_is_left_alone) {
  std::mt19937 random(3);
  std::string noise(100000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  for (auto how : {Compression::store, Compression::fast, Compression::small, Compression::smallest}) {
    Deflater deflater(how);
    std::string packed = "before";
    EXPECT_FALSE(deflater.append(noise, packed));
    EXPECT_FALSE(deflater.append(std::string_view(noise).substr(0, 5000), packed));
    EXPECT_FALSE(deflater.append("", packed));
    EXPECT_FALSE(deflater.append("x", packed));
    EXPECT_EQ(packed, "before");
  }
}

// The library's output used to depend on the address of its state, in one process of a thousand.
TEST(Deflater, the_bytes_do_not_depend_on_addresses) {
  // By the code of their own, by the standing code (the smallest and the largest of these), and a large one.
  const std::string manifest = manifest_like();
  for (const std::string& text :
       {manifest, manifest + prose(1024 - manifest.size()), manifest + prose(30'000), manifest + prose(40'000)}) {
    const std::string expected = deflated(text);
    std::vector<std::unique_ptr<char[]>> moved;  // each pushes the next deflater to another place; never touched
    for (size_t i = 0; i < 4000; ++i) {
      moved.push_back(std::make_unique_for_overwrite<char[]>(90'000 + 64 * i));
      ASSERT_EQ(deflated(text), expected) << "at place " << i;
    }
  }
}

}  // namespace
}  // namespace rsmf
