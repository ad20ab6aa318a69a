// Slices between the slicer and the report.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/crew.hpp"
#include "convert/output_names.hpp"
#include "convert/slice_rows.hpp"
#include "convert/slice_writer.hpp"
#include "slice/slicer.hpp"

namespace rsmf {

/// A slicer puts slices in, in order; any thread encodes and writes them, in any order; their rows are made in order
/// again. What is under way is bounded in number and in bytes.
class SliceQueue final : public SliceSink {
 public:
  struct Settings {
    SliceWriter::Settings writing;
    std::string folder;         ///< where conversations' folders go; empty: dry run
    std::string listed_prefix;  ///< what stands before the paths in the report: "" or "input-name/"
    Crew* crew = nullptr;
    size_t slices = 2;   ///< under way at a time
    uint64_t bytes = 0;  ///< of their text; one that is larger goes alone
    const std::atomic<bool>* stop = nullptr;
  };
  /// Counts of what is folded go into `tallies`, by Origin::file.
  SliceQueue(Settings settings, std::vector<FileTally>& tallies, SliceRows& rows, FindingLog& log);

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
  bool failed() const;
  uint64_t written() const;

  /// The error of the first slice that has one. What was reported behind the last slice is logged. REQUIRES: idle().
  Result<void> close();

 private:
  enum class State : uint8_t { free, waiting, writing, written };
  struct Slot {
    State state = State::free;
    Slice slice;
    uint64_t cost = 0;
    std::string path, listed, name;
    std::vector<Finding> reported;  // by the slicer, before it
    WrittenSlice written;
    std::string whole;  // the file, while it is under way to the disk
    Result<void> outcome;
  };
  Slot& slot(uint64_t number) { return slots_[number % slots_.size()]; }
  Result<void> make_folder(const std::string& folder);
  Result<void> place(Slot& slot);
  bool write_next(std::unique_lock<std::mutex>& lock, size_t worker);
  void put(Slot& slot);
  bool add_first(std::unique_lock<std::mutex>& lock);
  Result<void> add_rows(Slot& slot);
  void recycle(Slot& slot);

  Settings settings_;
  std::vector<FileTally>& tallies_;
  SliceRows& rows_;
  FindingLog& log_;
  std::vector<std::unique_ptr<SliceWriter>> writers_;  // by worker

  // Of the slicer's side.
  size_t slicer_ = 0;
  OutputNames names_;
  std::string made_folder_;
  std::vector<Finding> reported_;

  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::vector<Slot> slots_;
  uint64_t first_ = 0, next_ = 0, end_ = 0;  // to get its rows, to be written, to be put in
  uint64_t bytes_ = 0, rows_made_ = 0;
  size_t writing_ = 0;  // by a worker, or under way
  bool adding_ = false;
  std::optional<Error> error_;
};

}  // namespace rsmf
