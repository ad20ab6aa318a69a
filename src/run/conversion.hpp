// The stages of a conversion, for one attempt at one input.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events_file/ndjson_sink.hpp"
#include "exec/pipeline.hpp"
#include "output/input_folder.hpp"
#include "output/output_backend.hpp"
#include "output/output_check.hpp"
#include "output/slice_journal.hpp"
#include "output/slice_output.hpp"
#include "output/volume_slot.hpp"
#include "pipeline/event_stages.hpp"
#include "pipeline/event_tee.hpp"
#include "rsmf/convert.hpp"
#include "run/input_digest.hpp"
#include "run/memory_plan.hpp"
#include "slice/slicing_sink.hpp"

namespace rsmf {

/// What a source came to.
struct SourceResult {
  FileTally tally;  ///< of all files
  std::vector<FileTally> files;
  FindingCounts findings;
  std::vector<ConversationTotals> conversations;
  SliceRows::Counts written;
  uint64_t people = 0;
  uint64_t spilled_bytes = 0;
  uint64_t taken_over = 0;             ///< slices that an earlier run had finished
  uint64_t events_given = 0;           ///< written as NDJSON
  std::vector<Fingerprint> declared;   ///< see NdjsonSink::declared()
  std::vector<std::string> unmatched;  ///< names in the filter that match no conversation and no participant
  bool sorted = false;                 ///< took the sorted route
};

/// What a conversion works with. All pointers must outlive it.
struct ConversionContext {
  FileSystem* files = nullptr;
  const ConvertOptions* options = nullptr;
  WorkerPool* pool = nullptr;
  MemoryPlan plan{};
  TimeZone slice_zone;
  InputFolder folder{{}};                                       ///< where the output is put together
  std::string spill_folder;                                     ///< for the sorted route
  std::string listed_prefix;                                    ///< before the paths in the report
  std::string events_part;                                      ///< not empty: the events are written to this file too
  std::function<Result<void>(std::string_view)> events_stream;  ///< or given to this
  VolumeSlot* volumes = nullptr;                                ///< not null: slices go into volumes
  Fingerprint run{};                                            ///< see SliceJournal
  bool resume = false;                                          ///< work of an earlier run may be in `folder`
};

/// One attempt to convert a source: the pipeline from its first byte to the last row of the report. list_stages() is
/// the list of its stages.
class Conversion {
 public:
  /// `hash`: hashes the input on beside the other stages, until it returns false. REQUIRES: the source was surveyed and
  /// is at its first unit.
  Conversion(OpenSource& source, const Survey& survey, const ConversionContext& context, bool sorted,
             Pipeline::Generate hash);
  ~Conversion();

  /// Before any work. `why_sorted`: see SliceJournal.
  Result<void> begin(std::string_view why_sorted);
  TaskSource& tasks() { return *pipeline_; }

  // Any thread:
  Progress progress() const;
  std::vector<StageStats> stats() const { return pipeline_->stats(); }

  /// The result, or the first error in the order of the input. `why_sorted`: a finding of the whole, or null.
  /// REQUIRES: tasks() are finished.
  Result<SourceResult> conclude(const Finding* why_sorted);
  /// Whether conclude() failed because the input could not be read.
  bool reading_failed() const { return reading_failed_; }

 private:
  Result<void> open_tables();
  Result<void> open_backend(std::string_view why_sorted);
  Result<void> open_events();
  EventSink& make_sink();
  void make_stages();
  void list_stages();
  Result<void> check_balance(const SourceResult& result) const;
  std::vector<ConversationTotals> conversations_without_slices() const;
  SourceResult sum_up() const;

  OpenSource& open_;
  const Survey& survey_;
  const ConversionContext& context_;
  const bool sorted_;
  Pipeline::Generate hash_;
  bool reading_failed_ = false;
  const std::vector<SourceStream>* streams_ = nullptr;
  std::vector<FileTally> tallies_;
  EncodeOptions encode_;

  std::optional<FindingLog> decode_log_, slice_log_;
  std::optional<SliceRows> rows_;
  std::unique_ptr<OutputCheck> check_;
  std::unique_ptr<OutputBackend> backend_;
  std::optional<SliceOutput> output_;
  std::unique_ptr<OutputFile> events_file_;
  std::optional<NdjsonSink> ndjson_;
  std::optional<SlicingSink> slicing_;
  std::optional<EventTee> tee_;
  EventSink* sink_ = nullptr;
  std::optional<EventStages> events_;
  std::unique_ptr<Pipeline> pipeline_;  // its stages use all of the above
  OrderedRing<EventUnit>* units_ = nullptr;
  OrderedRing<OutputSlice>* slices_ = nullptr;
};

}  // namespace rsmf
