#include "app/summary.hpp"

#include <gtest/gtest.h>

#include "app/console.hpp"
#include "app/exit_code.hpp"

namespace rsmf::app {
namespace {

ConvertSummary example() {
  ConvertSummary s;
  s.totals.records = 1000;
  s.totals.events = 990;
  s.totals.folded = 8;
  s.totals.dropped = 2;
  s.totals.slices = 12;
  s.totals.conversations = 1;
  s.totals.participants = 7;
  s.totals.attachments_found = 3;
  s.totals.attachments_missing = 4;
  s.totals.findings_error = 2;
  s.totals.findings_info = 1;
  s.totals.output_bytes = 123'456;
  s.first = 0;
  s.last = 60 * kSecond;
  s.source_lines = {"a.zip: slack (it says so)"};
  return s;
}

TEST(Summary, TellsWhereEveryRecordIs) {
  ConvertOptions options;
  options.output = "out";
  EXPECT_EQ(summary_text(example(), options),
            "a.zip: slack (it says so)\n"
            "\n"
            "Records      1,000 read = 990 events + 8 folded into another + 2 dropped + 0 filtered out\n"
            "Slices       12 .rsmf files from 1 conversation, 7 people\n"
            "Period       1970-01-01 00:00:00 to 1970-01-01 00:01:00 (UTC)\n"
            "Attachments  3 found, 4 missing\n"
            "Findings     2 errors, 0 warnings, 1 note\n"
            "Written      123 kB in out, with report.json, findings.csv, outputs.csv, attachments.csv\n"
            "\n"
            "Not everything could be carried over: read out/findings.csv\n");
}

TEST(Summary, ADryRunSaysSo) {
  ConvertOptions options;
  options.dry_run = true;
  const std::string text = summary_text(example(), options);
  EXPECT_NE(text.find("Written      nothing (dry run)\n"), std::string::npos);
  EXPECT_EQ(text.find("findings.csv"), std::string::npos);
}

TEST(Summary, ManyInputsAreCutShort) {
  ConvertSummary s = example();
  s.source_lines.assign(1000, "x");
  EXPECT_NE(summary_text(s, {}).find("and 980 more: see report.json\n"), std::string::npos);
}

TEST(ExitCodes, OfARun) {
  ConvertSummary s;
  EXPECT_EQ(exit_code(s, 1, false), kClean);
  s.totals.findings_warning = 1;
  EXPECT_EQ(exit_code(s, 1, false), kClean);
  EXPECT_EQ(exit_code(s, 1, true), kReadReport);
  s.totals.findings_error = 1;
  EXPECT_EQ(exit_code(s, 1, false), kReadReport);
  s.totals.failed_sources = 1;
  EXPECT_EQ(exit_code(s, 2, false), kReadReport);
  EXPECT_EQ(exit_code(s, 1, false), kNotDone);
  s.balanced = false;
  EXPECT_EQ(exit_code(s, 1, false), kBug);
}

TEST(ExitCodes, OfAnError) {
  EXPECT_EQ(exit_code(ErrorKind::usage), 2);
  EXPECT_EQ(exit_code(ErrorKind::io), 2);
  EXPECT_EQ(exit_code(ErrorKind::format), 2);
  EXPECT_EQ(exit_code(ErrorKind::limit), 2);
  EXPECT_EQ(exit_code(ErrorKind::interrupted), 130);
  EXPECT_EQ(exit_code(ErrorKind::bug), 70);
}

TEST(Console, ColourIsForTerminalsOnly) {
  EXPECT_TRUE(wants_colour(true, nullptr, "xterm"));
  EXPECT_TRUE(wants_colour(true, "", "xterm"));
  EXPECT_FALSE(wants_colour(true, "1", "xterm"));
  EXPECT_FALSE(wants_colour(true, nullptr, "dumb"));
  EXPECT_FALSE(wants_colour(true, nullptr, nullptr));
  EXPECT_FALSE(wants_colour(false, nullptr, "xterm"));
}

}  // namespace
}  // namespace rsmf::app
