#include "rsmf/encode/event_links.hpp"

#include <gtest/gtest.h>

#include "support/sample_slice.hpp"

namespace rsmf {
namespace {

using test::SampleSlice;

TEST(EventLinksTest, ParentsMustBeInTheSliceAndNotYounger) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "root");
  s.event("b", 0, "reply").parent = "a";
  s.event("c", 0, "to another day").parent = "z";
  s.event("d", 0, "to itself").parent = "d";
  s.event("e", 0, "to a younger one").parent = "f";
  s.event("f", 0, "young");
  EventLinks links;
  std::vector<Finding> findings;
  links.build(s.slice, findings);
  std::vector<bool> keeps;
  for (size_t i = 0; i < 6; ++i) keeps.push_back(links.keeps_parent(i));
  EXPECT_EQ(keeps, (std::vector<bool>{false, true, false, false, false, false}));
  EXPECT_TRUE(findings.empty());
}

TEST(EventLinksTest, AtOneInstantThereIsNoCircle) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x").parent = "b";
  s.event("b", 0, "y").parent = "a";
  s.slice.events[1].time = s.slice.events[0].time;
  EventLinks links;
  std::vector<Finding> findings;
  links.build(s.slice, findings);
  EXPECT_FALSE(links.keeps_parent(0));
  EXPECT_TRUE(links.keeps_parent(1));
}

TEST(EventLinksTest, AnUndatedReplyIsOlderThanAnyDatedParent) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x");
  s.event("b", 0, "undated").parent = "a";
  s.event("c", 0, "undated").parent = "b";
  s.event("d", 0, "dated").parent = "b";
  s.slice.events[1].time = s.slice.events[2].time = kNoTime;
  EventLinks links;
  std::vector<Finding> findings;
  links.build(s.slice, findings);
  EXPECT_FALSE(links.keeps_parent(1));
  EXPECT_TRUE(links.keeps_parent(2));
  EXPECT_TRUE(links.keeps_parent(3));
}

TEST(EventLinksTest, IdsBecomeUniqueWithoutTakingOthers) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x");
  s.event("a", 0, "y");  // at offset 200
  s.event("a~200.0", 0, "somebody who has that name");
  s.event("a", 0, "z").origin.sub = 7;  // at offset 400
  EventLinks links;
  std::vector<Finding> findings;
  links.build(s.slice, findings);
  EXPECT_EQ(links.id(0), "a");
  EXPECT_EQ(links.id(1), "a~200.0~");
  EXPECT_EQ(links.id(2), "a~200.0");
  EXPECT_EQ(links.id(3), "a~400.7");
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].spec->code, "ENC-006");
  EXPECT_EQ(findings[0].origin.position, 200u);
}

}  // namespace
}  // namespace rsmf
