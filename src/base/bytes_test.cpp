#include "base/bytes.hpp"

#include <gtest/gtest.h>

namespace rsmf {
namespace {

TEST(Bytes, AnUnusedBufferCanBeEmptied) {
  Bytes bytes;
  bytes.drop_front(0);
  bytes.clear();
  EXPECT_EQ(bytes.view(), "");
}

TEST(Bytes, ZerosFollowWhatIsLeft) {
  Bytes bytes;
  bytes.append("head and tail");
  bytes.drop_front(9);
  EXPECT_EQ(bytes.view(), "tail");
  for (size_t i = 0; i < Bytes::kPadding; ++i) EXPECT_EQ(bytes.data()[bytes.size() + i], 0) << i;
}

}  // namespace
}  // namespace rsmf
