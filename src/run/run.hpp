// The whole run: its folder, its inputs, its sums.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "exec/worker_pool.hpp"
#include "output/output_folder.hpp"
#include "output/output_names.hpp"
#include "output/staging.hpp"
#include "output/volume_slot.hpp"
#include "run/converter.hpp"
#include "run/input_line.hpp"

namespace rsmf {

/// Some inputs are under way side by side, the first of them first; they are started, and become part of the output, in
/// their order.
class Run final : public WorkerPool::Line {
 public:
  Run(FileSystem& files, const ConvertOptions& options, std::vector<std::string> inputs);

  Result<ConvertSummary> convert();
  WorkerPool::Did work(size_t worker) override;

 private:
  // Before and after.
  Result<ConvertSummary> convert_all();
  Result<void> prepare();
  Result<void> open_output();
  std::string keep_finished();
  Result<void> open_tables();
  Result<void> close_tables();
  Result<void> refuse_output_inside() const;
  Result<ConvertSummary> conclude();
  Result<void> write_report();

  // One input at a time.
  bool start_next(std::unique_lock<std::mutex>& lock);
  Result<void> start(InputLine& line, size_t number);
  std::string spill_folder(const std::string& folder, size_t number) const;
  Result<void> check_space(const Container& container, uint64_t finished) const;
  bool gather_next(std::unique_lock<std::mutex>& lock);
  Result<void> gather(InputLine& line, size_t number);
  Result<void> append_tables(const std::string& from);
  Result<void> append(const std::string& path, CsvFile& to);
  Result<void> add_finding(ConverterTrouble trouble, std::string_view input, std::string_view file,
                           const std::string& message);
  Result<void> add_failure(InputReport report, const Error& error);
  Result<void> add_unmatched();
  void add(const SourceResult& r);
  void show_progress();

  FileSystem& files_;
  const ConvertOptions& options_;
  const std::vector<std::string> inputs_;
  WorkerPool crew_;
  const size_t side_by_side_;
  const MemoryPlan plan_;
  TimeZone zone_;
  std::optional<OutputFolder> output_;
  std::optional<Staging> staging_;
  std::optional<VolumeSet> pack_;
  CsvFile findings_, outputs_, attachments_;
  OutputNames input_names_;
  std::vector<InputReport> reports_;
  FindingCounts finding_counts_;
  ConvertSummary summary_;
  std::map<std::string, size_t> unmatched_;  ///< filter -> inputs in which it matched nothing
  std::optional<Error> first_error_;
  std::vector<size_t> complete_;  ///< inputs whose slices are to be published

  std::mutex mutex_;
  std::vector<std::unique_ptr<InputLine>> lines_;  // by input; null: not started
  std::vector<std::string> prefixes_;              // of their files in the output, by input
  std::vector<size_t> inside_;                     // threads in their work(), by input
  size_t started_ = 0, gathered_ = 0;
  bool starting_ = false, gathering_ = false;
  Result<void> outcome_;
};

}  // namespace rsmf
