#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <tuple>

#include "rsmf/validate.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

constexpr char kManifest[] = R"({"version":"2.0.0","participants":[{"id":"A","display":"Ada"}],)"
                             R"("conversations":[{"id":"C","platform":"slack","type":"channel","participants":["A"]}],)"
                             R"("events":[{"id":"1","type":"message","conversation":"C","participant":"A","body":"x",)"
                             R"("timestamp":"2024-03-01T08:00:00Z"}]})";

class ValidatorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "rsmf-validator-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }
  std::string make(const std::string& name, const std::string& bytes) {
    const std::string path = (root_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  static std::set<std::string> codes(const Validation& v) {
    std::set<std::string> result;
    for (const RuleCount& c : v.counts) result.emplace(rule(c.rule).code);
    return result;
  }
  fs::path root_;
};

std::string with_replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_F(ValidatorTest, PassesASoundManifestAndSaysWhatIsInIt) {
  Validator validator;
  auto v = validator.check(make("rsmf_manifest.json", kManifest));
  ASSERT_TRUE(v);
  EXPECT_EQ(v->verdict, Verdict::passed);
  EXPECT_EQ(codes(*v), std::set<std::string>{});
  EXPECT_EQ(v->version, "2.0.0");
  EXPECT_EQ(v->events, 1U);
  EXPECT_EQ(v->participants, 1U);
  EXPECT_EQ(v->bytes, sizeof kManifest - 1);
  EXPECT_EQ(v->first, v->last);
}

TEST_F(ValidatorTest, AnErrorInOneLayerHidesNothingInAnother) {
  // A mail without version header, with a line of the body that is bare LF, and with no zip at all.
  const std::string mail =
      "From: a@example.org\nSubject: x\nX-RSMF-EventCount: many\nMIME-Version: 1.0\n"
      "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nhi\n--b--\n";
  Validator validator;
  auto v = validator.check(make("chat.eml", mail));
  ASSERT_TRUE(v);
  EXPECT_EQ(v->verdict, Verdict::failed);
  for (const char* code : {"R002", "R005", "R013", "R025", "R026"}) EXPECT_TRUE(codes(*v).count(code)) << code;
}

TEST_F(ValidatorTest, VerdictFollowsTheProfile) {
  const std::string path = make("rsmf_manifest.json", with_replaced(kManifest, "08:00:00Z", "08:00:00"));  // R066
  Validator lenient;
  EXPECT_EQ(lenient.check(path)->verdict, Verdict::passed);
  ValidateOptions options;
  options.profile = Profile::strict;
  Validator strict(options);
  EXPECT_EQ(strict.check(path)->verdict, Verdict::passed_with_warnings);
}

TEST_F(ValidatorTest, FindingsAreLimitedSortedAndCountedExactly) {
  std::string events;
  for (int i = 0; i < 20; ++i) events += R"({"id":"1","type":"message","conversation":"C"},)";
  const std::string text = with_replaced(kManifest, R"("events":[)", R"("events":[)" + events);
  const std::string path = make("rsmf_manifest.json", text);
  ValidateOptions options;
  options.max_findings = 3;
  options.leave_out_info = true;
  Validator validator(options);
  auto v = validator.check(path);
  ASSERT_TRUE(v);
  uint64_t twice = 0, incomplete = 0;
  for (const RuleCount& c : v->counts) {
    if (c.rule == RuleId::event_twice) twice = c.count;
    if (c.rule == RuleId::incomplete_event) incomplete = c.count;
  }
  EXPECT_EQ(twice, 20U);
  EXPECT_EQ(incomplete, 20U) << "severity info: counted";
  EXPECT_EQ(v->errors, 20U);
  EXPECT_EQ(std::ranges::count(v->findings, RuleId::event_twice, &Breach::rule), 3);
  EXPECT_EQ(std::ranges::count(v->findings, RuleId::incomplete_event, &Breach::rule), 0) << "but not kept";
  EXPECT_TRUE(std::ranges::is_sorted(
      v->findings, {}, [](const Breach& b) { return std::tuple(rule(b.rule).layer, b.place.line, b.place.column); }));
}

TEST_F(ValidatorTest, SaysTheSameEachTime) {
  const std::string good = make("rsmf_manifest.json", kManifest);
  const std::string bad = make("bad.json", with_replaced(kManifest, R"("id":"1")", R"("id":null)"));
  Validator validator;
  const Validation first = *validator.check(bad);
  EXPECT_EQ(validator.check(good)->verdict, Verdict::passed) << "nothing remains of the file before";
  const Validation again = *validator.check(bad);
  EXPECT_EQ(first.verdict, Verdict::failed);
  ASSERT_EQ(again.findings.size(), first.findings.size());
  for (size_t i = 0; i < first.findings.size(); ++i) EXPECT_EQ(again.findings[i].message, first.findings[i].message);
}

TEST_F(ValidatorTest, WhatIsNoRsmfGetsAVerdictAndWhatIsNotThereAnError) {
  Validator validator;
  for (const char* bytes : {"", "\xff\xfe", "just a note", "PK"}) {
    auto v = validator.check(make("x.rsmf", bytes));
    ASSERT_TRUE(v);
    EXPECT_EQ(v->verdict, Verdict::failed) << bytes;
    EXPECT_TRUE(v->error.empty()) << v->error;
  }
  auto absent = validator.check((root_ / "absent.rsmf").string());
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, ErrorKind::usage);
  auto folder = validator.check(root_.string());
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->verdict, Verdict::failed);
  EXPECT_FALSE(folder->error.empty());
}

