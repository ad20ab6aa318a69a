#include "mime/base64_encode.hpp"

#include <gtest/gtest.h>

#include <random>

namespace rsmf {
namespace {

/// One group after the other, one column after the other.
std::string naive_lines(std::string_view bytes) {
  const std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string flat, lines;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) flat.push_back(i + k > bytes.size() ? '=' : alphabet[bits >> (18 - 6 * k) & 63]);
  }
  for (size_t i = 0; i < flat.size(); i += 76) lines += flat.substr(i, 76) + "\r\n";
  return lines;
}

std::string noise(size_t size) {
  std::mt19937 random(static_cast<unsigned>(size) + 1);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

TEST(Base64Test, AgreesWithTheNaiveFormForAllLengths) {
  for (size_t size = 0; size <= 300; ++size) {
    // Exactly as large as needed, so that a read past the end shows under the address sanitizer.
    auto exact = std::make_unique<char[]>(size);
    std::string bytes = noise(size), text;
    bytes.copy(exact.get(), size);
    Base64Lines lines;
    lines.add({exact.get(), size}, text);
    lines.finish(text);
    ASSERT_EQ(text, naive_lines(bytes)) << size;
    ASSERT_EQ(text.size(), Base64Lines::encoded_size(size)) << size;
  }
}

TEST(Base64Test, PiecesOfAnySizeGiveTheSame) {
  std::string bytes = noise(5000), expected = naive_lines(bytes);
  for (size_t piece : {1, 2, 3, 56, 57, 58, 63, 64, 65, 113, 114, 115, 1000, 4999}) {
    Base64Lines lines;
    std::string text;
    for (size_t at = 0; at < bytes.size(); at += piece) lines.add(std::string_view(bytes).substr(at, piece), text);
    lines.finish(text);
    EXPECT_EQ(text, expected) << piece;
  }
}

// base64() has no vector form.
TEST(Base64Test, VectorAndPortableFormsAgree) {
  const std::string bytes = noise(57 * 400);
  Base64Lines lines;
  std::string text, portable;
  lines.add(bytes, text);
  lines.finish(text);
  for (size_t at = 0; at < bytes.size(); at += 57) portable += base64(std::string_view(bytes).substr(at, 57)) + "\r\n";
  EXPECT_EQ(text, portable);
}

TEST(Base64Test, StartsOverAfterFinish) {
  Base64Lines lines;
  std::string text;
  lines.add("abc", text);
  lines.finish(text);
  lines.add("abc", text);
  lines.finish(text);
  EXPECT_EQ(text, "YWJj\r\nYWJj\r\n");
}

TEST(Base64Test, HasNoLineEndsInHeaders) {
  EXPECT_EQ(base64(std::string(60, 'a')).size(), 80u);
  EXPECT_EQ(base64("a"), "YQ==");
  EXPECT_EQ(base64(""), "");
}

}  // namespace
}  // namespace rsmf
