#include "archive/local_path.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "io/forwarding_file_system.hpp"
#include "support/faulty_file_system.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class LocalPathTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root_);
    fs::create_directories(root_);
    ZipText zip;
    zip.add_deflated("data/chat.db", content_);
    zip.add("small.db", "abc");
    write("export.zip", zip.bytes());
    write("folder/data/chat.db", content_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& bytes) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }
  static std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::unique_ptr<Container> open(const std::string& name) {
    auto container = open_container(real_file_system(), (root_ / name).string());
    EXPECT_TRUE(container) << container.error().message;
    return std::move(*container);
  }
  Spool::Options spool(FileSystem& files = real_file_system()) {
    return {&files, (root_ / "spool").string(), 1'000'000, nullptr};
  }
  bool nothing_is_left() { return !fs::exists(root_ / "spool") || fs::is_empty(root_ / "spool"); }

  const fs::path root_ = fs::temp_directory_path() / ("rsmf_local_path_" + std::to_string(getpid()));
  const std::string content_ = std::string(600'000, 'x') + "end";
};

TEST_F(LocalPathTest, WhatTheDiskHasIsNotCopied) {
  Spool copies(spool());
  auto in_folder = lease_path(*open("folder"), 0, &copies);
  ASSERT_TRUE(in_folder);
  EXPECT_EQ(in_folder->path(), (root_ / "folder/data/chat.db").string());
  auto alone = lease_path(*open("folder/data/chat.db"), 0, nullptr);
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->path(), (root_ / "folder/data/chat.db").string());
  EXPECT_FALSE(in_folder->is_copy() || alone->is_copy());
  EXPECT_FALSE(fs::exists(root_ / "spool"));
}

TEST_F(LocalPathTest, AMemberOfAZipIsCopiedForItsOwnerAlone) {
  auto zip = open("export.zip");
  EXPECT_EQ(lease_path(*zip, 0, nullptr).error().kind, ErrorKind::io);
  {
    Spool copies(spool());
    auto lease = lease_path(*zip, 0, &copies);
    ASSERT_TRUE(lease) << lease.error().message;
    EXPECT_TRUE(lease->is_copy());
    EXPECT_EQ(read(lease->path()), content_);
    EXPECT_EQ(fs::status(root_ / "spool").permissions(), fs::perms::owner_all);
    const std::string path = lease->path();
    LocalPath moved = std::move(*lease);
    EXPECT_TRUE(fs::exists(path));
    moved = LocalPath();
    EXPECT_FALSE(fs::exists(path));
    // A single file inside a zip has no path either.
    auto inside = lease_path(*open("export.zip!small.db"), 0, &copies);
    ASSERT_TRUE(inside) << inside.error().message;
    EXPECT_EQ(read(inside->path()), "abc");
  }
  EXPECT_FALSE(fs::exists(root_ / "spool"));
}

TEST_F(LocalPathTest, CopiesKeepToTheBudgetAndTheDisk) {
  auto zip = open("export.zip");
  Spool::Options options = spool();
  options.max_bytes = content_.size() + 2;
  Spool copies(options);
  {
    auto first = copies.copy(*zip, 0);
    ASSERT_TRUE(first);
    EXPECT_EQ(copies.copy(*zip, 1).error().kind, ErrorKind::limit);
  }
  EXPECT_TRUE(copies.copy(*zip, 1)) << "what is released may be used again";

  class SmallDisk final : public ForwardingFileSystem {
   public:
    SmallDisk() : ForwardingFileSystem(real_file_system()) {}
    Result<uint64_t> free_space(const std::string&) override { return 1000; }
  } small;
  Spool crowded(spool(small));
  EXPECT_EQ(crowded.copy(*zip, 0).error().kind, ErrorKind::io);
  EXPECT_TRUE(crowded.copy(*zip, 1));
}

TEST_F(LocalPathTest, NothingIsLeftOfACopyThatFails) {
  std::string bytes = read((root_ / "export.zip").string());
  for (size_t crc = bytes.find("PK\x01\x02") + 16; char& c : std::span(bytes).subspan(crc, 4)) c ^= 1;
  write("damaged.zip", bytes);
  Spool copies(spool());
  auto damaged = copies.copy(*open("damaged.zip"), 0);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().kind, ErrorKind::format);
  EXPECT_TRUE(nothing_is_left());

  std::atomic<bool> stop = true;
  Spool::Options stopped = spool();
  stopped.stop = &stop;
  EXPECT_EQ(Spool(stopped).copy(*open("export.zip"), 0).error().kind, ErrorKind::interrupted);
  EXPECT_TRUE(nothing_is_left());

  for (const Faults& faults : {Faults{.write = 1}, Faults{.write = 3}, Faults{.close = 1}, Faults{.create = 1},
                               Faults{.make_directories = 1}, Faults{.disk_bytes = 300'000}}) {
    FaultyFileSystem disk(faults);
    Spool failing(spool(disk));
    EXPECT_EQ(failing.copy(*open("export.zip"), 0).error().kind, ErrorKind::io);
    EXPECT_TRUE(disk.struck());
    EXPECT_TRUE(nothing_is_left());
    EXPECT_TRUE(failing.copy(*open("export.zip"), 1) || faults.disk_bytes < content_.size())
        << "used bytes are given back";
  }
}

}  // namespace
}  // namespace rsmf
