// Zips made to hurt, and such that two readers would understand differently.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "mime/base64_encode.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

const std::string kManifestText = R"({"version":"2.0.0"})";

struct Listed {
  std::unique_ptr<RsmfFile> file;
  BreachLog log;
  std::string said(RuleId id) const {
    for (const Breach& b : log.kept())
      if (b.rule == id) return b.message;
    return "nothing";
  }
  bool manifest_is(const std::string& expected) const {
    if (!file->has_manifest()) return false;
    auto stream = file->open_manifest();
    Bytes bytes;
    return stream && read_all(**stream, bytes, 1 << 20) && bytes.view() == expected;
  }
};

Listed list(std::string bytes, const std::string& name = "rsmf.zip") {
  Listed listed;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(std::move(bytes)), name, {}, listed.log);
  EXPECT_TRUE(file) << file.error().message;
  if (file) listed.file = std::move(*file);
  return listed;
}

std::string number(uint64_t value, size_t bytes) {
  std::string out;
  for (size_t i = 0; i < bytes; ++i, value >>= 8) out += char(value & 0xFF);
  return out;
}

/// A mail whose zip is one line of base64.
std::string on_one_line(const std::string& zip) {
  MailText mail;
  Base64Lines lines;
  lines.add(zip, mail.encoded);
  lines.finish(mail.encoded);
  std::erase_if(mail.encoded, [](char c) { return c == '\r' || c == '\n'; });
  mail.encoded += "\r\n";
  return mail.bytes();
}

double seconds_of(const std::function<void()>& work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(HostileZips, NameOfAMailAroundWhatIsNoMail) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kManifestText);
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\x01');
  for (const std::string& bytes : {zip.bytes(), kManifestText, ole + zip.bytes()})
    for (const char* name : {"a.rsmf", "A.RSMF", "a.eml"}) {
      Listed o = list(bytes, name);
      EXPECT_EQ(o.log.count(RuleId::malformed_mail), 1u) << name;
      EXPECT_TRUE(o.manifest_is(kManifestText)) << "what is inside is still looked at";
    }
  EXPECT_EQ(list(zip.bytes(), "rsmf.zip").log.count(RuleId::malformed_mail), 0u);
  EXPECT_EQ(list(kManifestText, "rsmf_manifest.json").log.count(RuleId::malformed_mail), 0u);
}

TEST(HostileZips, OneLocalHeaderForAHundredThousandEntries) {
  ZipText zip;
  zip.add("big", "").local_name = std::string(65535, 'n');
  for (int i = 0; i < 100'000; ++i) zip.add(std::to_string(i), "").local_offset = 0;
  // Their own local headers are of no use: the true entry is at the end.
  zip.add("rsmf_manifest.json", kManifestText);
  Listed o;
  EXPECT_LT(seconds_of([&] { o = list(zip.bytes()); }), 10);
  EXPECT_TRUE(o.manifest_is(kManifestText));
  EXPECT_GT(o.log.count(RuleId::zip_bomb), 99'000u);
  // Names of the length of the directory's make it look again, but not for ever.
  ZipText same;
  same.add(std::string(65535, 'n'), "");
  for (int i = 0; i < 200; ++i) same.add(std::string(65535, 'n'), "").local_offset = 0;
  same.add("rsmf_manifest.json", kManifestText);
  EXPECT_TRUE(list(same.bytes()).manifest_is(kManifestText));
}

TEST(HostileZips, CandidatesForDescriptorsOnOneLineOfBase64) {
  ZipText zip;
  zip.without_directory = true;
  zip.add("rsmf_manifest.json", kManifestText);
  ZipText::Entry& open = zip.add("x", "");
  open.flags = 8;
  open.size = 0;
  std::string bytes = zip.bytes();
  for (int i = 0; i < 200'000; ++i) bytes += "PK\7\10";
  Listed o;
  EXPECT_LT(seconds_of([&] { o = list(on_one_line(bytes), "a.rsmf"); }), 10);
  EXPECT_TRUE(o.manifest_is(kManifestText));
  EXPECT_EQ(o.log.count(RuleId::zip_damaged), 1u);
}

TEST(HostileZips, ManySmallEntriesOnOneLineOfBase64) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kManifestText);
  for (int i = 0; i < 20'000; ++i) zip.add(std::to_string(i), "x");
  const std::string bytes = on_one_line(zip.bytes());
  EXPECT_LT(seconds_of([&] {
              Listed o = list(bytes, "a.rsmf");
              EXPECT_EQ(o.file->entries().size(), 20'001u);
              EXPECT_TRUE(o.file->check_entries(o.log));
              EXPECT_EQ(o.log.count(RuleId::entry_damaged), 0u);
            }),
            10);
}

TEST(HostileZips, OffsetsBeyondTheZipCostOnlyTheirEntry) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kManifestText);
  zip.add("x", "x").local_offset = 0x7FFFFFFF;
  Listed beyond = list(zip.bytes());
  EXPECT_TRUE(beyond.manifest_is(kManifestText));
  EXPECT_EQ(beyond.log.count(RuleId::entry_damaged), 1u);
  EXPECT_FALSE(beyond.file->entries()[1].readable);
  // Bytes were cut off at the front: all offsets move back, and this one below zero.
  ZipText cut;
  cut.add("rsmf_manifest.json", kManifestText).local_offset = 500;
  cut.add("y", "y").local_offset = 100;
  std::string bytes = cut.bytes();
  uint64_t directory = bytes.find("PK\1\2");
  bytes.replace(bytes.size() - 6, 4, number(directory + 500, 4));
  Listed below = list(bytes);
  EXPECT_TRUE(below.manifest_is(kManifestText));
  EXPECT_FALSE(below.file->entries()[1].readable);
  EXPECT_EQ(below.log.count(RuleId::entry_damaged), 1u);
}

TEST(HostileZips, PackedSizeOfTheManifestBeyondTheZip) {
  ZipText zip;
  ZipText::Entry& manifest = zip.add_deflated("rsmf_manifest.json", kManifestText);
  std::string bytes = zip.bytes();
  for (size_t at : {size_t(18), bytes.find("PK\1\2") + 20}) bytes.replace(at, 4, number(0x7FFFFFFF, 4));
  (void)manifest;
  Listed o = list(bytes);
  EXPECT_EQ(o.log.count(RuleId::entry_damaged), 1u);
  EXPECT_TRUE(o.file->has_manifest());
}

ZipText outer_zip(const std::string& inner) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kManifestText);
  zip.add("inner.docx", inner);
  zip.add("z.bin", std::string(3000, 'z'));
  return zip;
}
std::string inner_zip() {
  ZipText inner;
  inner.add("rsmf_manifest.json", "{\"of\":\"another\"}");
  inner.add("word/document.xml", "y");
  return inner.bytes();
}

