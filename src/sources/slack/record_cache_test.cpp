#include "sources/slack/record_cache.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsmf::slack {
namespace {

// What the condenser makes of one message of about `size` bytes.
void fill(Condenser& condenser, const std::string& text) {
  RawMessage m;
  m.text = text;
  condenser.clear();
  condenser.add(m, {0, uint32_t(text.size())});
}

TEST(RecordCache, HoldNoMoreThanTheyMay) {
  const Workspace workspace;
  Condenser condenser(workspace);
  std::string text(10'000, 'x');
  text.reserve(text.size() + Bytes::kPadding);
  fill(condenser, text);
  auto files = std::make_shared<RecordCache>(100'000);
  std::vector<RecordCache::Handle> taken;
  while (auto file = files->keep(condenser)) taken.push_back(std::move(file));
  EXPECT_GE(taken.size(), 8u);
  EXPECT_LE(files->held(), 100'000u);
  // What is given back serves again, for the same size or for another.
  const char* place = taken.back()->block.data();
  taken.pop_back();
  text.resize(9'900);
  fill(condenser, text);
  taken.push_back(files->keep(condenser));
  ASSERT_TRUE(taken.back());
  EXPECT_EQ(taken.back()->block.data(), place);
  taken.clear();
  text.assign(80'000, 'y');
  text.reserve(text.size() + Bytes::kPadding);
  fill(condenser, text);
  EXPECT_TRUE(files->keep(condenser));
  EXPECT_LE(files->held(), 100'000u);
  text.assign(100'000, 'z');
  text.reserve(text.size() + Bytes::kPadding);
  fill(condenser, text);
  EXPECT_FALSE(files->keep(condenser));
}

TEST(RecordCache, KeepWhatWasMade) {
  const Workspace workspace;
  Condenser condenser(workspace);
  auto files = std::make_shared<RecordCache>(100'000);
  std::string text = "kept";
  text.reserve(Bytes::kPadding);
  fill(condenser, text);
  auto file = files->keep(condenser);
  condenser.clear();
  ASSERT_TRUE(file);
  CompactRecordReader reader(file->condensed());
  RawMessage m, behind;
  CondensedPlace place;
  ASSERT_TRUE(reader.next(m, place));
  EXPECT_EQ(m.text, "kept");
  EXPECT_EQ(place.length, 4u);
  EXPECT_FALSE(reader.next(behind, place));
  // An empty file has nothing to keep, which is something to know.
  file = files->keep(condenser);
  ASSERT_TRUE(file);
  EXPECT_FALSE(CompactRecordReader(file->condensed()).next(behind, place));
}

}  // namespace
}  // namespace rsmf::slack
