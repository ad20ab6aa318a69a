#include "rsmf/deflater.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace rsmf {
namespace {

std::string deflated(std::string_view text) {
  Deflater deflater(Compression::fast);
  std::string packed;
  EXPECT_TRUE(deflater.append(text, packed));
  return packed;
}

// A text whose bytes at positions 0, 1 and 2 come again, and which is short, so that the table of the library is small.
std::string manifest_like() {
  std::string text = R"({"version":"2.0.0","eventcollectionid":"04c4bc6cd9828a42c59c05e54138331b",)";
  text += R"("participants":[{"id":"Goran Moss","display":"Goran Moss"}],"conversations":[{"id":"Planning 1"}],)";
  return text + R"("versus":"{"version","events":[{"id":"1","type":"message","body":"inversion of conversion"}],)" +
         std::string(300, '.') + R"("verse":1)";
}

// The library's output used to depend on the address of its state, in one process of a thousand.
TEST(Deflater, the_bytes_do_not_depend_on_addresses) {
  const std::string text = manifest_like();
  const std::string expected = deflated(text);
  std::vector<std::unique_ptr<char[]>> moved;  // each pushes the next deflater to another place; never touched
  for (size_t i = 0; i < 4000; ++i) {
    moved.push_back(std::make_unique_for_overwrite<char[]>(90'000 + 64 * i));
    ASSERT_EQ(deflated(text), expected) << "at place " << i;
  }
}

}  // namespace
}  // namespace rsmf
