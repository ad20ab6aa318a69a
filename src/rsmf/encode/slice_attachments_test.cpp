// What becomes of the files of a slice.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rsmf/encode/slice_encoder.hpp"
#include "support/slice_encoding.hpp"

namespace rsmf {
namespace {

using test::Encoded;
using test::MemoryAttachments;
using test::plain;
using test::SampleSlice;

using SliceAttachmentsTest = test::SliceEncoding;

TEST_F(SliceAttachmentsTest, FilesAreStoredOnceWithTheirTrueSize) {
  SampleSlice s;
  s.person("U1", "Ann");
  MemoryAttachments store;
  store.files["k1"] = std::string(5000, 'a');
  store.files["k2"] = "\xff\xd8\xff" + std::string(300 * 1024, '\x01');  // too large to be kept
  Attachment one{"a.txt", "F1", "k1", {}, 1}, two{"photo.jpg", "F2", "k2", {}, 0};
  Attachment again{"other name.txt", "F1", "k1", {}, 0};
  s.event("a", 0, "x").attachments = s.rows({one, two, again});
  s.event("b", 0, "y").attachments = s.rows({again});
  for (auto compression : {Compression::store, Compression::fast, Compression::small}) {
    EncodeOptions options = plain();
    options.compression = compression;
    Encoded e = encode(s.slice, options, store);
    EXPECT_EQ(e.slice.attachments, 3u);
    EXPECT_EQ(e.header("X-RSMF-AttachmentCount"), "3");
    ASSERT_EQ(e.slice.streamed.size(), 1u);
    EXPECT_EQ(e.slice.streamed[0].key, "k2");
    ASSERT_EQ(e.slice.outcomes.size(), 4u);
    EXPECT_EQ(e.slice.outcomes[0].name, "F1_a.txt");
    EXPECT_EQ(e.slice.outcomes[0].sha256, Sha256::of(store.files["k1"]));
    EXPECT_EQ(e.slice.outcomes[1].size, 300u * 1024 + 3);
    EXPECT_EQ(e.slice.outcomes[1].sha256, Sha256::of(store.files["k2"]));
    EXPECT_EQ(e.slice.outcomes[2].name, "F1_a.txt");
    EXPECT_NE(e.slice.outcomes[2].reason, "");
    EXPECT_TRUE(e.codes().contains("ENC-004"));
    if (compression == Compression::store) {
      EXPECT_TRUE(e.has(R"("attachments":[{"id":"F1_a.txt","display":"a.txt","size":5000},)"
                        R"({"id":"F2_photo.jpg","display":"photo.jpg","size":307203}])"));
      EXPECT_TRUE(e.has(R"("attachments":[{"id":"F1_a.txt","display":"other name.txt","size":5000}])"));
    }
  }
}

TEST_F(SliceAttachmentsTest, ManySmallFilesStayWithinTheMemoryBudget) {
  SampleSlice s;
  s.person("U1", "Ann");
  MemoryAttachments store;
  std::vector<Attachment> all;
  for (int i = 0; i < 60; ++i) {
    std::string key = "k" + std::to_string(100 + i);
    store.files[key] = "\xff\xd8\xff" + std::string(200 * 1024, static_cast<char>(i));
    std::string_view kept = s.slice.arena.copy(key);
    all.push_back({kept, kept, kept, {}, 0});
  }
  s.event("a", 0, "x").attachments = s.slice.arena.copy(std::span<const Attachment>(all));
  Encoded e = encode(s.slice, plain(), store);
  EXPECT_LT(e.slice.zip.size(), 9u << 20);
  EXPECT_GT(e.slice.streamed.size(), 10u);
  EXPECT_EQ(e.slice.attachments, 60u);
}

TEST_F(SliceAttachmentsTest, FilesThatCannotBeUsedCountAsMissing) {
  SampleSlice s;
  s.person("U1", "Ann");
  MemoryAttachments store;
  store.files["empty"] = "";
  Attachment absent{"a.txt", "F1", {}, {}, 7}, unknown{"b.txt", "F2", "nowhere", {}, 0};
  Attachment empty{"c.txt", "F3", "empty", {}, 0};
  s.event("a", 0, "text stays").attachments = s.rows({absent, unknown, empty});
  Encoded e = encode(s.slice, plain(), store);
  EXPECT_TRUE(e.has(R"("body":"text stays","custom":[{"name":"Missing attachment","value":"a.txt"},)"
                    R"({"name":"Missing attachment","value":"b.txt"},)"
                    R"({"name":"Missing attachment note","value":"the file in the export cannot be read"},)"
                    R"({"name":"Missing attachment","value":"c.txt"},)"
                    R"({"name":"Missing attachment note","value":"the file in the export is empty"}])"));
  EXPECT_FALSE(e.has("\"attachments\""));
  using State = AttachmentOutcome::State;
  EXPECT_EQ(e.slice.outcomes[0].state, State::missing);
  EXPECT_EQ(e.slice.outcomes[1].state, State::damaged);
  EXPECT_EQ(e.slice.outcomes[1].reason, "no such file");
  EXPECT_EQ(e.slice.outcomes[2].state, State::missing);
  EXPECT_EQ(e.codes(), (std::set<std::string_view>{"ENC-001", "ENC-002", "ENC-003"}));

  EncodeOptions options = plain();
  options.missing = MissingAttachments::placeholder;
  e = encode(s.slice, options, store);
  EXPECT_EQ(e.slice.attachments, 3u);
  EXPECT_EQ(e.slice.outcomes[0].state, State::placeholder);
  EXPECT_EQ(e.slice.outcomes[0].name, "F1_a.txt.missing.txt");
  EXPECT_EQ(e.slice.outcomes[0].reason, "not in the export");
  EXPECT_TRUE(e.has(R"({"id":"F1_a.txt.missing.txt","display":"a.txt.missing.txt","size":)"));
  EXPECT_TRUE(e.has(R"("custom":[{"name":"Missing attachment","value":"a.txt"})"));
}

TEST_F(SliceAttachmentsTest, AFileThatBreaksOffIsDamaged) {
  SampleSlice s;
  s.person("U1", "Ann");
  MemoryAttachments store;
  store.files["k"] = std::string(600 * 1024, 'x');
  store.fail_after = 599 * 1024;
  s.event("a", 0, "x").attachments = s.rows({Attachment{"a.txt", "F1", "k", {}, 0}});
  Encoded e = encode(s.slice, plain(), store);
  EXPECT_EQ(e.slice.outcomes[0].state, AttachmentOutcome::State::damaged);
  EXPECT_TRUE(e.slice.streamed.empty());
}

TEST_F(SliceAttachmentsTest, WritingFailsWhenAFileHasChanged) {
  SampleSlice s;
  s.person("U1", "Ann");
  MemoryAttachments store;
  store.files["k"] = std::string(300 * 1024, 'x');
  s.event("a", 0, "x").attachments = s.rows({Attachment{"a.txt", "F1", "k", {}, 0}});
  SliceEncoder encoder(plain(), store);
  EncodedSlice encoded;
  ASSERT_TRUE(encoder.encode(s.slice, encoded));
  auto nowhere = [](std::string_view) -> Result<void> { return {}; };
  EXPECT_TRUE(encoded.write_to(store, nowhere));
  store.files["k"][1000] = 'y';
  EXPECT_FALSE(encoded.write_to(store, nowhere));
  store.files["k"] = std::string(300 * 1024 + 1, 'x');
  EXPECT_FALSE(encoded.write_to(store, nowhere));
  store.files["k"] = std::string(300 * 1024 - 1, 'x');
  EXPECT_FALSE(encoded.write_to(store, nowhere));
  store.files.clear();
  EXPECT_FALSE(encoded.write_to(store, nowhere));
}

TEST_F(SliceAttachmentsTest, AvatarsAreImages) {
  SampleSlice s;
  MemoryAttachments store;
  store.files["png"] = "\x89PNG\r\n\x1a\n" + std::string(50, '\0');
  store.files["html"] = "<html>";
  for (const char* avatar : {"png", "html", "nowhere", "png"}) {
    Participant p;
    std::string id = "U" + std::to_string(s.slice.people.size());
    p.id = p.display = id;
    p.avatar = avatar;
    s.person(p);
  }
  s.event("a", 0, "x");
  Encoded e = encode(s.slice, plain(), store);
  EXPECT_TRUE(e.has(R"({"id":"U0","display":"U0","avatar":"avatar_U0.png"})"));
  EXPECT_TRUE(e.has(R"({"id":"U1","display":"U1"})"));
  EXPECT_TRUE(e.has(R"({"id":"U3","display":"U3","avatar":"avatar_U0.png"})"));
  EXPECT_EQ(e.slice.attachments, 0u);
  EXPECT_EQ(e.slice.findings.size(), 2u);
  EXPECT_TRUE(e.codes().contains("ENC-005"));
}

/// Endless zeros up to a size, without the memory for them.
class HugeFile final : public AttachmentStore {
 public:
  explicit HugeFile(uint64_t size) : size_(size) {}
  Result<std::unique_ptr<ByteSource>> open(std::string_view) const override { return std::make_unique<Source>(size_); }

 private:
  class Source final : public ByteSource {
   public:
    explicit Source(uint64_t size) : left_(size) {}
    Result<size_t> read(std::span<char> into) override {
      size_t count = static_cast<size_t>(std::min<uint64_t>(into.size(), left_));
      left_ -= count;
      return count;
    }

   private:
    uint64_t left_;
  };
  uint64_t size_;
};

TEST_F(SliceAttachmentsTest, VeryLargeFilesAreReported) {
  SampleSlice s;
  s.person("U1", "Ann");
  s.event("a", 0, "x").attachments = s.rows({Attachment{"film.mp4", "F1", "k", {}, 0}});
  constexpr uint64_t kSize = 1'500'000'000;  // base64 adds a third
  HugeFile store(kSize);
  SliceEncoder encoder(plain(), store);
  EncodedSlice encoded;
  ASSERT_TRUE(encoder.encode(s.slice, encoded));
  EXPECT_EQ(encoded.outcomes[0].size, kSize);
  EXPECT_LT(encoded.zip.size(), 10000u);
  ASSERT_EQ(encoded.findings.size(), 1u);
  EXPECT_EQ(encoded.findings[0].spec->code, "ENC-013");
}

}  // namespace
}  // namespace rsmf
