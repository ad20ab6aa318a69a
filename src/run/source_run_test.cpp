#include "run/source_run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace rsmf {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// The run alone; ends it when nothing has been done for a long while.
class WatchedLine final : public WorkerPool::Line {
 public:
  explicit WatchedLine(SourceRun& run) : run_(run) {}
  WorkerPool::Did work(size_t worker) override {
    if (hangs_) return WorkerPool::Did::finished;
    const WorkerPool::Did did = run_.work(worker);
    if (did != WorkerPool::Did::nothing) ++done_;
    return did;
  }
  /// Called by one thread, now and then.
  void look() {
    const auto now = Clock::now();
    if (const uint64_t done = done_; done != seen_) {
      seen_ = done;
      last_ = now;
    }
    hangs_ = now - last_ > std::chrono::seconds(10);
  }
  bool hangs() const { return hangs_; }

 private:
  SourceRun& run_;
  std::atomic<uint64_t> done_ = 0;
  std::atomic<bool> hangs_ = false;
  uint64_t seen_ = 0;
  Clock::time_point last_ = Clock::now();
};

/// A thread that has found nothing to do may leave the line later than the one that found it finished: somebody has to
/// come and conclude it. Others who ask for the progress hold the threads up at the door: so that it
/// happens once in a thousand runs.
TEST(SourceRun, TheLastToLeaveAFinishedLineSaysSo) {
  const fs::path path = fs::temp_directory_path() / ("rsmf_source_run_" + std::to_string(getpid()) + ".ndjson");
  std::ofstream(path) << R"({"record":"event","id":"e","conversation":"c","participant":"u",)"
                      << R"("timestamp":"2024-03-01T08:00:00Z","body":"hello"})"
                      << "\n";
  ConvertOptions options;
  for (int i = 0; i < 800; ++i) {
    WorkerPool crew(2 + unsigned(i % 3));
    auto open = open_source(real_file_system(), path.string(), options.source, {&crew});
    ASSERT_TRUE(open.has_value()) << open.error().message;
    SourceLine::Settings settings;
    settings.files = &real_file_system();
    settings.options = &options;
    settings.crew = &crew;
    settings.plan = plan_memory(options, crew.size(), 1);
    SourceRun run(*open, std::move(settings));
    WatchedLine line(run);
    std::atomic<bool> over = false;
    std::jthread asking[] = {std::jthread([&] {
                               while (!over) (void)run.progress();
                             }),
                             std::jthread([&] {
                               while (!over) (void)run.progress();
                             })};
    crew.run(line, [&] { line.look(); });
    over = true;
    ASSERT_FALSE(line.hangs()) << "run " << i;
    ASSERT_TRUE(run.result().has_value()) << run.result().error().message;
    EXPECT_EQ(run.result()->tally.records, 1u);
  }
  fs::remove(path);
}

}  // namespace
}  // namespace rsmf
