// Slices between the slicer and the report.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "exec/worker_pool.hpp"
#include "output/output_names.hpp"
#include "output/slice_journal.hpp"
#include "output/slice_record.hpp"
#include "output/slice_rows.hpp"
#include "output/slice_writer.hpp"
#include "output/volume_slot.hpp"
#include "slice/slicer.hpp"

namespace rsmf {

/// A slicer puts slices in, in order; any thread encodes and writes them, in any order; their rows are made in order
/// again. What is under way is bounded in number and in bytes.
class SliceQueue final : public SliceSink {
 public:
  struct Settings {
    SliceWriter::Settings writing;
    std::string folder;          ///< where conversations' folders go; empty: dry run
    std::string listed_prefix;   ///< what stands before the paths in the report: "" or "input-name/"
    WorkerPool* crew = nullptr;  ///< whose workers write
    size_t slices = 2;           ///< under way at a time
    uint64_t bytes = 0;          ///< of their text; one that is larger goes alone
    const std::atomic<bool>* stop = nullptr;
    VolumeSlot* pack = nullptr;       ///< not null: files go into a pack
    SliceJournal* journal = nullptr;  ///< of the slices that are finished, or null
  };
  /// Counts of what is folded go into `tallies`, by Origin::file.
  SliceQueue(Settings settings, std::vector<FileTally>& tallies, SliceRows& rows, FindingLog& log);
  /// Removes files that were written, but are in no table and no journal.
  ~SliceQueue() override;

  // The slicer's side: one thread at a time.
  /// The worker that is slicing now: it writes slices itself where there is no room for another.
  void slicing_as(size_t worker) { slicer_ = worker; }
  Result<void> commit(Slice& slice) override;
  void fold(const Origin& origin, Finding finding) override;
  void report(Finding finding) override;

  // Everybody's.
  /// Does one piece of work, if there is any. Errors are kept.
  bool work(size_t worker);
  /// Nothing is under way, or what is will never be needed. REQUIRES: nobody is slicing.
  bool idle() const;
  /// Waits for its turn with the pack and holds enough already: better not to slice on. What is sliced all the same
  /// finds room.
  bool crowded() const;
  bool failed() const;
  uint64_t written() const;
  /// Of them, how many an earlier run had finished. REQUIRES: idle().
  uint64_t taken_over() const { return taken_over_; }

  /// The error of the first slice that has one. What was reported behind the last slice is logged. REQUIRES: idle().
  Result<void> close();

 private:
  enum class State : uint8_t { free, waiting, writing, written };
  struct Slot {
    State state = State::free;
    Slice slice;
    uint64_t cost = 0;
    SliceWriter::Place place;
    std::string listed;
    std::vector<Finding> reported;  // by the slicer, before it
    std::string record;             // of the earlier run that is gone on with
    Fingerprint print;
    bool taken_over = false;
    SliceOutcome written;
    Result<void> outcome;
  };
  Slot& slot(uint64_t number) { return *slots_[number % slots_.size()]; }
  bool may_add() const { return settings_.pack == nullptr || settings_.pack->is_here(); }
  bool full(uint64_t cost) const;
  void grow();
  Result<void> make_folder(const std::string& folder);
  Result<void> place(Slot& slot);
  bool write_next(std::unique_lock<std::mutex>& lock, size_t worker);
  Result<void> write(Slot& slot, size_t worker);
  void put(Slot& slot);
  bool add_first(std::unique_lock<std::mutex>& lock);
  Result<void> add_rows(Slot& slot);
  Result<PackedPlace> put_into_pack(Slot& slot);
  SliceWriter& packer();
  void recycle(Slot& slot);

  Settings settings_;
  std::vector<FileTally>& tallies_;
  SliceRows& rows_;
  FindingLog& log_;
  std::vector<std::unique_ptr<SliceWriter>> writers_;  // by worker
  std::unique_ptr<SliceWriter> packer_;
  std::vector<SliceFingerprint> prints_;  // by worker

  // Of the slicer's side.
  size_t slicer_ = 0;
  OutputNames names_;
  std::string made_folder_;
  std::vector<Finding> reported_;
  std::string record_;  // for the journal

  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::vector<std::unique_ptr<Slot>> slots_;
  uint64_t first_ = 0, next_ = 0, end_ = 0;  // to get its rows, to be written, to be put in
  uint64_t bytes_ = 0, rows_made_ = 0;
  uint64_t taken_over_ = 0;
  size_t writing_ = 0;  // by a worker, or under way to the disk
  bool adding_ = false;
  std::optional<Error> error_;
};

}  // namespace rsmf