TEST_F(ValidatorTest, OffsetsBehindAByteOrderMark) {
  const std::string bad = with_replaced(kManifest, "\"type\":\"message\"", "\"type\":\"bogus\"");
  ASSERT_NE(bad, kManifest);
  const std::string mark = "\xEF\xBB\xBF";
  std::string wide = "\xFF\xFE";
  for (char c : bad) wide += std::string{c, '\0'};
  auto place_in = [&](const std::string& bytes) {
    auto v = Validator().check(make("rsmf_manifest.json", bytes));
    for (const Breach& b : v->findings)
      if (b.rule == RuleId::not_a_choice) return b.place;
    ADD_FAILURE() << "not found";
    return Place();
  };
  const Place plain = place_in(bad), marked = place_in(mark + bad), utf16 = place_in(wide);
  EXPECT_EQ(bad.substr(plain.offset, 7), "\"bogus\"");
  EXPECT_EQ((mark + bad).substr(marked.offset, 7), "\"bogus\"");
  EXPECT_EQ(marked.column, plain.column);
  EXPECT_EQ(utf16.offset, kNoOffset);
  EXPECT_EQ(utf16.line, plain.line);
}

TEST_F(ValidatorTest, StopsInTheMiddleOfOneFile) {
  const std::string path = make("a.rsmf", "X-RSMF-Version: 2.0.0\r\n\r\n");
  fs::resize_file(path, uint64_t{1} << 38);  // sparse: reading it would take minutes
  std::atomic<bool> stop = false;
  RsmfPaths paths;
  paths.files = {path};
  bool was_told = false;
  ValidateRun run;
  run.threads = 1;
  run.stop = &stop;
  run.on_file = [&](Validation&&) { was_told = true; };
  run.on_progress = [&](const ValidateProgress&) { stop = true; };
  auto start = std::chrono::steady_clock::now();
  auto done = validate_files(paths, run);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::interrupted);
  EXPECT_FALSE(was_told) << "half a check is no verdict";
  ValidateOptions options;
  options.stop = &stop;
  auto alone = Validator(options).check(path);
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().kind, ErrorKind::interrupted);
}

TEST_F(ValidatorTest, AFileThatVanishesIsOneOfThoseThatFailed) {
  RsmfPaths paths;
  paths.files = {make("rsmf_manifest.json", kManifest), (root_ / "gone.rsmf").string()};
  std::vector<Validation> seen;
  ValidateRun run;
  run.on_file = [&](Validation&& v) { seen.push_back(std::move(v)); };
  auto done = validate_files(paths, run);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->passed, 1U);
  EXPECT_EQ(done->failed, 1U);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[1].file, paths.files[1]);
  EXPECT_NE(seen[1].error.find("no such file"), std::string::npos);
}

}  // namespace
}  // namespace rsmf
