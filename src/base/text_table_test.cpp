#include "base/text_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

namespace rsmf {
namespace {

TEST(TextTable, DoesWhatAMapDoes) {
  std::mt19937 random(3);
  std::vector<std::string> names;
  for (int i = 0; i < 400; ++i) names.push_back(std::string(random() % 40, 'x') + std::to_string(i));
  TextTable<uint32_t> table;
  for (int round = 0; round < 50; ++round) {
    std::map<std::string_view, uint32_t> map;
    table.clear();
    EXPECT_TRUE(table.empty());
    for (uint32_t step = 0; step < 1'000; ++step) {
      std::string_view name = names[random() % names.size()];
      switch (random() % 3) {
        case 0: {
          auto [value, fresh] = table.try_emplace(name, step);
          auto [place, expected] = map.try_emplace(name, step);
          ASSERT_EQ(fresh, expected);
          ASSERT_EQ(value, place->second);
          break;
        }
        case 1:
          table.erase(name);
          map.erase(name);
          break;
        default: {
          const uint32_t* found = table.find(name);
          ASSERT_EQ(found != nullptr, map.contains(name));
          if (found) {
            ASSERT_EQ(*found, map[name]);
          }
        }
      }
      ASSERT_EQ(table.size(), map.size());
    }
    for (const auto& name : names) ASSERT_EQ(table.contains(name), map.contains(name));
  }
}

TEST(TextTable, NoKeyIsAKeyToo) {
  TextTable<int> table;
  EXPECT_FALSE(table.contains({}));
  table.try_emplace({}, 7);
  EXPECT_EQ(*table.find(""), 7);
  EXPECT_FALSE(table.contains(std::string_view("\0", 1)));
}

TEST(TextTable, TextsOfAllLengthsSpread) {
  std::set<uint64_t> hashes, low;
  for (size_t length = 0; length < 200; ++length) {
    std::string text(length, 'a');
    hashes.insert(hash_text(text));
    for (size_t at = 0; at < length; ++at) {
      text[at] = 'b';
      hashes.insert(hash_text(text));
      text[at] = 'a';
    }
  }
  EXPECT_EQ(hashes.size(), 200u + 199u * 200u / 2u);
  // Ids that differ in their last digits, as most do.
  for (int i = 0; i < 4096; ++i) low.insert(hash_text("1709280000." + std::to_string(100'000 + i)) & 4095);
  EXPECT_GT(low.size(), 2'400u);  // 2589 are what chance gives
}

}  // namespace
}  // namespace rsmf
