#include "app/page_layout.hpp"

#include <gtest/gtest.h>

namespace rsmf::app {
namespace {

TEST(Layout, Numbers) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(UINT64_MAX), "18,446,744,073,709,551,615");
  EXPECT_EQ(counted(1, "file", "files"), "1 file");
  EXPECT_EQ(counted(0, "file", "files"), "0 files");
  EXPECT_EQ(human_bytes(999), "999 B");
  EXPECT_EQ(human_bytes(1000), "1.0 kB");
  EXPECT_EQ(human_bytes(9'960), "10 kB");
  EXPECT_EQ(human_bytes(999'600), "1.0 MB");
  EXPECT_EQ(human_bytes(1'234'567'890), "1.2 GB");
  EXPECT_EQ(human_bytes(UINT64_MAX), "18446744 TB");
}

TEST(Layout, Times) {
  EXPECT_EQ(human_time(0), "1970-01-01 00:00:00");
  EXPECT_EQ(human_time(-1), "1969-12-31 23:59:59");
  EXPECT_EQ(human_time(kNoTime), "unknown");
}

TEST(Layout, Wraps) {
  EXPECT_EQ(wrapped("one two three", 2, 9), "  one two\n  three\n");
  EXPECT_EQ(wrapped("one\n\ntwo", 0, 80), "one\n\ntwo\n");
  EXPECT_EQ(wrapped("longerthantheline x", 1, 8), " longerthantheline\n x\n");
  EXPECT_EQ(wrapped("äöü äöü", 0, 7), "äöü äöü\n");
  EXPECT_EQ(wrapped("", 4), "");
}

TEST(Layout, Sentences) {
  EXPECT_EQ(sentence("what it is"), "What it is.");
  EXPECT_EQ(sentence("Done."), "Done.");
  EXPECT_EQ(sentence("-h: in brief"), "-h: in brief.");
  EXPECT_EQ(sentence(""), "");
}

TEST(Layout, ColumnsCountCodePoints) {
  Columns columns(1);
  columns.align_right(1);
  columns.add({"Zoë", "7", "x"});
  columns.add({"Anna", "1,000", ""});
  columns.add({"Bo"});
  EXPECT_EQ(columns.text(), " Zoë       7  x\n Anna  1,000\n Bo\n");
}

TEST(Layout, TheLastColumnGoesOnBelow) {
  Columns columns(2);
  columns.wrap_last(40);
  columns.add({"a", "kept", "short"});
  columns.add({"bb", "lost", "one two three four five six seven eight nine"});
  columns.add({"c", "kept", ""});
  EXPECT_EQ(columns.text(),
            "  a   kept  short\n"
            "  bb  lost  one two three four five six\n"
            "            seven eight nine\n"
            "  c   kept\n");
}

TEST(Layout, NothingFromOutsideReachesTheTerminalRaw) {
  EXPECT_EQ(printable("a\x1b[31mb", 80), "a\\x1B[31mb");
  EXPECT_EQ(printable("Zoë", 80), "Zoë");
  EXPECT_EQ(printable("äöüäöü", 4), "äöü…");
  EXPECT_EQ(printable("", 4), "");
}

}  // namespace
}  // namespace rsmf::app
