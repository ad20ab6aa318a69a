#include "rsmf/validate/layer_rules.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/time_zone.hpp"
#include "mime/base64_encode.hpp"
#include "support/memory_file.hpp"
#include "support/zip_text.hpp"

namespace rsmf {
namespace {

ManifestFacts some_facts() {
  ManifestFacts facts;
  facts.is_object = true;
  facts.version = "2.0.0";
  facts.collection_id = "c1";
  facts.events = 2;
  facts.attachments = 1;
  facts.first = parse_timestamp("2024-03-01T08:09:10.5Z");
  facts.last = parse_timestamp("2024-03-01T09:00:00Z");
  facts.displays = {"Ann", "Bo"};
  facts.custodians = {"U1", "Ann"};
  return facts;
}

std::string codes_of(const BreachLog& log) {
  std::string out;
  for (const Rule& r : all_rules())
    if (log.count(r.id)) out += (out.empty() ? "" : " ") + std::string(r.code);
  return out;
}

std::string header_codes(const std::string& headers, const ManifestFacts& facts = some_facts(),
                         std::string_view version = "2.0.0") {
  std::string mail = "X-RSMF-Version: " + std::string(version) + "\r\n" + headers + "\r\n";
  BreachLog opening, log;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(mail), "a.rsmf", {}, opening);
  if (!file) return file.error().message;
  check_headers(**file, facts, log);
  return codes_of(log);
}

TEST(HeaderRules, TimesAndCounts) {
  EXPECT_EQ(header_codes(""), "");
  EXPECT_EQ(header_codes("", some_facts(), "1.0.0"), "R004");
  EXPECT_EQ(header_codes("X-RSMF-BeginDate: 2024-03-01T08:09:10.5Z\r\nX-RSMF-EndDate: 2024-03-01T10:00:00+01:00\r\n"),
            "");
  EXPECT_EQ(header_codes("X-RSMF-BeginDate: 2024-03-01T08:09:10Z\r\n"), "R012");
  EXPECT_EQ(header_codes("X-RSMF-EndDate: 2024-03-01T09:00:00\r\n"), "R011");
  EXPECT_EQ(header_codes("X-RSMF-EndDate: yesterday\r\n"), "R010");
  EXPECT_EQ(header_codes("X-RSMF-BeginDate: 0001-01-01T00:00:00Z\r\n"), "R012") << "a date, though not of a chat";
  EXPECT_EQ(header_codes("X-RSMF-EndDate: 9999-12-31T23:59:59Z\r\n"), "R012");
  EXPECT_EQ(header_codes("X-RSMF-EndDate: 1601-01-01T00:00:00\r\n"), "R011");
  const std::string begin = "X-RSMF-BeginDate: 2024-03-01T08:09:10.5Z\r\n";
  EXPECT_EQ(header_codes(begin + "Date: Fri, 01 Mar 2024 09:09:10 +0100\r\n"), "");
  EXPECT_EQ(header_codes(begin + "Date: Fri, 01 Mar 2024 08:09:11 +0000\r\n"), "R028");
  EXPECT_EQ(header_codes(begin + "Date: today\r\n"), "R028");
  EXPECT_EQ(header_codes("X-RSMF-EventCount: 2\r\nX-RSMF-AttachmentCount: 1\r\n"), "");
  EXPECT_EQ(header_codes("X-RSMF-EventCount: 3\r\nX-RSMF-AttachmentCount: 0\r\n"), "R014 R016");
  EXPECT_EQ(header_codes("X-RSMF-EventCount: 0\r\nX-RSMF-AttachmentCount: -1\r\n"), "R013 R015");
  EXPECT_EQ(header_codes("X-RSMF-EventCount: 99999999999999999999\r\n"), "R013");
}

TEST(HeaderRules, PeopleAndIds) {
  EXPECT_EQ(header_codes("X-RSMF-Participants: Bo,Ann\r\n"), "");
  EXPECT_EQ(header_codes("X-RSMF-Participants: Bo, Ann\r\n"), "");
  EXPECT_EQ(header_codes("X-RSMF-Participants: Ann\r\n"), "R017");
  EXPECT_EQ(header_codes("X-RSMF-Participants: Ann,Bo,Cy\r\n"), "R017");
  EXPECT_EQ(header_codes("X-RSMF-Participants: =?utf-8?Q?Ann,Bo?=\r\n"), "R017");
  ManifestFacts facts = some_facts();
  facts.displays = {"Doe, Ann", "Bo"};
  EXPECT_EQ(header_codes("X-RSMF-Participants: Doe, Ann,Bo\r\n", facts), "R017 R018");
  facts.displays = {"Ann ", "Bo"};
  EXPECT_EQ(header_codes("X-RSMF-Participants: Ann ,Bo\r\n", facts), "R017");
  facts.displays = {"", "Bo"};
  EXPECT_EQ(header_codes("X-RSMF-Participants: ,Bo\r\n", facts), "R017");
  facts.complete = false;
  EXPECT_EQ(header_codes("X-RSMF-Participants: Nobody\r\n", facts), "");
  EXPECT_EQ(header_codes("X-RSMF-EventCollectionID: c1\r\nX-RSMF-Custodian: Ann\r\n"), "");
  EXPECT_EQ(header_codes("X-RSMF-EventCollectionID: c2\r\nX-RSMF-Custodian: Bo\r\n"), "R019 R020");
  facts = some_facts();
  facts.version = "1.0.0";
  EXPECT_EQ(header_codes("X-RSMF-Application: slack\r\n", facts, "1.0.0"), "R023");
}

std::string reference_codes(const ZipText& zip, std::vector<FileReference> references, bool complete = true) {
  BreachLog opening, log;
  auto file = RsmfFile::open(std::make_unique<MemoryFile>(zip.bytes()), "rsmf.zip", {}, opening);
  if (!file) return file.error().message;
  ManifestFacts facts = some_facts();
  facts.files = std::move(references);
  facts.complete = complete;
  auto done = check_references(**file, facts, log);
  return done ? codes_of(log) : done.error().message;
}

FileReference reference(FileReference::Kind kind, std::string id, int64_t size = -1) {
  FileReference r;
  r.kind = kind;
  r.id = std::move(id);
  r.stated_size = size;
  return r;
}

TEST(ReferenceRules, FilesOfTheManifest) {
  using Kind = FileReference::Kind;
  ZipText zip;
  zip.add("rsmf_manifest.json", "{}");
  EXPECT_EQ(reference_codes(zip, {}), "");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::attachment, "a")}), "R034");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::avatar, "a")}), "R035");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::icon, "a")}), "R036");
  zip.add("a", "GIF89a and more");
  EXPECT_EQ(reference_codes(zip, {}), "R037");
  EXPECT_EQ(reference_codes(zip, {}, false), "");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::attachment, "a", 15)}), "");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::attachment, "a", 14)}), "R040");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::avatar, "a")}), "");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::icon, "a")}), "R037");
  zip.add("b", "BM");
  zip.add("c", "");
  zip.add("f/d", "x");
  EXPECT_EQ(reference_codes(zip, {reference(Kind::attachment, "a"), reference(Kind::avatar, "b"),
                                  reference(Kind::attachment, "c"), reference(Kind::attachment, "d")}),
            "R041 R042 R130");
}

