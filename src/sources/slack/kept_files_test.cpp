#include "sources/slack/kept_files.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rsmf::slack {
namespace {

TEST(KeptFiles, HoldNoMoreThanTheyMay) {
  auto files = std::make_shared<KeptFiles>(100'000);
  std::vector<KeptFiles::Handle> taken;
  while (auto file = files->take(10'000)) taken.push_back(std::move(file));
  EXPECT_GE(taken.size(), 8u);
  EXPECT_LE(files->held(), 100'000u);
  EXPECT_FALSE(files->take(100'001));
  // What is given back serves again, for the same size or for another.
  const char* place = taken.back()->text.data();
  taken.pop_back();
  taken.push_back(files->take(9'900));
  ASSERT_TRUE(taken.back());
  EXPECT_EQ(taken.back()->text.data(), place);
  taken.clear();
  EXPECT_TRUE(files->take(80'000));
  EXPECT_LE(files->held(), 100'000u);
}

TEST(KeptFiles, CountTheTokens) {
  auto files = std::make_shared<KeptFiles>(100'000);
  auto file = files->take(50'000);
  ASSERT_TRUE(file);
  const std::vector<uint32_t> few(1000, 7), many(50'000, 7);
  files->keep_tokens(*file, many, few);
  EXPECT_TRUE(file->tokens.empty());
  files->keep_tokens(*file, few, few);
  EXPECT_EQ(file->tokens, few);
  EXPECT_EQ(file->skips, few);
  const uint64_t held = files->held();
  EXPECT_GE(held, 58'000u);
  // The next one to have it finds the room, not the tokens.
  file.reset();
  EXPECT_EQ(files->held(), held);
  file = files->take(50'000);
  EXPECT_TRUE(file->tokens.empty());
  EXPECT_EQ(files->held(), held);
}

// It grew behind our back: its memory is not counted, and so not kept.
TEST(KeptFiles, LetGoOfWhatHasGrown) {
  auto files = std::make_shared<KeptFiles>(100'000);
  auto file = files->take(10'000);
  file->text.resize(90'001);
  file.reset();
  EXPECT_EQ(files->held(), 0u);
}

}  // namespace
}  // namespace rsmf::slack
