#include "run/source_run.hpp"

#include "base/guarded.hpp"
#include "run/converter.hpp"

namespace rsmf {

Finding SourceRun::no_reason() {
  return {&converter_finding(ConverterTrouble::unsorted_input), {}, {}, {}, {}};
}

WorkerPool::Did SourceRun::work(size_t worker) {
  std::unique_lock lock(mutex_);
  if (stage_ == Stage::over) return WorkerPool::Did::finished;
  if (stage_ != Stage::line) {
    // What follows the line may begin when the last thread has left it. It may be long, and the first worker has
    // progress to show.
    if (stepping_ || inside_ > 0 || (worker == 0 && settings_.crew->size() > 1)) return WorkerPool::Did::nothing;
    stepping_ = true;
    lock.unlock();
    step();
    lock.lock();
    stepping_ = false;
    return WorkerPool::Did::something;
  }
  ++inside_;
  SourceLine& line = *line_;
  lock.unlock();
  WorkerPool::Did did = line.work(worker);
  lock.lock();
  --inside_;
  // The last to leave a line that another found finished must say so, or nobody comes to conclude it.
  if (did != WorkerPool::Did::finished && (stage_ == Stage::line || inside_ > 0)) return did;
  if (stage_ == Stage::line) stage_ = Stage::concluding;
  return inside_ == 0 ? WorkerPool::Did::something : WorkerPool::Did::nothing;
}

void SourceRun::step() {
  auto done = guarded([&]() -> Result<void> {
    if (stage_ == Stage::survey)
      survey();
    else
      conclude();
    return {};
  });
  if (!done) end(std::move(done.error()), false);
}

void SourceRun::end(Error error, bool reading) {
  result_.emplace(std::unexpected(std::move(error)));
  reading_failed_ = reading;
  std::lock_guard lock(mutex_);
  line_.reset();
  stage_ = Stage::over;
}

void SourceRun::survey() {
  const ConvertOptions& options = *settings_.options;
  auto survey = open_.source->survey();
  if (!survey) return end(std::move(survey.error()), true);
  survey_ = std::move(*survey);
  tell_why_ = survey_->grouping == Grouping::none;
  if (settings_.resume) {
    // The earlier run may have come to know that the promise of order is broken.
    auto journal = SliceJournal::look(*settings_.files, SourceLine::journal_of(settings_.folder), settings_.run);
    if (!journal) return end(std::move(journal.error()), false);
    why_sorted_.message = journal->why_sorted;
    if (!journal->why_sorted.empty()) tell_why_ = true;
  }
  start_line(tell_why_ || options.slice.links != LinkPolicy::detach || options.force_sort);
}

void SourceRun::start_line(bool sorted) {
  sorted_ = sorted;
  if (auto done = open_.source->rewind(); !done) return end(std::move(done.error()), true);
  auto line = std::make_unique<SourceLine>(open_, *survey_, settings_, sorted);
  if (auto done = line->begin(why_sorted_.message); !done) return end(std::move(done.error()), false);
  std::lock_guard lock(mutex_);
  line_ = std::move(line);
  stage_ = Stage::line;
}

Result<void> SourceRun::take_back() {
  return settings_.pack ? settings_.pack->take_back() : Result<void>{};
}

void SourceRun::conclude() {
  auto result = line_->conclude(tell_why_ ? &why_sorted_ : nullptr);
  if (!result && result.error().kind == ErrorKind::order && !sorted_) {
    why_sorted_.message = "the input is not in order (" + result.error().message + "); sorted";
    tell_why_ = true;
    line_.reset();
    if (auto done = take_back(); !done) return end(std::move(done.error()), false);
    if (auto done = settings_.files->remove_all(settings_.folder); !done) return end(std::move(done.error()), false);
    return start_line(true);
  }
  if (!result) {
    const bool reading = line_->reading_failed();
    const ErrorKind kind = result.error().kind;
    // Where the run goes on without this input, nothing of it may stay.
    if (kind != ErrorKind::interrupted && kind != ErrorKind::bug && (reading || kind != ErrorKind::io)) {
      if (auto done = take_back(); !done) return end(std::move(done.error()), false);
    }
    return end(std::move(result.error()), reading);
  }
  result_ = std::move(result);
  std::lock_guard lock(mutex_);
  line_.reset();
  stage_ = Stage::over;
}

Progress SourceRun::progress() const {
  std::lock_guard lock(mutex_);
  if (line_) return line_->progress();
  Progress progress;
  progress.source = open_.path;
  progress.stage = "survey";
  return progress;
}

}  // namespace rsmf
