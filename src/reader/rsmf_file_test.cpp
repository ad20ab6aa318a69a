#include "reader/rsmf_file.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

const std::string kManifest = R"({"version":"2.0.0","participants":[],"conversations":[],"events":[]})";

ZipText good_zip() {
  ZipText zip;
  zip.add_deflated("rsmf_manifest.json", kManifest);
  zip.add("A1.txt", "attached");
  return zip;
}
MailText good_mail() {
  MailText mail;
  mail.zip = good_zip().bytes();
  return mail;
}

struct Opened {
  std::unique_ptr<RsmfFile> file;
  BreachLog log;
  std::string codes() const {
    std::string out;
    for (const Rule& r : all_rules())
      if (log.count(r.id)) out += (out.empty() ? "" : " ") + std::string(r.code);
    return out;
  }
};

Opened open(std::string bytes, const std::string& name = "test.rsmf", RsmfReadOptions options = {}) {
  Opened opened;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(std::move(bytes)), name, options, opened.log);
  EXPECT_TRUE(file) << file.error().message;
  if (file) opened.file = std::move(*file);
  return opened;
}

std::string all_of(Result<std::unique_ptr<ByteSource>> source) {
  if (!source) return "error: " + source.error().message;
  Bytes bytes;
  auto done = read_all(**source, bytes, 1 << 30);
  return done ? std::string(bytes.view()) : "error: " + done.error().message;
}

TEST(RsmfFile, OpensAGoodMail) {
  Opened o = open(good_mail().bytes());
  EXPECT_EQ(o.codes(), "");
  EXPECT_EQ(o.file->kind(), RsmfKind::mail);
  EXPECT_EQ(all_of(o.file->open_manifest()), kManifest);
  EXPECT_EQ(all_of(o.file->open_text()), "Hello");
  EXPECT_EQ(all_of(o.file->open_zip()), good_zip().bytes());
  ASSERT_EQ(o.file->entries().size(), 2u);
  EXPECT_EQ(o.file->find("A1.txt"), 1);
  EXPECT_EQ(all_of(o.file->open_entry(1)), "attached");
  EXPECT_TRUE(o.file->check_entries(o.log));
  EXPECT_EQ(o.codes(), "");
  ASSERT_NE(o.file->header("x-rsmf-VERSION"), nullptr);
  EXPECT_EQ(o.file->header("x-rsmf-VERSION")->value, "2.0.0");
}

TEST(RsmfFile, OpensAGoodZipAndAGoodManifest) {
  Opened zip = open(good_zip().bytes(), "rsmf.zip");
  EXPECT_EQ(zip.codes(), "");
  EXPECT_EQ(zip.file->kind(), RsmfKind::zip);
  EXPECT_EQ(all_of(zip.file->open_manifest()), kManifest);
  Opened manifest = open(kManifest, "rsmf_manifest.json");
  EXPECT_EQ(manifest.codes(), "");
  EXPECT_EQ(manifest.file->kind(), RsmfKind::manifest);
  EXPECT_EQ(all_of(manifest.file->open_manifest()), kManifest);
}

}  // namespace
}  // namespace rsmf
