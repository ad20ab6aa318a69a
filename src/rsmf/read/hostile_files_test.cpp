// The reader on a disk that fails, and on files made to hurt.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "rsmf/read/rsmf_file.hpp"
#include "support/faulty_file_system.hpp"
#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

/// A folder that is gone when the test is.
class ReaderFolder {
 public:
  ReaderFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "rsmf_reader_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~ReaderFolder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::string path = path_ + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

 private:
  std::string path_;
};

std::string mail_with_attachment() {
  ZipText zip;
  zip.add_deflated("rsmf_manifest.json", "{\"version\":\"2.0.0\"}");
  zip.add_deflated("A1.txt", std::string(300'000, 'x'));
  MailText mail;
  mail.zip = zip.bytes();
  return mail.bytes();
}

Result<void> read_everything(const RsmfFile& file, BreachLog& log) {
  RSMF_TRY(file.check_entries(log));
  auto manifest = file.open_manifest();
  RSMF_TRY(manifest);
  Bytes bytes;
  return read_all(**manifest, bytes, 1 << 20);
}

TEST(HostileFiles, EveryReadMayFail) {
  ReaderFolder folder;
  std::string path = folder.write("a.rsmf", mail_with_attachment());
  for (uint64_t fails_at = 1;; ++fails_at) {
    ASSERT_LT(fails_at, 1000u);
    FaultyFileSystem disk({.read = fails_at});
    BreachLog log;
    auto file = RsmfFile::open(disk, path, {}, log);
    Result<void> read = file ? read_everything(**file, log) : std::unexpected(file.error());
    ASSERT_EQ(read.has_value(), !disk.struck()) << fails_at;
    if (read) break;
    EXPECT_EQ(read.error().kind, ErrorKind::io) << read.error().message;
    EXPECT_EQ(log.count(RuleId::entry_damaged), 0u) << "trouble with the disk taken for damage of the file";
  }
}

TEST(HostileFiles, AbsentAndUnreadable) {
  BreachLog log;
  auto absent = RsmfFile::open(real_file_system(), "/nowhere/a.rsmf", {}, log);
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, ErrorKind::usage);
  auto folder = RsmfFile::open(real_file_system(), "/", {}, log);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().kind, ErrorKind::io);
}

long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(HostileFiles, AGigabyteIsNotHeldInMemory) {
  ReaderFolder folder;
  MailText mail;
  mail.encoded = "UEsD";
  mail.end = "";
  for (const std::string& start :
       {mail.bytes(), std::string("PK\3\4"), std::string("{"),
        std::string("X-RSMF-Version: 2.0.0\r\nContent-Type: multipart/mixed; boundary=b\r\nA: ")}) {
    std::string path = folder.write("a.rsmf", start);
    // Sparse: zeros to its end. What is looked at byte by byte takes long in an unoptimised program.
    bool is_base64 = start.find("UEsD") != start.npos;
    ASSERT_EQ(::truncate(path.c_str(), is_base64 ? 1 << 26 : 1 << 30), 0);
    long before = peak_kilobytes();
    BreachLog log;
    auto file = RsmfFile::open(real_file_system(), path, {}, log);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_LT(peak_kilobytes() - before, 24 * 1024);
  }
}

TEST(HostileFiles, NothingIsQuadratic) {
  auto start = std::chrono::steady_clock::now();
  const std::string head = "X-RSMF-Version: 2.0.0\r\n";
  std::string deep = head, parts = head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n", words = head + "X: ";
  for (int i = 0; i < 20'000; ++i) {
    deep +=
        "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
    parts += "--b\r\nContent-Type: text/plain\r\n\r\n";
    words += "=?utf-8?Q?=41?= ";
  }
  std::string headers = head, locals, ends;
  for (int i = 0; i < 100'000; ++i) headers += "X-RSMF-A" + std::to_string(i) + ": 1\r\n";
  for (int i = 0; i < 100'000; ++i) locals += std::string("PK\3\4") + std::string(26, '\0');
  for (int i = 0; i < 100'000; ++i) ends += "PK\5\6";
  for (const std::string& bytes :
       {deep, parts, words, headers, locals, "PK\3\4" + ends, head + "\r\n" + std::string(1 << 20, '\n')}) {
    BreachLog log;
    auto file = RsmfFile::open(std::make_unique<MemoryFile>(bytes), "a.rsmf", {}, log);
    ASSERT_TRUE(file);
    EXPECT_LE((*file)->headers().size(), RsmfReadOptions().max_headers);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(HostileFiles, LimitsOfTheDirectory) {
  ZipText zip;
  for (int i = 0; i < 50; ++i) zip.add("f" + std::to_string(i), "x");
  RsmfReadOptions options;
  options.max_entries = 10;
  BreachLog log;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(zip.bytes()), "a.zip", options, log);
  ASSERT_TRUE(file);
  EXPECT_EQ((*file)->entries().size(), 10u);
  EXPECT_EQ(log.count(RuleId::zip_damaged), 1u);
  options = {};
  options.max_unpacked_bytes = 5;
  BreachLog bounded;
  file = RsmfFile::open(std::make_unique<MemoryFile>(zip.bytes()), "a.zip", options, bounded);
  EXPECT_EQ(bounded.count(RuleId::zip_bomb), 45u);
}

TEST(HostileFiles, SameBytesSameBreaches) {
  std::string bytes = mail_with_attachment();
  for (size_t at = 0; at < bytes.size(); at += 97) {
    std::string spoiled = bytes;
    spoiled[at] = char(spoiled[at] ^ 0x15);
    std::string said[2];
    for (std::string& text : said) {
      BreachLog log;
      auto file = RsmfFile::open(std::make_unique<MemoryFile>(spoiled), "a.rsmf", {}, log);
      ASSERT_TRUE(file);
      ASSERT_TRUE((*file)->check_entries(log));
      for (const Breach& b : log.kept())
        text += std::string(rule(b.rule).code) + b.message + std::to_string(b.place.offset) + b.place.entry + "\n";
    }
    EXPECT_EQ(said[0], said[1]);
  }
}

}  // namespace
}  // namespace rsmf
