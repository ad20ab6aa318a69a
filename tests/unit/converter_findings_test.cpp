// Findings that no export can raise by itself: they need an option, a limit or a failing disk.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"
#include "output/output_names.hpp"
#include "run/converter.hpp"
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
  options_.memory = 1;  // or what was read in good time would be kept, and nothing read again
  EXPECT_TRUE(raised_by_a_failing_read((root_ / "export").string(), "SLK-013"));
}

TEST_F(ConverterFindings, AFileThatCannotBeReadDoesNotCostTheRun) {
  write("export/a.ndjson", kUndated);
  write("export/secret.bin", "not for everybody");
  class Locked : public FaultyFileSystem {
   public:
    using FaultyFileSystem::FaultyFileSystem;
    Result<std::unique_ptr<RandomFile>> open(const std::string& path) override {
      if (path.ends_with("secret.bin")) return fail(ErrorKind::io, "cannot open " + path + ": permission denied");
      return FaultyFileSystem::open(path);
    }
  } disk{Faults{}};
  auto result = convert(disk, {(root_ / "export").string()}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->totals.events, 2u);
  EXPECT_EQ(result->totals.findings_error, 1u);
  EXPECT_NE(findings().find("CNV-005"), std::string::npos);
  EXPECT_NE(findings().find("secret.bin"), std::string::npos);
}

TEST_F(ConverterFindings, AnInputThatCannotBeReadCostsItself) {
  const std::string good = write("chat.ndjson", kUndated), bad = write("gone.ndjson", kUndated);
  class Locked : public FaultyFileSystem {
   public:
    using FaultyFileSystem::FaultyFileSystem;
    Result<std::unique_ptr<RandomFile>> open(const std::string& path) override {
      if (path.ends_with("gone.ndjson")) return fail(ErrorKind::io, "cannot open " + path + ": permission denied");
      return FaultyFileSystem::open(path);
    }
  } disk{Faults{}};
  auto result = convert(disk, {bad, good}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->totals.failed_sources, 1u);
  EXPECT_EQ(result->totals.events, 2u);
  EXPECT_NE(findings().find("permission denied"), std::string::npos);
}

TEST_F(ConverterFindings, AFilterThatMatchesNothingIsTold) {
  options_.filter.conversations = {"C", "nowhere"};
  options_.filter.participants = {"u", "nobody"};
  auto result = convert({write("chat.ndjson", kUndated)}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_EQ(result->totals.events, 2u);
  EXPECT_EQ(result->totals.findings_warning, 2u);
  EXPECT_NE(findings().find("CNV-006"), std::string::npos);
  EXPECT_NE(findings().find("The filter --conversation nowhere matched nothing."), std::string::npos);
  EXPECT_NE(findings().find("The filter --participant nobody matched nothing."), std::string::npos);
}

TEST_F(ConverterFindings, OutputInsideAnInputIsRefused) {
  write("export/a.ndjson", kUndated);
  fs::create_directory_symlink(root_ / "export", root_ / "link");
  for (const char* output : {"export", "export/out", "export/new/../out", "link/out"}) {
    options_.output = (root_ / output).string();
    auto result = convert({(root_ / "export").string() + "/"}, options_);
    ASSERT_FALSE(result.has_value()) << output;
    EXPECT_EQ(result.error().kind, ErrorKind::usage) << output;
    EXPECT_NE(result.error().message.find("is inside the input"), std::string::npos) << result.error().message;
  }
  options_.output = (root_ / "export-out").string();
  EXPECT_TRUE(convert({(root_ / "export").string()}, options_).has_value());
}

TEST_F(ConverterFindings, AnInputNamedLikeATableDoesNotCollide) {
  auto result = convert({write("findings.csv.ndjson", kUndated), write("chat.ndjson", kUndated)}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  EXPECT_TRUE(fs::is_regular_file(root_ / "out/findings.csv"));
  EXPECT_TRUE(fs::is_directory(root_ / "out/findings.csv-2"));
}

TEST_F(ConverterFindings, NamesOfInputsThatAreNoUtf8AreRepairedInReports) {
  auto result = convert({write("ch\xff.ndjson", kUndated), write("other\xfe.bin", "no chat at all")}, options_);
  ASSERT_TRUE(result.has_value()) << result.error().message;
  for (const char* name : {"findings.csv", "outputs.csv", "report.json"}) {
    std::ifstream in(root_ / "out" / name, std::ios::binary);
    EXPECT_TRUE(is_valid_utf8(std::string(std::istreambuf_iterator<char>(in), {}))) << name;
  }
}

TEST_F(ConverterFindings, AStopIsHeardWhileSlicesAreWritten) {
  const std::string input = write("chat.ndjson", kUndated);
  std::atomic<bool> stop = false;
  options_.stop = &stop;
  options_.force_sort = true;
  options_.threads = 1;  // with more, a run of three messages may be over before its progress is seen
  options_.on_progress = [&](const Progress& p) { stop = stop || p.stage == "sorting"; };
  auto result = convert({input}, options_);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ErrorKind::interrupted);
  EXPECT_FALSE(fs::exists(root_ / "out/report.json"));  // what was finished may be kept
}

TEST(OutputNamesTest, ManyOfOneNameAreNumberedInLinearTime) {
  OutputNames names;
  EXPECT_EQ(names.unique("General"), "General");
  EXPECT_EQ(names.unique("general-3"), "general-3");
  EXPECT_EQ(names.unique("general"), "general-2");
  EXPECT_EQ(names.unique("GENERAL"), "GENERAL-4");
  for (int i = 5; i < 100'000; ++i) ASSERT_EQ(names.unique("general"), "general-" + std::to_string(i));
}

// CNV-007
TEST_F(ConverterFindings, an_export_beside_another_is_named) {
  write("in/chat.ndjson", kUndated);
  fs::copy_file(fs::path(RSMF_SOURCE_DIR) / "examples" / "slack-export.zip", root_ / "in" / "slack.zip");
  auto result = convert({(root_ / "in").string()}, options_);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_NE(findings().find("CNV-007"), std::string::npos);
  EXPECT_EQ(result->totals.findings_error, 1u);
  fs::remove(root_ / "in" / "chat.ndjson");
  fs::remove_all(root_ / "out");
  auto refused = convert({(root_ / "in").string()}, options_);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("slack.zip: slack"), std::string::npos) << refused.error().message;
}

}  // namespace
}  // namespace rsmf