TEST(HostileZips, ACutOffZipIsNotTakenForTheZipInIt) {
  std::string inner = inner_zip(), bytes = outer_zip(inner).bytes();
  Listed whole = list(bytes);
  EXPECT_EQ(whole.log.count(RuleId::zip_damaged), 0u);
  for (size_t behind : {0, 5, 1500, 2900}) {
    Listed cut = list(bytes.substr(0, bytes.find(inner) + inner.size() + behind));
    EXPECT_TRUE(cut.manifest_is(kManifestText)) << behind;
    EXPECT_EQ(cut.log.count(RuleId::zip_damaged), 1u) << behind;
    ASSERT_GE(cut.file->entries().size(), 2u);
    EXPECT_EQ(cut.file->entries()[1].name, "inner.docx");
  }
}

TEST(HostileZips, AnotherZipInTheComment) {
  ZipText zip = outer_zip("");
  zip.comment = inner_zip();
  for (const std::string& bytes : {zip.bytes(), outer_zip("").bytes() + inner_zip()}) {
    Listed o = list(bytes);
    EXPECT_TRUE(o.manifest_is(kManifestText));
    EXPECT_EQ(o.file->entries().size(), 3u);
    EXPECT_NE(o.said(RuleId::zip_damaged).find("another zip"), std::string::npos);
  }
}

TEST(HostileZips, TheManifestWinsWhereAnotherEntryBeginsAtItsPlace) {
  ZipText zip;
  zip.add("aaa", "").local_offset = 33;
  zip.add("rsmf_manifest.json", kManifestText);
  zip.add("zzz", "").local_offset = 33;
  Listed o = list(zip.bytes());
  EXPECT_TRUE(o.manifest_is(kManifestText));
  EXPECT_FALSE(o.file->entries()[0].readable);
  EXPECT_EQ(o.log.count(RuleId::zip_bomb), 2u);
}

TEST(HostileZips, AnEntryWithoutAName) {
  ZipText zip;
  zip.add("rsmf_manifest.json", kManifestText);
  zip.add("", "x");
  EXPECT_NE(list(zip.bytes()).said(RuleId::entry_escapes).find("no name"), std::string::npos);
}

TEST(HostileZips, NamesOfASalvagedZipAreBounded) {
  ZipText zip;
  zip.without_directory = true;
  for (int i = 0; i < 1100; ++i) zip.add(std::to_string(i) + std::string(65000, 'n'), "");
  Listed o = list(zip.bytes());
  EXPECT_LT(o.file->entries().size(), 1100u);
  EXPECT_EQ(o.log.count(RuleId::zip_damaged), 2u);
}

}  // namespace
}  // namespace rsmf
