#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "rsmf/validate.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class RsmfPathsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "rsmf-paths-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override {
    fs::permissions(root_ / "closed", fs::perms::owner_all, fs::perm_options::add, ignored_);
    fs::remove_all(root_);
  }
  void make(const std::string& name, size_t bytes = 3) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << std::string(bytes, 'x');
  }
  std::vector<std::string> relative(const std::vector<std::string>& paths) const {
    std::vector<std::string> result;
    for (const std::string& p : paths) result.push_back(p.substr(root_.string().size() + 1));
    return result;
  }
  fs::path root_;
  std::error_code ignored_;
};

TEST_F(RsmfPathsTest, FindsWhatMayBeAnRsmfSortedBytewise) {
  for (const char* name : {"b/2.rsmf", "b/10.rsmf", "a.RSMF", "b.eml", "c/rsmf.zip", "c/rsmf_manifest.json", "b-.rsmf",
                           "c/other.zip", "c/report.json", "notes.txt", "rsmf"}) {
    make(name);
  }
  auto found = find_rsmf_files({root_.string()});
  ASSERT_TRUE(found);
  EXPECT_EQ(relative(found->files), (std::vector<std::string>{"a.RSMF", "b-.rsmf", "b.eml", "b/10.rsmf", "b/2.rsmf",
                                                              "c/rsmf.zip", "c/rsmf_manifest.json"}));
  EXPECT_EQ(found->bytes, 21U);
  ASSERT_EQ(found->left_out.size(), 1U);
  EXPECT_EQ(relative(found->left_out).front(), "c/other.zip: a zip; unpack it, then check the folder");
}

TEST_F(RsmfPathsTest, TakesNamedFilesAsTheyAreAndEachOnce) {
  make("chat.bin", 7);
  make("f/x.rsmf");
  const std::string chat = (root_ / "chat.bin").string(), x = (root_ / "f/x.rsmf").string();
  auto found = find_rsmf_files({x, chat, (root_ / "f/").string(), chat});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->files, (std::vector<std::string>{x, chat}));
  EXPECT_EQ(found->bytes, 10U);
}

TEST_F(RsmfPathsTest, FollowsNoLinksInsideFolders) {
  make("real/x.rsmf");
  fs::create_directory_symlink(root_, root_ / "real/around");
  fs::create_symlink(root_ / "real/x.rsmf", root_ / "real/y.rsmf");
  auto found = find_rsmf_files({(root_ / "real").string()});
  ASSERT_TRUE(found);
  EXPECT_EQ(relative(found->files), (std::vector<std::string>{"real/x.rsmf"}));
  ASSERT_EQ(found->left_out.size(), 2U);
  EXPECT_TRUE(found->left_out[0].ends_with("around: a link"));
  EXPECT_EQ(found->unlisted, 0U);
  // Named, a link is what it leads to.
  EXPECT_EQ(find_rsmf_files({(root_ / "real/y.rsmf").string()})->files.size(), 1U);
}

TEST_F(RsmfPathsTest, SaysWhichFolderCouldNotBeListed) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser can list every folder";
  make("closed/x.rsmf");
  make("open/y.rsmf");
  fs::permissions(root_ / "closed", fs::perms::none);
  auto found = find_rsmf_files({root_.string()});
  ASSERT_TRUE(found);
  EXPECT_EQ(relative(found->files), (std::vector<std::string>{"open/y.rsmf"}));
  EXPECT_EQ(found->unlisted, 1U);
  ASSERT_EQ(found->left_out.size(), 1U);
}

TEST_F(RsmfPathsTest, FailsForWhatIsNotThere) {
  auto found = find_rsmf_files({(root_ / "absent.rsmf").string()});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::usage);
  EXPECT_FALSE(find_rsmf_files({"/dev/null"}));
}

}  // namespace
}  // namespace rsmf
