#include "rsmf/validate/parallel_check.hpp"

#include <algorithm>
#include <exception>
#include <thread>

#include "exec/ordered_ring.hpp"

namespace rsmf {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 50ms;        // how late a stop or a progress line may be
constexpr size_t kFilesForThread = 16;  // a large file holds up so many small ones behind it before a thread waits

Validation guarded(const CheckFile& check, const std::string& path) {
  Validation failure;
  try {
    return check(path);
  } catch (const std::exception& e) {  // out of memory: costs this file only
    failure.error = e.what();
  }
  failure.file = path;
  failure.verdict = Verdict::failed;
  return failure;
}

unsigned thread_count(unsigned wanted, size_t files) {
  const size_t threads = wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::clamp<size_t>(threads, 1, std::max<size_t>(files, 1)));
}

void count(const Validation& v, ValidateProgress& progress) {
  ++progress.files;
  progress.bytes += v.bytes;
  if (v.verdict == Verdict::passed) ++progress.passed;
  if (v.verdict == Verdict::passed_with_warnings) ++progress.with_warnings;
  if (v.verdict == Verdict::failed) ++progress.failed;
}

}  // namespace

Result<ValidateProgress> check_in_parallel(const RsmfPaths& paths, const ValidateRun& run,
                                           const std::function<CheckFile()>& make) {
  const std::vector<std::string>& files = paths.files;
  const unsigned threads = thread_count(run.threads, files.size());
  OrderedRing<Validation> ring(files.size(), threads * kFilesForThread);
  ValidateProgress progress;
  progress.total_files = files.size();
  progress.total_bytes = paths.bytes;

  std::vector<std::jthread> workers;
  // Declared behind the threads, so that they are told before they are waited for, however this function ends.
  struct Cancel {
    OrderedRing<Validation>& ring;
    ~Cancel() { ring.cancel(); }
  } cancel{ring};
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      const CheckFile check = make();
      while (auto ticket = ring.reserve()) ring.fulfil(*ticket, guarded(check, files[*ticket]));
    });
  }

  while (progress.files < files.size()) {
    std::optional<Validation> done = ring.take_within(kPatience);
    // What was interrupted in the middle is no result.
    if (run.stop && *run.stop) return fail(ErrorKind::interrupted, "interrupted");
    if (done) {
      count(*done, progress);
      if (run.on_file) run.on_file(std::move(*done));
    }
    if (run.on_progress) run.on_progress(progress);
  }
  return progress;
}

}  // namespace rsmf
