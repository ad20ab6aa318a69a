#include "app/check_tally.hpp"

#include <gtest/gtest.h>

#include "app/console.hpp"

namespace rsmf::app {
namespace {

Validation with(Verdict verdict, std::vector<RuleCount> counts = {}) {
  Validation v;
  v.verdict = verdict;
  v.counts = std::move(counts);
  v.events = 100;
  v.bytes = 1000;
  return v;
}

std::string summary(const CheckConfig& config, const std::vector<Validation>& files) {
  CheckTally tally(config);
  for (const Validation& v : files) tally.add(v);
  return tally.text(Console());
}

TEST(CheckTally, AllIsWell) {
  EXPECT_EQ(summary({}, {with(Verdict::passed), with(Verdict::passed)}),
            "All 2 files passed.\nProfile relativity; 200 events, 2.0 kB.\n");
  EXPECT_EQ(summary({}, {with(Verdict::passed)}), "The file passed.\nProfile relativity; 100 events, 1.0 kB.\n");
}

TEST(CheckTally, SaysWhatFailedWhyAndWhatToDo) {
  std::vector<Validation> files(9988, with(Verdict::passed));
  files.insert(files.end(), 10, with(Verdict::passed_with_warnings, {{RuleId::attachment_missing, 3}}));
  files.insert(
      files.end(), 2,
      with(Verdict::failed, {{RuleId::attachment_missing, 1}, {RuleId::event_twice, 2}, {RuleId::large_file, 1}}));
  EXPECT_EQ(summary({}, files),
            "9,988 of 10,000 files passed; 10 passed with warnings; 2 failed.\n"
            "Profile relativity; 1,000,000 events, 10 MB.\n"
            "\n"
            "Rules broken\n"
            "  error    R082   2 files   4 times  two events have the same id\n"
            "  warning  R034  12 files  32 times  file of an attachment is not in the zip\n"
            "\n"
            "2 files failed: expect the review platform to reject them. Ask whoever made them for new ones, with\n"
            "the list above.\n"
            "10 files passed with warnings: they will load, but something may be missing or shown wrongly. Look\n"
            "at the list above before you load them.\n"
            "`rsmf rules CODE` tells more of a rule.\n");
}

TEST(CheckTally, CountsByWhatFailOnAsks) {
  CheckConfig config;
  CheckTally lenient(config);
  lenient.add(with(Verdict::passed_with_warnings));
  EXPECT_EQ(lenient.bad(), 0U);
  lenient.add(with(Verdict::failed));
  EXPECT_EQ(lenient.bad(), 1U);
  config.fail_on = Severity::warning;
  CheckTally severe(config);
  severe.add(with(Verdict::passed_with_warnings));
  severe.add(with(Verdict::passed));
  EXPECT_EQ(severe.bad(), 1U);
}

TEST(CheckTally, UnreadableFilesAreNoVerdictOfTheirContent) {
  Validation v = with(Verdict::failed);
  v.error = "cannot open it";
  const std::string text = summary({}, {v, with(Verdict::passed)});
  EXPECT_NE(text.find("1 of 2 files passed; 1 failed.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1 file could not be read, so nothing can be said of it.\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("reject"), std::string::npos) << text;
}

TEST(CheckTally, StrictDoesNotSpeakForThePlatform) {
  CheckConfig config;
  config.profile = Profile::strict;
  const std::string text = summary(config, {with(Verdict::failed, {{RuleId::huge_file, 1}})});
  EXPECT_NE(text.find("  error  R045  1 file   1 time   file is 2 GB or larger\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1 file does not meet the strict profile;"), std::string::npos) << text;
}

}  // namespace
}  // namespace rsmf::app
