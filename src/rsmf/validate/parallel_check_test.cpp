#include "rsmf/validate/parallel_check.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace rsmf {
namespace {

RsmfPaths numbered(size_t count) {
  RsmfPaths paths;
  for (size_t i = 0; i < count; ++i) paths.files.push_back(std::to_string(i));
  return paths;
}

/// Every third file fails, every fifth throws; the cost differs from file to file.
Validation made_up(const std::string& path) {
  const unsigned long number = std::stoul(path);
  for (volatile unsigned long i = 0; i < (number % 13) * 1000;) i = i + 1;
  if (number % 5 == 4) throw std::runtime_error("thrown at " + path);
  Validation v;
  v.file = path;
  v.bytes = number;
  v.verdict = number % 3 == 0 ? Verdict::failed : Verdict::passed;
  return v;
}

TEST(ParallelCheck, OrderAndContentDoNotDependOnThreads) {
  const RsmfPaths paths = numbered(2000);
  std::string first;
  for (unsigned threads : {1U, 2U, 8U}) {
    std::string seen;
    ValidateRun run;
    run.threads = threads;
    run.on_file = [&](Validation&& v) { seen += v.file + (v.verdict == Verdict::failed ? "F" : "P") + v.error + "\n"; };
    auto done = check_in_parallel(paths, run, [] { return CheckFile(made_up); });
    ASSERT_TRUE(done);
    EXPECT_EQ(done->files, 2000U);
    EXPECT_EQ(done->passed + done->with_warnings + done->failed, 2000U);
    EXPECT_EQ(done->failed, 667U + 400U - 133U) << "of 2000, 667 fail, 400 throw, 133 would do both";
    if (first.empty()) first = seen;
    EXPECT_EQ(seen, first) << threads << " threads";
  }
  EXPECT_NE(first.find("4Fthrown at 4\n"), std::string::npos);
}

TEST(ParallelCheck, AtMostOneCheckerForEachThread) {
  std::atomic<int> made = 0;
  ValidateRun run;
  run.threads = 3;
  auto done = check_in_parallel(numbered(100), run, [&] {
    ++made;
    return CheckFile(made_up);
  });
  ASSERT_TRUE(done);
  EXPECT_GE(made, 1);
  EXPECT_LE(made, 3);
}

TEST(ParallelCheck, StopsWhenAsked) {
  std::atomic<bool> stop = false;
  uint64_t seen = 0;
  ValidateRun run;
  run.threads = 2;
  run.stop = &stop;
  run.on_file = [&](Validation&&) { ++seen; };
  run.on_progress = [&](const ValidateProgress& p) { stop = p.files >= 10; };
  auto done = check_in_parallel(numbered(100'000), run, [] { return CheckFile(made_up); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::interrupted);
  EXPECT_EQ(seen, 10U);
}

TEST(ParallelCheck, AThrowingCallbackEndsItCleanly) {
  ValidateRun run;
  run.threads = 4;
  run.on_file = [](Validation&&) { throw std::runtime_error("no"); };
  EXPECT_THROW((void)check_in_parallel(numbered(1000), run, [] { return CheckFile(made_up); }), std::runtime_error);
}

TEST(ParallelCheck, NoFilesNoWork) {
  auto done = check_in_parallel({}, {}, [] { return CheckFile(made_up); });
  ASSERT_TRUE(done);
  EXPECT_EQ(done->files, 0U);
}

}  // namespace
}  // namespace rsmf
