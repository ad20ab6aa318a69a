#include "rsmf/validate/parallel_check.hpp"

#include <algorithm>
#include <exception>
#include <thread>

#include "exec/pipeline.hpp"

namespace rsmf {
namespace {

constexpr size_t kFilesForThread = 16;  // that may wait behind a large file before a thread idles

/// What is thrown costs this file only.
Validation checked(const CheckFile& check, const std::string& path) {
  Validation failure;
  try {
    return check(path);
  } catch (const std::exception& e) {
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

/// The run: files are taken, checked, and reported, in their order.
class ParallelCheck {
 public:
  ParallelCheck(const RsmfPaths& paths, const ValidateRun& run, const std::function<CheckFile()>& make)
      : paths_(paths),
        run_(run),
        make_(make),
        pool_(thread_count(run.threads, paths.files.size())),
        checks_(pool_.size()) {
    progress_.total_files = paths.files.size();
    progress_.total_bytes = paths.bytes;
  }

  Result<ValidateProgress> check_all() {
    Pipeline pipeline({&pool_, run_.stop});
    pipeline.ring<File>({.items = pool_.size() * kFilesForThread})
        .source("take", [this](File& file, size_t) { return take(file); })
        .parallel("check", [this](File& file, size_t worker) { return check(file, worker); })
        .serial("report", [this](File& file, size_t) { return report(file); })
        .on_caller();
    pool_.run(pipeline, [this] { show_progress(); });
    if (thrown_) std::rethrow_exception(thrown_);
    if (const PipelineFailure* failure = pipeline.failure()) return std::unexpected(failure->error);
    show_progress();
    return progress_;
  }

 private:
  struct File {
    const std::string* path = nullptr;
    Validation result;
  };

  Result<Supply> take(File& file) {
    if (next_ == paths_.files.size()) return Supply::end;
    file.path = &paths_.files[next_++];
    return Supply::item;
  }
  Result<void> check(File& file, size_t worker) {
    if (!checks_[worker]) checks_[worker] = make_();
    file.result = checked(checks_[worker], *file.path);
    return {};
  }
  Result<void> report(File& file) {
    // What was interrupted in the middle is no result.
    if (run_.stop && *run_.stop) return fail(ErrorKind::interrupted, "interrupted");
    count(file.result, progress_);
    try {
      if (run_.on_file) run_.on_file(std::move(file.result));
    } catch (...) {
      thrown_ = std::current_exception();
      return fail(ErrorKind::bug, "the callback threw");
    }
    return {};
  }
  void show_progress() const {
    if (run_.on_progress) run_.on_progress(progress_);
  }

  const RsmfPaths& paths_;
  const ValidateRun& run_;
  const std::function<CheckFile()>& make_;
  WorkerPool pool_;
  std::vector<CheckFile> checks_;  // by worker
  size_t next_ = 0;
  ValidateProgress progress_;
  std::exception_ptr thrown_;  // by the caller's function, to be thrown to the caller
};

}  // namespace

Result<ValidateProgress> check_in_parallel(const RsmfPaths& paths, const ValidateRun& run,
                                           const std::function<CheckFile()>& make) {
  return ParallelCheck(paths, run, make).check_all();
}

}  // namespace rsmf
