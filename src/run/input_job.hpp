// One input of a run: opened, surveyed, converted below a folder of its own, and hashed.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/converter_findings.hpp"
#include "run/conversion.hpp"
#include "run/input_digest.hpp"
#include "run/run_report.hpp"

namespace rsmf {

/// Goes through open(), start(), survey(), its tasks, settle(), finish(), in that order. Each of these is called by one
/// thread at a time; tasks() by all. An error of the input is kept until the run asks for it.
class InputJob {
 public:
  /// A finding of the run about this input, for which there is no log yet.
  struct Remark {
    ConverterTrouble trouble;
    std::string file, message;
  };

  InputJob(FileSystem& files, const ConvertOptions& options, size_t number, std::string path);

  /// Opens the input and recognises its format.
  Result<void> open(WorkerPool& pool, const MemoryPlan& plan, const std::string& spool_folder);
  /// REQUIRES: open() succeeded.
  const Container& container() const { return *open_->container; }
  /// `volumes`: null, or where its slices go.
  void start(ConversionContext context, VolumeSet* volumes);
  /// The input cannot be converted.
  void give_up(Error error) { error_ = std::move(error); }

  /// Surveys the source and begins the conversion: directly if the source promises order, else by the sorted route.
  void survey();
  /// The work of the conversion. Valid until settle().
  TaskSource& tasks();
  /// After the tasks: takes the result. True: the promise of order was broken and the conversion begins again, by the
  /// sorted route.
  bool settle();
  /// Hashes what is left to hash, completes the report, and lets go of the input and of all memory.
  void finish();

  Progress progress() const;  ///< any thread

  // REQUIRES: finish() has returned.
  InputReport& report() { return report_; }
  const std::vector<Remark>& remarks() const { return remarks_; }
  const std::vector<StageStats>& stages() const { return stages_; }
  /// Null if the input was converted.
  const Error* error() const { return error_ ? &*error_ : nullptr; }
  /// Whether the output failed, and not the input: the run cannot go on.
  bool ends_the_run() const { return writing_failed_; }
  const InputFolder& folder() const { return context_.folder; }
  /// Where its events are, until the run takes them; empty if they are in no file.
  const std::string& events_part() const { return context_.events_part; }
  /// Whether some of them were given to a stream.
  bool has_given_events() const { return has_given_events_; }

 private:
  Result<void> try_survey();
  Result<void> begin(bool sorted);
  Result<bool> conclude();
  Result<void> take_back();
  Result<bool> hash_on();
  Result<void> complete_report();
  void fail(Error error, bool writing);
  void fail_output(Error error);
  void release_conversion();

  FileSystem& files_;
  const ConvertOptions& options_;
  const size_t number_;
  SourceOptions source_options_;
  ConversionContext context_;
  InputReport report_;
  std::vector<Remark> remarks_;
  std::vector<StageStats> stages_;
  std::optional<Error> error_;
  bool writing_failed_ = false;
  bool has_given_events_ = false;
  std::optional<OpenSource> open_;
  std::optional<InputDigester> digester_;
  std::optional<Error> hash_error_;
  bool hashed_ = false;
  std::optional<VolumeSlot> volumes_;
  std::optional<Survey> survey_;
  Finding why_sorted_;
  bool report_why_ = false, sorted_ = false;

  mutable std::mutex mutex_;  // guards what progress() reads
  std::unique_ptr<Conversion> conversion_;
  bool settled_ = false;
  uint64_t hashed_bytes_ = 0, total_bytes_ = 0;
};

}  // namespace rsmf
