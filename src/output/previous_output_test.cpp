#include "output/previous_output.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class EarlierRunTest : public testing::Test {
 protected:
  EarlierRunTest() : folder_(fs::path(testing::TempDir()) / ("rsmf_earlier_run_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    place("report.json", "{\n  \"generator\": \"rsmf 0.2.0\"\n}\n");
    place("findings.csv", "");
    place("attachments.csv", "");
  }
  ~EarlierRunTest() override { fs::remove_all(folder_); }
  void place(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  bool is_ours() {
    auto ours = PreviousOutput::is_at(real_file_system(), folder_, stranger_);
    EXPECT_TRUE(ours);
    return ours && *ours;
  }

  fs::path folder_;
  std::string stranger_;
};

TEST_F(EarlierRunTest, the_volumes_of_a_packed_run_are_ours_and_nothing_else_is) {
  place("outputs.csv",
        "path,conversation,sha256,volume,offset,length\r\n"
        "a/1.rsmf,\"a, \"\"volume\"\"\nb\",00,pack-0001.zip,40,10\r\n"
        "a/2.rsmf,a,00,pack-0002.zip,40,10\r\n");
  place("pack-0001.zip", "x");
  place("pack-0002.zip", "x");
  EXPECT_TRUE(is_ours()) << stranger_;
  place("pack-0003.zip", "x");
  EXPECT_FALSE(is_ours());
  EXPECT_EQ(stranger_, "pack-0003.zip");
  fs::remove(folder_ / "pack-0003.zip");
  place("a/1.rsmf", "a packed run writes no such file");
  EXPECT_FALSE(is_ours());
  EXPECT_EQ(stranger_, "a/1.rsmf");
}

TEST_F(EarlierRunTest, a_run_without_volumes_has_its_files) {
  place("outputs.csv", "path,conversation,sha256\r\na/1.rsmf,\"b,volume,\",00\r\n");
  place("a/1.rsmf", "x");
  EXPECT_TRUE(is_ours()) << stranger_;
  place("pack-0001.zip", "x");
  EXPECT_FALSE(is_ours());
}

}  // namespace
}  // namespace rsmf
