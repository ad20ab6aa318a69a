#include "app/nearest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rsmf::app {
namespace {

TEST(EditDistance, CountsSteps) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("abc", ""), 3u);
  EXPECT_EQ(edit_distance("output", "output"), 0u);
  EXPECT_EQ(edit_distance("ouptut", "output"), 1u);  // neighbours swapped
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("slice", "slices"), 1u);
}

TEST(Nearest, FindsWhatIsMeant) {
  const std::vector<std::string_view> flags = {"format", "from", "slice", "slice-timezone", "max-events", "output"};
  EXPECT_EQ(nearest("fromat", flags), "format");
  EXPECT_EQ(nearest("form", flags), "format");  // its beginning
  EXPECT_EQ(nearest("frm", flags), "from");
  EXPECT_EQ(nearest("slize", flags), "slice");
  EXPECT_EQ(nearest("max-event", flags), "max-events");
}

TEST(Nearest, DoesNotGuessWildly) {
  const std::vector<std::string_view> flags = {"format", "from", "slice"};
  EXPECT_EQ(nearest("zebra", flags), "");
  EXPECT_EQ(nearest("", flags), "");
  EXPECT_EQ(nearest(std::string(100'000, 'f'), flags), "");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace rsmf::app
