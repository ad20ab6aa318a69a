#include "base/text_index.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <string>

namespace rsmf {
namespace {

TEST(TextIndex, KnowsTheFirstNumberOfEachText) {
  TextIndex index;
  EXPECT_EQ(index.find("a"), TextIndex::kAbsent);
  EXPECT_EQ(index.insert("a", 7), 7u);
  EXPECT_EQ(index.insert("a", 8), 7u);
  EXPECT_EQ(index.insert("", 9), 9u);
  EXPECT_EQ(index.find(""), 9u);
  EXPECT_EQ(index.find("b"), TextIndex::kAbsent);
  EXPECT_EQ(index.size(), 2u);
}

TEST(TextIndex, GrowsAndIsEmptiedAgainAndAgain) {
  std::deque<std::string> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back("text" + std::to_string(i));
  TextIndex index;
  for (uint32_t round = 0; round < 3; ++round) {
    for (uint32_t i = 0; i < texts.size(); ++i) ASSERT_EQ(index.insert(texts[i], i + round), i + round);
    for (uint32_t i = 0; i < texts.size(); ++i) ASSERT_EQ(index.find(std::string(texts[i])), i + round);
    EXPECT_EQ(index.size(), texts.size());
    index.clear();
    EXPECT_EQ(index.size(), 0u);
    for (const std::string& text : texts) ASSERT_EQ(index.find(text), TextIndex::kAbsent);
  }
}

}  // namespace
}  // namespace rsmf
