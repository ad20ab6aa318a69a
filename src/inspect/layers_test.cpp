#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "inspect/header_scan.hpp"
#include "inspect/header_totals.hpp"
#include "inspect/rsmf_outline.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

class LayersTest : public testing::Test {
 protected:
  void SetUp() override {
    top_ = std::filesystem::path(testing::TempDir()) /
           (std::string("layers_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(top_);
    std::filesystem::create_directories(top_);
  }
  void TearDown() override { std::filesystem::remove_all(top_); }
  std::string put(const std::string& name, const std::string& bytes) {
    std::ofstream(top_ / name, std::ios::binary) << bytes;
    return (top_ / name).string();
  }
  static MailText mail(const std::string& more_headers = "") {
    ZipText zip;
    zip.add("rsmf_manifest.json", R"({"version":"2.0.0","participants":[],"conversations":[],"events":[]})");
    zip.add("A1.txt", "attached");
    MailText mail;
    mail.headers = more_headers + mail.headers;
    mail.zip = zip.bytes();
    return mail;
  }
  std::filesystem::path top_;
};

TEST_F(LayersTest, AnOutlineHoldsEveryLayer) {
  const std::string bytes = mail().bytes();
  auto o = outline(real_file_system(), put("a.rsmf", bytes));
  ASSERT_TRUE(o) << o.error().message;
  EXPECT_TRUE(o->is_rsmf);
  EXPECT_EQ(o->sizes.file, bytes.size());
  EXPECT_EQ(o->sizes.zip, mail().zip.size());
  EXPECT_EQ(o->sizes.other_entries, 8u);
  EXPECT_EQ(o->header("x-rsmf-version"), "2.0.0");
  EXPECT_EQ(o->header("nosuch"), "");
  ASSERT_EQ(o->entries.size(), 2u);
  EXPECT_EQ(o->manifest_entry, 0);
  EXPECT_TRUE(o->tolerated.empty());
  auto no = outline(real_file_system(), put("note.txt", "a note"));
  ASSERT_TRUE(no);
  EXPECT_FALSE(no->is_rsmf);
  EXPECT_FALSE(outline(real_file_system(), (top_ / "nosuch").string()));
}

TEST_F(LayersTest, RowsComeInOrderWhateverTheThreads) {
  std::vector<std::string> paths;
  for (int i = 0; i < 300; ++i)
    paths.push_back(put(std::to_string(i) + ".rsmf", mail("X-RSMF-EventCount: " + std::to_string(i) + "\r\n").bytes()));
  paths.push_back((top_ / "nosuch.rsmf").string());
  std::vector<HeaderRow> first;
  for (unsigned threads : {1u, 2u, 7u}) {
    std::vector<HeaderRow> rows;
    HeaderScan scan;
    scan.threads = threads;
    scan.on_row = [&](HeaderRow&& row) { rows.push_back(std::move(row)); };
    ASSERT_TRUE(scan_headers(real_file_system(), paths, scan));
    ASSERT_EQ(rows.size(), paths.size());
    for (size_t i = 0; i < 300; ++i) {
      EXPECT_EQ(rows[i].file, paths[i]);
      EXPECT_EQ(rows[i].events, std::to_string(i));
      EXPECT_EQ(rows[i].trouble, "");
    }
    EXPECT_NE(rows.back().trouble, "");
  }
  const std::atomic<bool> stop = true;
  HeaderScan scan;
  scan.stop = &stop;
  scan.on_row = [](HeaderRow&&) { FAIL(); };
  EXPECT_FALSE(scan_headers(real_file_system(), paths, scan));
}

TEST(HeaderTotals, AddsUp) {
  HeaderTotals totals;
  for (uint64_t i = 1; i <= 10; ++i) {
    HeaderRow row;
    row.bytes = i * 100;
    row.version = i < 4 ? "1.0.0" : "2.0.0";
    row.events = i == 10 ? "many" : "5";
    row.attachments = "18446744073709551615";
    totals.add(row);
  }
  HeaderRow lost;
  lost.trouble = "gone";
  totals.add(lost);
  totals.finish();
  EXPECT_EQ(totals.files, 11u);
  EXPECT_EQ(totals.trouble, 1u);
  EXPECT_EQ(totals.events, 45u);
  EXPECT_EQ(totals.without_events, 1u);
  EXPECT_EQ(totals.attachments, UINT64_MAX);
  EXPECT_EQ(totals.size_at(0), 0u);
  EXPECT_EQ(totals.size_at(50), 500u);
  EXPECT_EQ(totals.size_at(100), 1000u);
  const auto versions = totals.versions.sorted();
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0], (std::pair<std::string, uint64_t>("2.0.0", 7)));
}

TEST(ValueCounts, HoldsSoManyOnly) {
  ValueCounts counts;
  for (int i = 0; i < 5000; ++i) counts.add(std::to_string(i));
  counts.add("7");
  EXPECT_EQ(counts.sorted().size(), 1000u);
  EXPECT_EQ(counts.sorted()[0].first, "7");
  EXPECT_EQ(counts.others(), 4000u);
}

}  // namespace
}  // namespace rsmf
