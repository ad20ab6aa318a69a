#include "run/input_job.hpp"

#include <fmt/format.h>

#include "base/guarded.hpp"
#include "run/stage_totals.hpp"

namespace rsmf {
namespace {

/// For an input that has none.
class NoTasks final : public TaskSource {
 public:
  WorkStatus work(size_t) override { return WorkStatus::finished; }
};
NoTasks no_tasks;

}  // namespace

InputJob::InputJob(FileSystem& files, const ConvertOptions& options, size_t number, std::string path)
    : files_(files), options_(options), number_(number), source_options_(options.source) {
  report_.path = std::move(path);
  why_sorted_.spec = &converter_finding(ConverterTrouble::unsorted_input);
}

Result<void> InputJob::open(WorkerPool& pool, const MemoryPlan& plan, const std::string& spool_folder) {
  source_options_.frame_bytes = plan.frame_bytes;
  auto open =
      open_source(files_, report_.path, source_options_, {&pool, plan.source_bytes, spool_folder, options_.stop});
  if (!open) return std::unexpected(open.error());
  open_ = std::move(*open);
  report_.format = open_->format->id;
  report_.reason = open_->reason;
  digester_.emplace(files_, *open_->container);
  for (const auto& e : open_->container->entries()) total_bytes_ += e.packed_size;
  return {};
}

void InputJob::start(ConversionContext context, VolumeSet* volumes) {
  context_ = std::move(context);
  if (context_.events_part.empty() && context_.events_stream)
    context_.events_stream = [this, give = std::move(context_.events_stream)](std::string_view bytes) {
      has_given_events_ = has_given_events_ || !bytes.empty();
      return give(bytes);
    };
  if (volumes != nullptr) context_.volumes = &volumes_.emplace(*volumes, number_);
}

void InputJob::fail(Error error, bool writing) {
  error_ = std::move(error);
  writing_failed_ = writing;
}

/// Of an error that did not happen while the input was read: one of the disk is one of the output.
void InputJob::fail_output(Error error) {
  const bool writing = error.kind == ErrorKind::io;
  fail(std::move(error), writing);
}

/// Removes what is left of an attempt, without holding up progress().
void InputJob::release_conversion() {
  std::unique_ptr<Conversion> over;  // destroyed after the lock is released
  std::lock_guard lock(mutex_);
  over.swap(conversion_);
  settled_ = true;
}

// --- converting -----------------------------------------------------------------------------------------------------

void InputJob::survey() {
  if (error_) return;
  auto done = guarded([&] { return try_survey(); });
  if (!done) fail(std::move(done.error()), false);
}

Result<void> InputJob::try_survey() {
  auto survey = open_->source->survey();
  if (!survey) return std::unexpected(std::move(survey.error()));
  survey_ = std::move(*survey);
  report_why_ = survey_->grouping == Grouping::none;
  if (context_.resume) {
    // The earlier run may have found that the promise of order is broken.
    auto journal = SliceJournal::look(files_, context_.folder.journal(), context_.run);
    if (!journal) {
      fail_output(std::move(journal.error()));
      return {};
    }
    why_sorted_.message = journal->why_sorted;
    if (!journal->why_sorted.empty()) report_why_ = true;
  }
  return begin(report_why_ || options_.slice.links != LinkPolicy::detach || options_.force_sort);
}

/// Fails only for what the input is to blame for; an error of the output is noted.
Result<void> InputJob::begin(bool sorted) {
  sorted_ = sorted;
  RSMF_TRY(open_->source->rewind());
  auto conversion =
      std::make_unique<Conversion>(*open_, *survey_, context_, sorted, [this](size_t) { return hash_on(); });
  if (auto begun = conversion->begin(why_sorted_.message); !begun) {
    fail_output(std::move(begun.error()));
    return {};
  }
  std::lock_guard lock(mutex_);
  conversion_ = std::move(conversion);
  settled_ = false;
  return {};
}

TaskSource& InputJob::tasks() {
  return conversion_ ? conversion_->tasks() : no_tasks;
}

Result<void> InputJob::take_back() {
  return volumes_ ? volumes_->take_back() : Result<void>{};
}

bool InputJob::settle() {
  if (!conversion_) return false;
  auto again = guarded([&] { return conclude(); });
  if (!again) fail_output(std::move(again.error()));
  if (again && *again) return true;
  release_conversion();
  return false;
}

/// Fails if the output cannot be put in order.
Result<bool> InputJob::conclude() {
  auto result = conversion_->conclude(report_why_ ? &why_sorted_ : nullptr);
  add_stages(conversion_->stats(), stages_);
  if (result) {
    report_.result = std::move(*result);
    return false;
  }
  const Error& error = result.error();
  const bool reading = conversion_->reading_failed();
  release_conversion();
  if (error.kind == ErrorKind::order && !sorted_) {
    why_sorted_.message = "the input is not in order (" + error.message + "); sorted";
    report_why_ = true;
    RSMF_TRY(take_back());
    RSMF_TRY(files_.remove_all(context_.folder.path()));
    if (auto begun = begin(true); !begun) fail(std::move(begun.error()), false);
    return conversion_ != nullptr;
  }
  // Where the run goes on without this input, nothing of it may stay.
  const bool goes_on =
      error.kind != ErrorKind::interrupted && error.kind != ErrorKind::bug && (reading || error.kind != ErrorKind::io);
  if (goes_on) RSMF_TRY(take_back());
  fail(error, error.kind == ErrorKind::io && !reading);
  return false;
}

// --- hashing --------------------------------------------------------------------------------------------------------

/// One step, beside the other stages. An error is kept: an input without a digest is not converted.
Result<bool> InputJob::hash_on() {
  if (hashed_ || hash_error_) return false;
  auto more = guarded([&]() -> Result<bool> {
    if (options_.stop && *options_.stop) return rsmf::fail(ErrorKind::interrupted, "interrupted");
    return digester_->advance();
  });
  if (!more) {
    hash_error_ = std::move(more.error());
    return false;
  }
  hashed_ = !*more;
  std::lock_guard lock(mutex_);
  hashed_bytes_ = digester_->bytes();
  return *more;
}

void InputJob::finish() {
  if (open_) {
    while (*hash_on()) {
    }
    auto done = guarded([&] { return complete_report(); });
    if (!done) fail(std::move(done.error()), true);
  }
  digester_.reset();
  open_.reset();
}

/// Fails only for what ends the run.
Result<void> InputJob::complete_report() {
  if (hash_error_) {
    // What an interrupted run has finished is kept.
    if (volumes_ && hash_error_->kind != ErrorKind::interrupted) RSMF_TRY(take_back());
    fail(*hash_error_, false);
    return {};
  }
  report_.digest = digester_->take();
  for (const auto& file : report_.digest.unreadable)
    remarks_.push_back({ConverterTrouble::unreadable_file, file.name, "The file could not be read: " + file.why + "."});
  for (const ExportInside& inside : exports_inside(files_, *open_->container)) {
    if (inside.format == open_->format && inside.format->id == "rsmf") continue;  // it reads zips in a folder itself
    remarks_.push_back(
        {ConverterTrouble::export_inside, inside.name,
         fmt::format("The archive {} looks like an export of the format {}.", inside.name, inside.format->id)});
  }
  return {};
}

Progress InputJob::progress() const {
  std::lock_guard lock(mutex_);
  Progress progress;
  progress.stage = "survey";
  if (conversion_) progress = conversion_->progress();
  progress.source = report_.path;
  if (!settled_) return progress;
  progress.stage = "hashing";
  progress.bytes = hashed_bytes_;
  progress.total_bytes = total_bytes_;
  return progress;
}

}  // namespace rsmf
