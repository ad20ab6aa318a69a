#include "archive/zip_output.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "archive/container.hpp"

namespace rsmf {
namespace {

class ZipOutputTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "zip_output_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".zip";
    std::filesystem::remove(path_);
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::string path_;
};

TEST_F(ZipOutputTest, IsReadBackByTheContainer) {
  std::string large;
  for (int i = 0; i < 200'000; ++i) large += std::to_string(i * 7919LL % 100'003) + "\n";
  {
    auto file = real_file_system().create(path_);
    ASSERT_TRUE(file);
    ZipOutput zip(**file);
    ASSERT_TRUE(zip.begin("empty"));
    ASSERT_TRUE(zip.end());
    ASSERT_TRUE(zip.begin("größe/large.txt"));
    for (size_t at = 0; at < large.size(); at += 100'000)
      ASSERT_TRUE(zip.write(std::string_view(large).substr(at, 100'000)));
    ASSERT_TRUE(zip.end());
    ASSERT_TRUE(zip.finish());
    ASSERT_TRUE((*file)->close());
  }
  auto container = open_container(real_file_system(), path_);
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_TRUE((*container)->findings().empty());
  ASSERT_EQ((*container)->entries().size(), 2U);
  const int64_t entry = (*container)->find("größe/large.txt");
  ASSERT_GE(entry, 0);
  auto source = (*container)->open(static_cast<size_t>(entry));
  ASSERT_TRUE(source);
  Bytes bytes;
  ASSERT_TRUE(read_all(**source, bytes, large.size() + 1));
  EXPECT_EQ(bytes.view(), large);
}

TEST_F(ZipOutputTest, NeedsZip64ForManyMembers) {
  constexpr int kMembers = 70'000;
  {
    auto file = real_file_system().create(path_);
    ASSERT_TRUE(file);
    ZipOutput zip(**file);
    for (int i = 0; i < kMembers; ++i) {
      ASSERT_TRUE(zip.begin(std::to_string(i)));
      ASSERT_TRUE(zip.write("x"));
      ASSERT_TRUE(zip.end());
    }
    ASSERT_TRUE(zip.finish());
    ASSERT_TRUE((*file)->close());
  }
  auto container = open_container(real_file_system(), path_);
  ASSERT_TRUE(container) << container.error().message;
  EXPECT_EQ((*container)->entries().size(), size_t{kMembers});
}

/// A disk that only counts.
class CountingFile : public OutputFile {
 public:
  Result<void> write(std::string_view bytes) override {
    if (head.size() < 100) head += bytes.substr(0, 100);
    size += bytes.size();
    return {};
  }
  Result<void> overwrite(uint64_t, std::string_view) override { return {}; }
  Result<void> close() override { return {}; }
  std::string head;
  uint64_t size = 0;
};

TEST(ZipOutputMemoryTest, LargeMembersAreStreamed) {
  CountingFile file;
  ZipOutput zip(file);
  std::string noise(1024 * 1024, '\0');
  uint64_t state = 1;
  ASSERT_TRUE(zip.begin("noise"));
  for (int i = 0; i < 80; ++i) {
    for (char& c : noise) c = static_cast<char>((state = state * 6364136223846793005ULL + 1) >> 56);
    ASSERT_TRUE(zip.write(noise));
    if (i == 70) {
      EXPECT_GT(file.size, 60U * 1024 * 1024);  // not held back until the end
    }
  }
  ASSERT_TRUE(zip.end());
  ASSERT_TRUE(zip.finish());
  EXPECT_EQ(file.head[6] & 8, 8);  // sizes follow in a data descriptor
}

}  // namespace
}  // namespace rsmf
