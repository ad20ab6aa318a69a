#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "archive/inflate.hpp"
#include "archive/packed_files.hpp"
#include "output/volume_writer.hpp"
#include "rsmf/validate.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class PackedPathsTest : public testing::Test {
 protected:
  PackedPathsTest() : folder_(fs::path(testing::TempDir()) / ("rsmf_packed_paths_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~PackedPathsTest() override { fs::remove_all(folder_); }

  void pack(const std::vector<std::pair<std::string, std::string>>& files) const {
    VolumeWriter to({.files = &real_file_system(), .folder = folder_, .volume_bytes = 0});
    for (const auto& [name, bytes] : files) {
      const uint32_t crc = crc32_of(bytes);
      ASSERT_TRUE(to.begin(name, bytes.size(), crc));
      ASSERT_TRUE(to.write(bytes));
      ASSERT_TRUE(to.end(crc));
    }
    ASSERT_TRUE(to.close());
  }
  std::string volume() const { return folder_ / "pack-0001.zip"; }

  fs::path folder_;
};

TEST_F(PackedPathsTest, the_files_of_a_volume_are_found_and_opened_in_place) {
  pack({{"b/2.rsmf", "Subject: two"}, {"a/1.rsmf", "Subject: one"}, {"a/notes.txt", "no"}});
  for (const std::string& path : {folder_.string(), volume()}) {
    auto paths = find_rsmf_files({path});
    ASSERT_TRUE(paths);
    EXPECT_EQ(paths->files, (std::vector<std::string>{volume() + "!a/1.rsmf", volume() + "!b/2.rsmf"}));
    EXPECT_TRUE(paths->left_out.empty());
    EXPECT_EQ(paths->bytes, 24u);
    ASSERT_TRUE(paths->disk);
    auto file = paths->disk->open(paths->files[1]);
    ASSERT_TRUE(file);
    std::string text(20, '\0');
    EXPECT_EQ((*file)->read_at(0, text).value(), 12u);
    EXPECT_EQ(text.substr(0, 12), "Subject: two");
  }
  auto one = find_rsmf_files({volume() + "!b/2.rsmf"});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->files.size(), 1u);
  EXPECT_TRUE(Validator().check(volume() + "!b/2.rsmf"));
  EXPECT_FALSE(find_rsmf_files({volume() + "!b/3.rsmf"}));
}

TEST_F(PackedPathsTest, loose_and_packed_files_are_both_checked) {
  pack({{"a/1.rsmf", "Subject: one"}});
  std::ofstream(folder_ / "z.rsmf") << "Subject: z";
  auto paths = find_rsmf_files({folder_});
  ASSERT_TRUE(paths);
  EXPECT_EQ(paths->files, (std::vector<std::string>{volume() + "!a/1.rsmf", folder_ / "z.rsmf"}));
}

TEST_F(PackedPathsTest, a_volume_that_is_cut_off_is_told_wherever_it_is_cut) {
  pack({{"a/1.rsmf", "Subject: one"}, {"b/2.rsmf", "Subject: two"}});
  const auto size = fs::file_size(volume());
  for (auto length = size - 1; length > 60; --length) {
    fs::resize_file(volume(), length);
    for (const std::string& path : {folder_.string(), volume()}) {
      auto paths = find_rsmf_files({path});
      ASSERT_TRUE(paths);
      EXPECT_TRUE(paths->files.empty()) << length;
      EXPECT_EQ(paths->unlisted, 1u) << length;
      EXPECT_EQ(paths->left_out.size(), 1u);
    }
  }
}

TEST_F(PackedPathsTest, fifty_thousand_files_are_listed_once_and_each_has_a_verdict) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i < 50'000; ++i) files.emplace_back("room/" + std::to_string(i) + ".rsmf", "Subject: x\r\n\r\n");
  pack(files);
  auto paths = find_rsmf_files({folder_});
  ASSERT_TRUE(paths);
  ASSERT_EQ(paths->files.size(), files.size());
  uint64_t seen = 0;
  ValidateRun run;
  run.threads = 2;
  run.on_file = [&](Validation&& v) { seen += v.bytes == 14 && v.error.empty(); };
  auto done = validate_files(*paths, run);
  ASSERT_TRUE(done);
  EXPECT_EQ(seen, files.size());
}

TEST_F(PackedPathsTest, a_flipped_bit_is_told_though_the_mail_can_be_read) {
  pack({{"a/1.rsmf", "Subject: one\r\n\r\ntext"}});
  {
    std::fstream out(volume(), std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(30 + 8 + 15);
    out << 'T';
  }
  auto paths = find_rsmf_files({folder_});
  ASSERT_TRUE(paths);
  std::string error;
  ValidateRun run;
  run.on_file = [&](Validation&& v) { error = v.error; };
  ASSERT_TRUE(validate_files(*paths, run));
  EXPECT_NE(error.find("checksum"), std::string::npos);
}

}  // namespace
}  // namespace rsmf
