#include "extract/extract.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/faulty_file_system.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

const std::string kEmptyManifest = R"({"version":"2.0.0","participants":[],"conversations":[],"events":[]})";

class ExtractTest : public testing::Test {
 protected:
  void SetUp() override {
    top_ = std::filesystem::path(testing::TempDir()) /
           (std::string("extract_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(top_);
    std::filesystem::create_directories(top_ / "in");
  }
  void TearDown() override { std::filesystem::remove_all(top_); }

  std::string put(const std::string& name, const std::string& bytes) {
    const auto path = top_ / "in" / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  std::string out() const { return (top_ / "out").string(); }
  std::string content(const std::string& name) const {
    std::ifstream file(top_ / "out" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  /// All files of the output, sorted, below one another.
  std::string names() const {
    std::vector<std::string> all;
    if (std::filesystem::exists(top_ / "out"))
      for (const auto& entry : std::filesystem::recursive_directory_iterator(top_ / "out"))
        if (!entry.is_directory()) all.push_back(std::filesystem::relative(entry.path(), top_ / "out").string());
    std::ranges::sort(all);
    std::string text;
    for (const std::string& name : all) text += name + "\n";
    return text;
  }
  static std::string mail_of(const ZipText& zip) {
    MailText mail;
    mail.zip = zip.bytes();
    return mail.bytes();
  }

  std::filesystem::path top_;
};

TEST_F(ExtractTest, EachLayerIsAFile) {
  ZipText zip;
  zip.add_deflated("rsmf_manifest.json", kEmptyManifest);
  zip.add("A1.txt", "attached");
  auto done = extract(real_file_system(), {put("chat.rsmf", mail_of(zip))}, {.output = out()});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_TRUE(done->trouble.empty());
  EXPECT_EQ(names(), "A1.txt\nextracted.csv\nheaders.txt\nrsmf_manifest.json\ntext.txt\n");
  EXPECT_EQ(content("rsmf_manifest.json"), kEmptyManifest);
  EXPECT_EQ(content("A1.txt"), "attached");
  EXPECT_EQ(content("text.txt"), "Hello");
  EXPECT_TRUE(content("headers.txt").starts_with("X-RSMF-Version: 2.0.0\n"));
  EXPECT_NE(
      content("extracted.csv")
          .find(",entry,A1.txt,A1.txt,8,55d9067ef2bfacd4dc38ef7294695794ff61bba45f11b2f4d9b70515c57b2187,whole\r\n"),
      std::string::npos)
      << content("extracted.csv");
}

TEST_F(ExtractTest, OtherLayersAlone) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kEmptyManifest);
  ASSERT_TRUE(extract(real_file_system(), {put("rsmf.zip", zip.bytes())}, {.output = out()}));
  EXPECT_EQ(names(), "extracted.csv\nrsmf_manifest.json\n");
  std::filesystem::remove_all(out());
  ASSERT_TRUE(extract(real_file_system(), {put("rsmf_manifest.json", kEmptyManifest)}, {.output = out()}));
  EXPECT_EQ(content("rsmf_manifest.json"), kEmptyManifest);
}

/// Names that try to leave the folder, to replace another file, or that some system cannot hold.
TEST_F(ExtractTest, NamesCannotEscapeOrCollide) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kEmptyManifest);
  const std::string names_in[] = {"../../evil.txt", "/etc/passwd", "a\\..\\b.txt",  "Photo.JPG", "photo.jpg",
                                  "headers.txt",    "TEXT.TXT",    "extracted.csv", "CON.txt",   "a:b|c.txt",
                                  "folder/x.txt",   "..",          "x\x01y.txt"};
  for (const std::string& name : names_in) zip.add(name, "content of " + name);
  auto done = extract(real_file_system(), {put("chat.rsmf", mail_of(zip))}, {.output = out()});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_FALSE(std::filesystem::exists(top_ / "evil.txt"));
  std::vector<std::string> written;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(top_ / "out")) {
    EXPECT_FALSE(entry.is_directory()) << entry.path();
    std::string name = entry.path().filename().string();
    EXPECT_EQ(name.find_first_of("\\/:|\x01"), name.npos) << name;
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    EXPECT_EQ(std::ranges::count(written, name), 0) << name;
    EXPECT_NE(name, "con.txt");
    written.push_back(name);
  }
  EXPECT_TRUE(content("headers.txt").starts_with("X-RSMF-Version")) << names();
  EXPECT_EQ(content("text.txt"), "Hello");
  EXPECT_TRUE(content("extracted.csv").starts_with("input,"));
  // Nothing got lost: every content is in some file, except where the reader refused the entry and said so.
  size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(top_ / "out"))
    found += content(entry.path().filename().string()).starts_with("content of ");
  EXPECT_EQ(found + done->left_out, std::size(names_in));
}

