// convert --verify: a file that is not as it should be never gets published.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "run/converter.hpp"
#include "support/faulty_file_system.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

/// Writes through, but spoils the version header on the way, as a bug of the encoder might.
class SpoilingFile final : public OutputFile {
 public:
  explicit SpoilingFile(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}
  Result<void> write(std::string_view bytes) override {
    std::string text(bytes);
    if (text.starts_with("X-RSMF-Version: 2")) text[16] = '7';
    return file_->write(text);
  }
  Result<void> overwrite(uint64_t offset, std::string_view bytes) override { return file_->overwrite(offset, bytes); }
  Result<void> close() override { return file_->close(); }

 private:
  std::unique_ptr<OutputFile> file_;
};

class SpoilingFileSystem final : public FaultyFileSystem {
 public:
  SpoilingFileSystem() : FaultyFileSystem(Faults{}) {}
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    auto file = FaultyFileSystem::create(path);
    if (!file || !path.ends_with(".rsmf")) return file;
    return std::make_unique<SpoilingFile>(std::move(*file));
  }
};

TEST(Verify, a_bad_file_is_kept_aside_and_nothing_is_published) {
  fs::path folder = fs::path(testing::TempDir()) / ("rsmf_verify_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream(folder / "chat.ndjson")
      << R"({"id":"1","conversation":"c","participant":"a","timestamp":"2024-03-01T08:00:00Z","body":"hello"})"
      << "\n";
  ConvertOptions options;
  options.output = (folder / "out").string();
  options.verify = true;
  SpoilingFileSystem spoiling;
  auto bad = convert(spoiling, {(folder / "chat.ndjson").string()}, options);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().kind, ErrorKind::bug);
  EXPECT_NE(bad.error().message.find("R003"), std::string::npos) << bad.error().message;
  EXPECT_FALSE(fs::exists(folder / "out"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "out.rejected"), fs::directory_iterator()), 1);
  auto good = convert({(folder / "chat.ndjson").string()}, options);
  EXPECT_TRUE(good.has_value());
  EXPECT_TRUE(fs::exists(folder / "out" / "report.json"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace rsmf
