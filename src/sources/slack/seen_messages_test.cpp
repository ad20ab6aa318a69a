#include "sources/slack/seen_messages.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sources/slack/raw_message.hpp"
#include "sources/slack/ts_filter.hpp"

namespace rsmf::slack {
namespace {

using Kept = std::span<const SeenMessages::Kept>;

SeenMessages::Kept seen_at(std::string_view ts, uint64_t offset) {
  return SeenMessages::pack(ts, offset);
}

TEST(SeenMessages, GiveBackWhatWasWritten) {
  const SeenMessages::Kept first[] = {seen_at("1700000010.000100", 7), seen_at("0000000001.000000", 9)};
  const SeenMessages::Kept second[] = {seen_at("1700000011.999999", 1000)};
  SeenMessages seen;
  seen.keep(3, first);
  seen.keep(3, second);
  seen.keep(5, second);
  Kept kept;
  ASSERT_TRUE(seen.recall(3, kept));
  ASSERT_EQ(kept.size(), 3u);
  char ts[kTsLength];
  EXPECT_EQ(kept[0].ts(ts), "1700000010.000100");
  EXPECT_EQ(kept[0].offset, 7u);
  EXPECT_EQ(kept[1].ts(ts), "0000000001.000000");
  EXPECT_EQ(kept[2].ts(ts), "1700000011.999999");
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(kept[i].time(), time_of(kept[i].ts(ts)));
  ASSERT_TRUE(seen.recall(5, kept));
  EXPECT_EQ(kept.size(), 1u);
  EXPECT_FALSE(seen.recall(4, kept));
}

TEST(SeenMessages, ForgetAFileWithATsOfUnusualForm) {
  const SeenMessages::Kept good[] = {seen_at("1700000010.000100", 7)};
  for (std::string_view odd : {"1700000010.0001", "1700000010", "17000000100000100", "1700000010.00010x",
                               "0000000000.000001", "9000000001.000000", "01700000010.000100", ""}) {
    const SeenMessages::Kept bad[] = {seen_at("1700000009.000100", 1), seen_at(odd, 2)};
    SeenMessages seen;
    seen.keep(1, good);
    seen.keep(2, good);
    seen.keep(2, bad);
    seen.keep(2, good);
    seen.keep(3, good);
    Kept kept;
    EXPECT_FALSE(seen.recall(2, kept)) << odd;
    for (uint32_t file : {1u, 3u}) {
      ASSERT_TRUE(seen.recall(file, kept)) << odd;
      ASSERT_EQ(kept.size(), 1u);
      EXPECT_EQ(kept[0].offset, 7u);
    }
  }
}

TEST(SeenMessages, KeepNoMoreThanTheyMay) {
  const std::vector<SeenMessages::Kept> many(400'000, seen_at("1700000010.000100", 7));
  SeenMessages seen;
  seen.keep(1, many);
  seen.keep(2, many);
  seen.keep(3, std::span(many).first(1000));
  Kept kept;
  EXPECT_TRUE(seen.recall(1, kept));
  EXPECT_FALSE(seen.recall(2, kept));
  EXPECT_TRUE(seen.recall(3, kept));
}

TEST(TsFilter, HoldsWhatWasAddedAndLittleElse) {
  TsFilter filter;
  EXPECT_FALSE(filter.may_hold("1700000010.000100"));
  auto ts = [](int i) { return std::to_string(1'700'000'000 + i * 37) + ".000" + std::to_string(100 + i % 900); };
  filter.reset(1002);
  for (int i = 0; i < 1000; ++i) filter.add(ts(i));
  filter.add("");
  filter.add("17");
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(filter.may_hold(ts(i)));
  EXPECT_TRUE(filter.may_hold(""));
  EXPECT_TRUE(filter.may_hold("17"));
  int mistaken = 0;
  for (int i = 1000; i < 21000; ++i) mistaken += filter.may_hold(ts(i));
  EXPECT_LT(mistaken, 2000);
}

}  // namespace
}  // namespace rsmf::slack