TEST_F(ExtractTest, WhatIsDamagedIsKeptWithAMark) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kEmptyManifest);
  zip.add("A1.txt", "attached").crc ^= 1;
  zip.add("A2.txt", "whole");
  auto done = extract(real_file_system(), {put("chat.rsmf", mail_of(zip))}, {.output = out()});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->damaged, 1u);
  ASSERT_EQ(done->trouble.size(), 1u);
  EXPECT_NE(done->trouble[0].find("A1.txt is damaged"), std::string::npos) << done->trouble[0];
  EXPECT_EQ(content("A1.txt.damaged"), "attached");
  EXPECT_FALSE(std::filesystem::exists(top_ / "out" / "A1.txt"));
  EXPECT_EQ(content("A2.txt"), "whole");
  EXPECT_NE(content("extracted.csv").find("damaged: "), std::string::npos);
}

TEST_F(ExtractTest, SeveralInputsGetFoldersOfTheirOwn) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kEmptyManifest);
  const std::string a = put("one/day.rsmf", mail_of(zip)), b = put("two/day.rsmf", mail_of(zip)),
                    c = put("two/note.rsmf", "no RSMF at all");
  auto done = extract(real_file_system(), {a, b, c}, {.output = out()});
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->inputs, 2u);
  EXPECT_EQ(done->trouble.size(), 1u);
  EXPECT_EQ(names(),
            "extracted.csv\none_day/headers.txt\none_day/rsmf_manifest.json\none_day/text.txt\n"
            "two_day/headers.txt\ntwo_day/rsmf_manifest.json\ntwo_day/text.txt\n");
}

TEST_F(ExtractTest, RefusesWhatIsThereAndLeavesNothingBehind) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kEmptyManifest);
  const std::string input = put("chat.rsmf", mail_of(zip));
  EXPECT_FALSE(extract(real_file_system(), {put("note.rsmf", "no RSMF at all")}, {.output = out()}));
  EXPECT_FALSE(std::filesystem::exists(out()));
  const std::atomic<bool> stop = true;
  auto stopped = extract(real_file_system(), {input}, {.output = out(), .stop = &stop});
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::interrupted);
  EXPECT_FALSE(std::filesystem::exists(out()));
  std::filesystem::create_directories(out());
  std::ofstream(out() + "/mine.txt") << "mine";
  EXPECT_FALSE(extract(real_file_system(), {input}, {.output = out()}));
  EXPECT_EQ(names(), "mine.txt\n");
}

/// Every operation of the disk that can fail, does, once: then there is an error, and nothing of us remains.
TEST_F(ExtractTest, WholeOrNotAtAllHoweverTheDiskFails) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kEmptyManifest);
  zip.add("A1.txt", "attached").crc ^= 1;
  const std::string input = put("chat.rsmf", mail_of(zip));
  size_t failures = 0;
  for (uint64_t Faults::*kind :
       {&Faults::write, &Faults::close, &Faults::create, &Faults::rename, &Faults::make_directories}) {
    for (uint64_t at = 1; at < 50; ++at) {
      Faults faults;
      faults.*kind = at;
      FaultyFileSystem disk(faults);
      auto done = extract(disk, {input}, {.output = out()});
      if (!disk.struck()) break;
      ++failures;
      EXPECT_FALSE(done) << at;
      EXPECT_EQ(names(), "") << at;
      std::filesystem::remove_all(out());
    }
    std::filesystem::remove_all(out());
  }
  EXPECT_GT(failures, 15u);
}

}  // namespace
}  // namespace rsmf
