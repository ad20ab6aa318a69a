#include "app/rule_choice.hpp"

#include <gtest/gtest.h>

namespace rsmf::app {
namespace {

Validation broken() {
  Validation v;
  v.verdict = Verdict::failed;
  v.errors = 2;
  v.warnings = 3;
  v.infos = 1;
  v.counts = {{RuleId::large_file, 1}, {RuleId::attachment_missing, 3}, {RuleId::event_twice, 2}};
  v.findings = {{RuleId::large_file, {}, ""}, {RuleId::attachment_missing, {}, ""}, {RuleId::event_twice, {}, ""}};
  return v;
}

TEST(RuleChoice, LeavesEverythingByDefault) {
  Validation v = broken();
  RuleChoice({}).apply(v);
  EXPECT_EQ(v.verdict, Verdict::failed);
  EXPECT_EQ(v.findings.size(), 3U);
}

TEST(RuleChoice, IgnoringAnErrorChangesTheVerdict) {
  CheckConfig config;
  config.ignore = {RuleId::event_twice};
  Validation v = broken();
  RuleChoice(config).apply(v);
  EXPECT_EQ(v.verdict, Verdict::passed_with_warnings);
  EXPECT_EQ(v.errors, 0U);
  EXPECT_EQ(v.warnings, 3U);
  EXPECT_EQ(v.infos, 1U);
  EXPECT_EQ(v.findings.size(), 2U);
  EXPECT_EQ(v.counts.size(), 2U);
}

TEST(RuleChoice, OnlyTheNamedRulesCountByTheProfile) {
  CheckConfig config;
  config.only = {RuleId::large_file, RuleId::event_twice};
  config.ignore = {RuleId::event_twice};
  Validation v = broken();
  RuleChoice(config).apply(v);
  EXPECT_EQ(v.verdict, Verdict::passed);
  config.profile = Profile::strict;  // where R044 is a warning
  v = broken();
  RuleChoice(config).apply(v);
  EXPECT_EQ(v.verdict, Verdict::passed_with_warnings);
}

TEST(RuleChoice, AFileThatCouldNotBeReadStaysFailed) {
  CheckConfig config;
  config.only = {RuleId::large_file};
  Validation v = broken();
  v.error = "cannot read it";
  RuleChoice(config).apply(v);
  EXPECT_EQ(v.verdict, Verdict::failed);
}

}  // namespace
}  // namespace rsmf::app
