#include "io/async/async_file_system.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>
#include <vector>

#include "support/faulty_file_system.hpp"

namespace rsmf {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMiB = 1024 * 1024;

std::string letters(size_t size) {
  std::string text(size, ' ');
  uint64_t state = 7;
  for (char& c : text) c = char('a' + ((state = state * 6364136223846793005ULL + 1442695040888963407ULL) >> 60));
  return text;
}

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

size_t open_descriptors() {
  return size_t(std::distance(fs::directory_iterator("/proc/self/fd"), {}));
}

class AsyncFileSystemTest : public testing::TestWithParam<IoMode> {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("rsmf_async_" + std::to_string(getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    descriptors_ = open_descriptors();
    use(8 * kMiB);
    if (!files_) GTEST_SKIP() << "no io_uring here";
  }
  void TearDown() override {
    files_.reset();
    EXPECT_EQ(open_descriptors(), descriptors_);
    fs::remove_all(root_);
  }
  void use(uint64_t memory, FileSystem& below = real_file_system()) {
    auto files = asynchronous(below, GetParam(), memory);
    if (files) files_ = std::move(*files);
  }
  std::string path(const std::string& name) const { return (root_ / name).string(); }
  Result<void> put(const std::string& name, std::string_view bytes) {
    std::promise<Result<void>> done;
    auto outcome = done.get_future();
    const std::string where = path(name);
    files_->put(where, bytes, [&](Result<void> result) { done.set_value(std::move(result)); });
    return outcome.get();
  }

  fs::path root_;
  size_t descriptors_ = 0;
  std::unique_ptr<FileSystem> files_;
};

TEST_P(AsyncFileSystemTest, StreamsAreTheBytesOfTheFile) {
  const std::string text = letters(9 * kMiB + 4321);
  std::ofstream(path("large"), std::ios::binary) << text;
  for (uint64_t memory : {8 * kMiB, kMiB, uint64_t{0}}) {
    use(memory);
    auto file = files_->open(path("large"));
    ASSERT_TRUE(file);
    for (auto [offset, length] : {std::pair<uint64_t, uint64_t>{0, UINT64_MAX},
                                  {4097, 7 * kMiB + 1},
                                  {3 * kMiB, 10},
                                  {text.size() - 5, UINT64_MAX},
                                  {text.size(), UINT64_MAX},
                                  {text.size() + 9, 5}}) {
      auto stream = stream_of(**file, offset, length);
      std::string got, buffer(77'777, '\0');
      for (;;) {
        auto n = stream->read(buffer);
        ASSERT_TRUE(n) << n.error().message;
        if (*n == 0) break;
        got.append(buffer, 0, *n);
      }
      EXPECT_TRUE(got == text.substr(std::min<uint64_t>(offset, text.size()), length)) << offset << " " << length;
    }
  }
}

TEST_P(AsyncFileSystemTest, SeveralStreamsAtATime) {
  const std::string text = letters(5 * kMiB);
  std::ofstream(path("large"), std::ios::binary) << text;
  auto file = files_->open(path("large"));
  ASSERT_TRUE(file);
  std::vector<std::unique_ptr<ByteSource>> streams;
  for (int i = 0; i < 6; ++i) streams.push_back(stream_of(**file));
  std::string buffer(512 * 1024, '\0');
  for (size_t at = 0; at < text.size(); at += buffer.size()) {
    for (auto& stream : streams) {
      auto n = read_fully(*stream, buffer);
      ASSERT_TRUE(n && *n == buffer.size());
      ASSERT_TRUE(text.compare(at, buffer.size(), buffer) == 0) << at;
    }
    if (at == 2 * kMiB) streams.resize(3);  // given up half way, with blocks under way
  }
}

TEST_P(AsyncFileSystemTest, ThousandsOfSmallFiles) {
  constexpr size_t kFiles = 2000;
  fs::create_directories(root_ / "many");
  std::vector<std::string> paths, texts;
  for (size_t i = 0; i < kFiles; ++i) {
    paths.push_back(path("many/" + std::to_string(i)));
    texts.push_back(std::string(i % 7 * 1000, char('a' + i % 26)) + std::to_string(i));
  }
  texts[17].clear();
  std::atomic<size_t> good = 0, done = 0;
  for (size_t i = 0; i < kFiles; ++i)
    files_->put(paths[i], texts[i], [&](Result<void> result) {
      good += result.has_value();
      ++done;
    });
  files_.reset();  // waits
  EXPECT_EQ(done, kFiles);
  EXPECT_EQ(good, kFiles);
  for (size_t i = 0; i < kFiles; ++i) ASSERT_EQ(content(paths[i]), texts[i]) << i;
}

TEST_P(AsyncFileSystemTest, APutDoesNotReplace) {
  ASSERT_TRUE(put("a", "first"));
  auto second = put("a", "second");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "cannot create " + path("a") + ": File exists");
  EXPECT_EQ(content(root_ / "a"), "first");
  auto nowhere = put("no/such/folder", "text");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().message, "cannot create " + path("no/such/folder") + ": No such file or directory");
  EXPECT_TRUE(put("b", ""));
  EXPECT_TRUE(fs::exists(root_ / "b"));
}

TEST_P(AsyncFileSystemTest, WhatDoesNotFitIsAnErrorAndNothingStaysOpen) {
  const std::string text = letters(2 * kMiB);
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{kMiB + 10, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  std::vector<Result<void>> outcomes;
  for (int i = 0; i < 100; ++i) outcomes.push_back(put("big" + std::to_string(i), text));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, SIG_DFL);
  for (int i = 0; i < 100; ++i) {
    ASSERT_FALSE(outcomes[size_t(i)]);
    EXPECT_EQ(outcomes[size_t(i)].error().message,
              "cannot write " + path("big" + std::to_string(i)) + ": File too large");
  }
  EXPECT_EQ(fs::file_size(root_ / "big0"), kMiB + 10);  // as much as fitted, in a short write
  EXPECT_TRUE(put("small", "text"));
}

TEST_P(AsyncFileSystemTest, FilesAreWrittenBehind) {
  const std::string text = letters(7 * kMiB + 99);
  for (uint64_t memory : {8 * kMiB, kMiB, uint64_t{0}}) {
    use(memory);
    const std::string name = "out" + std::to_string(memory);
    auto file = files_->create(path(name));
    ASSERT_TRUE(file);
    for (size_t at = 0; at < text.size(); at += 300'001)
      ASSERT_TRUE((*file)->write(std::string_view(text).substr(at, 300'001)));
    ASSERT_TRUE((*file)->close());
    EXPECT_TRUE(content(root_ / name) == text);
  }
}

TEST_P(AsyncFileSystemTest, AnErrorOfAWriteComesUpAtTheEndAtTheLatest) {
  const std::string text = letters(300'000);
  for (uint64_t n = 1; n <= 3; ++n) {
    Faults faults;
    faults.write = n;
    FaultyFileSystem disk(faults);
    use(8 * kMiB, disk);
    auto file = files_->create(path("out" + std::to_string(n)));
    ASSERT_TRUE(file);
    Result<void> outcome;
    for (int i = 0; i < 10 && outcome; ++i) outcome = (*file)->write(text);
    if (outcome) outcome = (*file)->close();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().message,
              "cannot write " + path("out" + std::to_string(n)) + ": input/output error (injected)");
    file->reset();
    files_.reset();  // before the disk
  }
}

TEST_P(AsyncFileSystemTest, AnErrorOfAReadComesWhereItBelongs) {
  const std::string text = letters(6 * kMiB);
  std::ofstream(path("large"), std::ios::binary) << text;
  Faults faults;
  faults.read = 6;
  FaultyFileSystem disk(faults);
  use(8 * kMiB, disk);
  {
    auto file = files_->open(path("large"));
    ASSERT_TRUE(file);
    auto stream = stream_of(**file);
    std::string buffer(128 * 1024, '\0');
    size_t at = 0;
    for (;;) {
      auto n = stream->read(buffer);
      if (!n) {
        EXPECT_EQ(n.error().message, "cannot read " + path("large") + ": input/output error (injected)");
        break;
      }
      ASSERT_GT(*n, 0U);
      ASSERT_TRUE(text.compare(at, *n, buffer, 0, *n) == 0);
      at += *n;
    }
    EXPECT_EQ(at, 256 * 1024 + 3 * kMiB);  // two reads straight, three ahead
  }
  files_.reset();
}

INSTANTIATE_TEST_SUITE_P(Modes, AsyncFileSystemTest, testing::Values(IoMode::threads, IoMode::uring),
                         [](const auto& test) { return test.param == IoMode::uring ? "uring" : "threads"; });

Result<std::unique_ptr<IoEngine>> forbidden() {
  return fail(ErrorKind::usage, "io_uring is not available here (test)");
}

TEST(AsyncModeTest, WhereThereIsNoRing) {
  auto asked = asynchronous(real_file_system(), IoMode::uring, 0, forbidden);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().kind, ErrorKind::usage);
  auto left_to_us = asynchronous(real_file_system(), IoMode::automatic, 0, forbidden);
  ASSERT_TRUE(left_to_us);
  auto none = asynchronous(real_file_system(), IoMode::sync, 0, forbidden);
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, nullptr);
}

}  // namespace
}  // namespace rsmf