/// Counts what is read.
class CountedFile final : public RandomFile {
 public:
  CountedFile(std::string bytes, uint64_t& count) : file_(std::move(bytes)), count_(count) {}
  uint64_t size() const override { return file_.size(); }
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const override {
    auto n = file_.read_at(offset, into);
    count_ += *n;
    return n;
  }

 private:
  MemoryFile file_;
  uint64_t& count_;
};

TEST(ReferenceRules, AvatarsInAnyOrderOnOneLineOfBase64) {
  constexpr size_t kAvatars = 2000;
  ZipText zip;
  zip.add("rsmf_manifest.json", "{}");
  ManifestFacts facts = some_facts();
  for (size_t i = 0; i < kAvatars; ++i) {
    zip.add(std::to_string(i), "GIF89a" + std::string(1000, 'x'));
    facts.files.push_back(reference(FileReference::Kind::avatar, std::to_string(i * 997 % kAvatars)));
  }
  MailText mail;
  Base64Lines lines;
  lines.add(zip.bytes(), mail.encoded);
  lines.finish(mail.encoded);
  std::erase_if(mail.encoded, [](char c) { return c == '\r' || c == '\n'; });
  mail.encoded += "\r\n";
  const std::string bytes = mail.bytes();
  uint64_t count = 0;
  BreachLog opening, log;
  auto file = RsmfFile::open(std::make_unique<CountedFile>(bytes, count), "a.rsmf", {}, opening);
  ASSERT_TRUE(file);
  ASSERT_TRUE(check_references(**file, facts, log));
  EXPECT_EQ(codes_of(log), "");
  EXPECT_LT(count, 6 * bytes.size());
}

}  // namespace
}  // namespace rsmf
