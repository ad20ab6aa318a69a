#include "output/run_fingerprint.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace rsmf {
namespace {

namespace fs = std::filesystem;

/// A run that is killed while it writes the file has begun nothing; it is not a run of another version.
TEST(RunFingerprint, AnIncompleteFileIsNone) {
  const fs::path path = fs::temp_directory_path() / ("rsmf_fingerprint_" + std::to_string(getpid()));
  fs::remove(path);
  FileSystem& files = real_file_system();
  auto stamp = RunFingerprint::of(files, {}, {});
  ASSERT_TRUE(stamp.has_value());
  ASSERT_TRUE(stamp->write(files, path.string()).has_value());
  auto whole = RunFingerprint::read(files, path.string());
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(stamp->difference(*whole), "");
  for (uintmax_t size : {uintmax_t{0}, uintmax_t{10}, fs::file_size(path) / 2}) {
    fs::resize_file(path, size);
    EXPECT_FALSE(RunFingerprint::read(files, path.string()).has_value()) << size;
  }
  fs::remove(path);
}

}  // namespace
}  // namespace rsmf
