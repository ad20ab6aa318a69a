#include "view/html_transcript.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "view/html_text.hpp"
#include "view/inline_picture.hpp"

namespace rsmf {
namespace {

constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n and the rest";

/// A chat in a folder of its own, with files beside it.
class HtmlTranscriptTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              (std::string("html_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void put(const std::string& name, std::string_view bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  std::string path() const { return (folder_ / "chat.ndjson").string(); }
  void attach(const std::string& file) {
    put("chat.ndjson",
        R"({"id":"1","conversation":"c","participant":"p","body":"see","attachments":[{"path":")" + file + "\"}]}\n");
  }
  std::string page(uint64_t image_bytes = 1000) {
    std::string text;
    const TextSink sink = [&](std::string_view piece) -> Result<void> {
      text += piece;
      return {};
    };
    HtmlTranscript writer(image_bytes, sink);
    auto summary = view(path(), {}, writer);
    EXPECT_TRUE(summary) << summary.error().message;
    EXPECT_TRUE(writer.finish());
    return text;
  }

  std::filesystem::path folder_;
};

TEST_F(HtmlTranscriptTest, PicturesAreShownByContentOnly) {
  put("a.bin", kPng);
  attach("a.bin");
  EXPECT_NE(page().find("<img src=\"data:image/png;base64,iVBORw0KGgog"), std::string::npos);
  put("b.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
  attach("b.png");
  const std::string with_svg = page();
  EXPECT_EQ(with_svg.find("<img"), std::string::npos);
  EXPECT_NE(with_svg.find("b.png"), std::string::npos);
}

TEST_F(HtmlTranscriptTest, LargePicturesAreListed) {
  put("a.png", std::string(kPng) + std::string(5000, 'x'));
  attach("a.png");
  EXPECT_NE(page(6000).find("<img"), std::string::npos);
  const std::string text = page(5000);
  EXPECT_EQ(text.find("<img"), std::string::npos);
  EXPECT_NE(text.find("larger than"), std::string::npos) << text;
  EXPECT_EQ(page(0).find("<img"), std::string::npos);
}

TEST_F(HtmlTranscriptTest, APageOfNothingIsWhole) {
  put("chat.ndjson", R"({"record":"participant","id":"u1"})"
                     "\n");
  const std::string text = page();
  EXPECT_TRUE(text.starts_with("<!doctype html>"));
  EXPECT_TRUE(text.ends_with("</html>\n"));
}

TEST_F(HtmlTranscriptTest, AttachmentsCanBeReadWhileReading) {
  put("a.bin", std::string(200'000, 'x'));
  attach("a.bin");
  auto stream = EventStream::open(path());
  ASSERT_TRUE(stream);
  const Event* event = stream->next();
  ASSERT_NE(event, nullptr);
  uint64_t bytes = 0;
  auto done = stream->read_attachment(event->attachments[0].key, [&](std::string_view piece) -> Result<void> {
    bytes += piece.size();
    return {};
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(bytes, 200'000u);
  EXPECT_FALSE(stream->read_attachment("in:nosuch", [](std::string_view) -> Result<void> { return {}; }));
  auto stopped = stream->read_attachment(
      event->attachments[0].key, [](std::string_view) -> Result<void> { return fail(ErrorKind::limit, "enough"); });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().message, "enough");
}

TEST(HtmlText, EverythingIsCharacters) {
  std::string to;
  append_html(std::string_view("<a href='x' title=\"y\">&`\0\x1b\n", 27), to);
  EXPECT_EQ(to, "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;&#96;␀␛\n");
  EXPECT_EQ(html_name("a\u202E\u2069</bdi>\nb", 50), "<bdi>a&lt;U+202E&gt;&lt;/bdi&gt; b</bdi>");
}

TEST(PictureType, ByMagicBytes) {
  EXPECT_EQ(picture_type(kPng), "image/png");
  EXPECT_EQ(picture_type("\xFF\xD8\xFF\xE0"), "image/jpeg");
  EXPECT_EQ(picture_type("GIF89a..."), "image/gif");
  EXPECT_EQ(picture_type("<svg "), "");
  EXPECT_EQ(picture_type("\x89PNG"), "");
  EXPECT_EQ(picture_type(""), "");
}

}  // namespace
}  // namespace rsmf
