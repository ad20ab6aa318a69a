// Findings that no export can raise by itself: they need an option, a limit or a failing disk.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "convert/converter.hpp"
#include "support/faulty_file_system.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

class ConverterFindings : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_findings_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    options_.output = (root_ / "out").string();
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& name, const std::string& content) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << content;
    return (root_ / name).string();
  }
  std::string findings() const {
    std::ifstream in(root_ / "out" / "findings.csv", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Converts with the n-th and the next read failing, for n = 1, 2, ...; true once the run succeeds and tells `code`.
  bool raised_by_a_failing_read(const std::string& input, const std::string& code) {
    for (uint64_t n = 1; n < 60; ++n) {
      fs::remove_all(root_ / "out");
      Faults faults;
      faults.two_reads = n;
      FaultyFileSystem disk(faults);
      auto result = convert(disk, {input}, options_);
      if (result && findings().find(code) != std::string::npos) return true;
    }
    return false;
  }

  fs::path root_;
  ConvertOptions options_;
};

constexpr const char* kUndated =
    R"({"record":"event","id":"a","conversation":"c","participant":"u","timestamp":"2024-03-01T08:00:00Z","body":"x"})"
    "\n"
    R"({"record":"event","id":"b","conversation":"c","participant":"u","body":"no time"})"
    "\n";

TEST_F(ConverterFindings, UndatedEventsDoNotFitIntoTheFirstVersion) {
  options_.encode.version = RsmfVersion::v1_0_0;
  auto result = convert({write("chat.ndjson", kUndated)}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->totals.dropped, 1u);
  EXPECT_NE(findings().find("CNV-002"), std::string::npos);
}

TEST_F(ConverterFindings, UndatedEventsAreKeptWhenDatesAreAskedFor) {
  options_.filter.to = 2'000'000'000 * kSecond;
  auto result = convert({write("chat.ndjson", kUndated)}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->totals.events, 2u);
  EXPECT_NE(findings().find("CNV-004"), std::string::npos);
}

TEST_F(ConverterFindings, AnInputThatIsNoExportCostsItself) {
  auto result = convert({write("chat.ndjson", kUndated), write("other.bin", "no chat at all")}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->totals.failed_sources, 1u);
  EXPECT_EQ(result->totals.events, 2u);
  EXPECT_NE(findings().find("CNV-003"), std::string::npos);
}

TEST_F(ConverterFindings, ARecordOverTheLimitCostsItself) {
  options_.source.max_record_bytes = 200;
  const std::string large =
      R"({"record":"event","id":"z","conversation":"c","participant":"u","body":")" + std::string(5000, 'x') + "\"}\n";
  for (uint64_t frame_bytes : {64, 100'000}) {
    fs::remove_all(root_ / "out");
    options_.source.frame_bytes = frame_bytes;
    auto result = convert({write("chat.ndjson", kUndated + large + kUndated)}, options_);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->totals.dropped, 1u) << frame_bytes;
    EXPECT_NE(findings().find("EVT-009"), std::string::npos) << frame_bytes;
  }
}

TEST_F(ConverterFindings, AFileOfEventsThatCannotBeReadCostsItself) {
  write("export/a.ndjson", kUndated);
  write("export/b.ndjson", kUndated);
  EXPECT_TRUE(raised_by_a_failing_read((root_ / "export").string(), "EVT-010"));
}

TEST_F(ConverterFindings, ADayOfSlackThatCannotBeReadCostsItself) {
  write("export/users.json", R"([{"id":"U1","name":"ada"}])");
  write("export/channels.json", R"([{"id":"C1","name":"general","members":["U1"]}])");
  for (const char* day : {"2024-03-01", "2024-03-02", "2024-03-03"})
    write(std::string("export/general/") + day + ".json",
          R"([{"type":"message","user":"U1","ts":"1709280000.000100","text":"hello"}])");
  EXPECT_TRUE(raised_by_a_failing_read((root_ / "export").string(), "SLK-013"));
}

}  // namespace
}  // namespace rsmf
