// One attempt at a source: its frames on their way through the stages.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "exec/worker_pool.hpp"
#include "output/slice_queue.hpp"
#include "pipeline/event_filter.hpp"
#include "pipeline/open_source.hpp"
#include "rsmf/convert.hpp"
#include "run/memory_plan.hpp"
#include "slice/identity_table.hpp"
#include "slice/sorted_route.hpp"

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
  std::vector<std::string> unmatched;  ///< of the filter's names, those nobody and nothing here has
  bool sorted = false;                 ///< took the sorted route
};

/// cut -> decode -> take -> slices, which the queue writes. Cutting and taking are done by one thread at a time and in
/// order, decoding by all; what is furthest down the line is done first, so that little is under way. Everything it
/// writes lies below `folder`: the slices in `folder`/slices, the report's rows in four files beside it.
class SourceLine {
 public:
  struct Settings {
    FileSystem* files = nullptr;
    const ConvertOptions* options = nullptr;
    WorkerPool* crew = nullptr;
    MemoryPlan plan{};
    TimeZone slice_zone;
    std::string folder;          ///< empty: dry run
    std::string spill_folder;    ///< for the sorted route
    std::string listed_prefix;   ///< before the paths in the report
    VolumeSlot* pack = nullptr;  ///< not null: the files go into a pack
    Fingerprint run{};           ///< see SliceJournal
    bool resume = false;         ///< what an earlier run finished may lie in `folder`
  };
  /// The journal of finished slices, and what a run that is given up leaves beside it and the slices.
  static std::string journal_of(const std::string& folder) { return folder + "/journal"; }
  static Result<void> remove_tables(FileSystem& files, const std::string& folder);

  /// REQUIRES: the source was surveyed and is at its first frame.
  SourceLine(OpenSource& source, const Survey& survey, const Settings& settings, bool sorted);
  ~SourceLine();

  /// Before any work. `why_sorted`: see SliceJournal.
  Result<void> begin(std::string_view why_sorted);
  /// As WorkerPool::Line::work().
  WorkerPool::Did work(size_t worker);
  /// How far it is. Any thread.
  Progress progress() const;

  /// The result, or the first error in the order of the input. `why_sorted`: a finding of the whole, or null.
  /// REQUIRES: work() said `finished`, and no thread is in it.
  Result<SourceResult> conclude(const Finding* why_sorted);
  /// Whether that error was met while reading the input, not while writing the output.
  bool reading_failed() const { return !cut_.has_value() && take_.has_value() && !queue_->failed(); }

 private:
  enum class Stage : uint8_t { frames, sorted_events, last_slices, draining, over };
  struct Slot {
    enum class State : uint8_t { free, cut, decoding, decoded };
    State state = State::free;
    Frame frame;
    EventBatch batch;
    Result<void> outcome;
  };
  Slot& slot(uint64_t number) { return slots_[number % slots_.size()]; }
  Result<void> begin_journal(std::string_view why_sorted);
  bool take_next(std::unique_lock<std::mutex>& lock, size_t worker);
  bool decode_next(std::unique_lock<std::mutex>& lock, size_t worker);
  bool cut_next(std::unique_lock<std::mutex>& lock);
  Result<bool> cut(Slot& slot);
  Result<void> take_step(size_t worker);
  Result<void> take(const Slot& slot);
  Result<void> take(const EventBatch& batch);
  Result<void> take(const Event& event);
  bool stopped() const;
  Result<void> check_balance(const SourceResult& result) const;

  OpenSource& open_;
  const Settings& settings_;
  const Survey& survey_;
  const bool sort_;

  // Of those who take.
  IdentityTable directory_;
  EventFilter filter_;
  std::vector<std::string> file_paths_;
  std::vector<FileTally> tallies_;
  std::optional<FindingLog> decode_log_, slice_log_;
  std::optional<SliceRows> rows_;
  std::optional<SliceJournal> journal_;
  std::optional<SliceQueue> queue_;
  std::unique_ptr<SortedRoute> sorted_;
  std::optional<Slicer> slicer_;
  uint64_t events_in_ = 0;  // that passed the filter

  std::vector<std::unique_ptr<Decoder>> decoders_;  // by worker

  mutable std::mutex mutex_;
  std::vector<Slot> slots_;
  uint64_t first_ = 0, next_ = 0, end_ = 0;  // to be taken, to be decoded, to be cut
  bool cutting_ = false, taking_ = false, cut_over_ = false;
  size_t decoding_ = 0;
  Stage stage_ = Stage::frames;
  Result<void> cut_, take_;  // what went wrong there
  Progress progress_;
};

}  // namespace rsmf
