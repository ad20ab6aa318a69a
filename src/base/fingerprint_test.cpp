#include "base/fingerprint.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace rsmf {
namespace {

/// Bytes have the same fingerprint in any pieces and on any machine.
TEST(FingerprintTest, PiecesGiveTheSameAsTheWhole) {
  std::mt19937 random(5);
  Fingerprinter print;
  for (size_t size : {0u, 1u, 16u, 17u, 128u, 240u, 241u, 256u, 1000u, 8191u, 8192u, 8193u, 20'000u, 100'000u}) {
    std::string text(size, '\0');
    for (char& c : text) c = static_cast<char>(random());
    for (size_t longest : {1u, 7u, 100u, 9'000u, 200'000u}) {
      for (std::string_view rest = text; !rest.empty();) {
        std::string_view piece = rest.substr(0, 1 + random() % longest);
        print.add(piece);
        rest.remove_prefix(piece.size());
      }
      EXPECT_EQ(print.finish(), Fingerprint::of(text)) << size << " bytes by " << longest;
    }
  }
}

}  // namespace
}  // namespace rsmf
