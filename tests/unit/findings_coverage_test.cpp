// Every kind of finding is raised somewhere: in a golden's findings.csv, or in a unit test that names its code.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "archive/container.hpp"
#include "rsmf/encode/slice_encoder.hpp"
#include "run/converter.hpp"
#include "slice/slicer.hpp"
#include "sources/source.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Listed {
  const FindingSpec* spec;
  std::string table;
};

std::vector<Listed> all_findings() {
  std::vector<Listed> result;
  auto add = [&](std::span<const FindingSpec> table, std::string_view name) {
    for (const FindingSpec& spec : table) result.push_back({&spec, std::string(name)});
  };
  for (const SourceFormat* format : all_formats()) add(format->findings, format->id);
  add(container_findings(), "container");
  add(encoder_findings(), "encoder");
  add(converter_findings(), "converter");
  add(slice_findings(), "slicer");
  return result;
}

/// The parts of goldens that are findings.csv, and all unit tests.
std::string evidence() {
  std::string all;
  const fs::path root = RSMF_SOURCE_DIR;
  for (const char* top : {"src", "app", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with("_test.cpp") && name != "findings_coverage_test.cpp") all += content(entry.path());
      const std::string folder = entry.path().parent_path().string();
      if (!name.ends_with(".txt") || folder.find("golden") == folder.npos) continue;
      const std::string golden = content(entry.path());
      size_t begin = golden.find("=== findings.csv\n");
      if (begin != golden.npos) all += golden.substr(begin, golden.find("\n=== ", begin + 1) - begin);
    }
  }
  return all;
}

TEST(FindingsCoverage, EachCodeIsRaisedByAFixtureOrNamedByATest) {
  const std::string all = evidence();
  for (const Listed& finding : all_findings())
    EXPECT_NE(all.find(finding.spec->code), all.npos)
        << finding.table << ": " << finding.spec->code << " (" << finding.spec->title
        << ") is raised by no fixture and checked by no test";
}

TEST(FindingsCoverage, CodesAreUniqueAndExplained) {
  std::map<std::string_view, std::string> seen;
  for (const Listed& finding : all_findings()) {
    auto [it, fresh] = seen.emplace(finding.spec->code, finding.table);
    EXPECT_TRUE(fresh) << finding.spec->code << " is in the tables of " << it->second << " and " << finding.table;
    EXPECT_FALSE(finding.spec->title.empty()) << finding.spec->code;
    EXPECT_FALSE(finding.spec->explanation.empty()) << finding.spec->code;
    EXPECT_FALSE(finding.spec->hint.empty()) << finding.spec->code;
    EXPECT_EQ(finding.spec->code.find_first_of("0123456789"), finding.spec->code.size() - 3) << finding.spec->code;
  }
}

}  // namespace
}  // namespace rsmf
