// A whole run: its output folder, its inputs, its totals.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/fingerprint.hpp"
#include "events_file/events_output.hpp"
#include "exec/pipeline.hpp"
#include "output/output_folder.hpp"
#include "output/output_names.hpp"
#include "output/staging.hpp"
#include "output/volume_slot.hpp"
#include "run/converter.hpp"
#include "run/input_job.hpp"

namespace rsmf {

/// Some inputs are under way side by side, the first of them first; they are opened, and become part of the output, in
/// their order. list_stages() is the list of what happens to an input.
class Run {
 public:
  Run(FileSystem& files, const ConvertOptions& options, std::vector<std::string> inputs);

  Result<ConvertSummary> convert();

 private:
  // Before the first input and after the last.
  Result<ConvertSummary> convert_all();
  Result<void> prepare();
  Result<void> check_options() const;
  Result<void> open_output();
  Result<void> open_events();
  std::string keep_finished();
  Result<void> open_tables();
  Result<void> close_tables();
  Result<void> refuse_output_inside() const;
  Result<void> refuse_events_inside() const;
  bool has_events() const { return !options_.events_file.empty() || options_.events_stream; }
  Result<ConvertSummary> conclude();
  Result<void> write_report();

  struct Input {
    size_t number = 0;
    std::unique_ptr<InputJob> job;
  };
  void list_stages();
  Result<Supply> open_next(Input& input);
  Result<void> start(InputJob& job, size_t number);
  std::string temporary_folder(std::string_view what, const std::string& folder, size_t number) const;
  Result<void> check_space(const Container& container, uint64_t finished) const;
  Result<void> gather(Input& input);
  Result<void> gather(InputJob& job, size_t number);
  Result<void> gather_events(InputJob& job);
  Result<void> append_tables(const InputFolder& from);
  Result<void> append(const std::string& path, CsvFile& to);
  Result<void> add_finding(ConverterTrouble trouble, std::string_view input, std::string_view file,
                           const std::string& message);
  Result<void> add_failure(InputReport report, const Error& error);
  Result<void> add_unmatched();
  void add(const SourceResult& r);
  void show_progress();
  std::vector<StageStats> all_stages() const;

  FileSystem& files_;
  const ConvertOptions& options_;
  const std::vector<std::string> inputs_;
  WorkerPool pool_;
  const size_t side_by_side_;
  const MemoryPlan plan_;
  TimeZone zone_;
  std::optional<OutputFolder> output_;
  std::optional<Staging> staging_;
  std::optional<VolumeSet> pack_;
  std::optional<EventsOutput> events_;
  std::unordered_set<Fingerprint, FingerprintHash> declared_;  // in events_, by the inputs that were gathered
  CsvFile findings_, outputs_, attachments_;
  OutputNames input_names_;
  std::vector<InputReport> reports_;
  FindingCounts finding_counts_;
  ConvertSummary summary_;
  std::map<std::string, size_t> unmatched_;  ///< filter -> inputs in which it matched nothing
  std::optional<Error> first_error_;
  std::vector<size_t> complete_;  ///< inputs whose slices are to be published

  std::vector<std::string> prefixes_;  // of their files in the output, by input
  size_t opened_ = 0;
  Pipeline stages_;
  OrderedRing<Input>* inputs_under_way_ = nullptr;
  std::mutex mutex_;
  std::deque<InputJob*> under_way_;  // guarded by mutex_; for progress
};

}  // namespace rsmf
