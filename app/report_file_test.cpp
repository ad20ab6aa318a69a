#include "app/report_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace rsmf::app {
namespace {

namespace fs = std::filesystem;

class ReportFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "rsmf-report-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    path_ = (root_ / "report.xml").string();
  }
  void TearDown() override { fs::remove_all(root_); }
  std::string content() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  size_t files() const { return static_cast<size_t>(std::distance(fs::directory_iterator(root_), {})); }

  fs::path root_;
  std::string path_;
};

TEST_F(ReportFileTest, AppearsWhenItIsFinished) {
  auto file = ReportFile::create(path_, false, {});
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write("abc"));
  EXPECT_FALSE(fs::exists(path_));
  ASSERT_TRUE(file->finish());
  EXPECT_EQ(content(), "abc");
  EXPECT_EQ(files(), 1U);
}

TEST_F(ReportFileTest, LeavesNothingWhenItIsNotFinished) {
  {
    auto file = ReportFile::create(path_, false, {});
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write(std::string(1 << 20, 'x')));
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(ReportFileTest, ReplacesOnlyWhenTold) {
  std::ofstream(path_) << "old";
  auto refused = ReportFile::create(path_, false, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::usage);
  auto file = ReportFile::create(path_, true, {});
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write("new"));
  EXPECT_EQ(content(), "old");
  ASSERT_TRUE(file->finish());
  EXPECT_EQ(content(), "new");
}

TEST_F(ReportFileTest, NeverReplacesAnInput) {
  std::ofstream(path_) << "evidence";
  fs::create_directory(root_ / "sub");
  auto refused = ReportFile::create((root_ / "sub/../report.xml").string(), true, {"absent", path_});
  ASSERT_FALSE(refused);
  EXPECT_EQ(content(), "evidence");
}

TEST_F(ReportFileTest, RefusesFoldersAndDevices) {
  EXPECT_FALSE(ReportFile::create(root_.string(), true, {}));
  EXPECT_FALSE(ReportFile::create("/dev/null", true, {}));
}

}  // namespace
}  // namespace rsmf::app
