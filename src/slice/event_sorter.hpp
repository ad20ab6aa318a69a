// Sorting more events than fit into memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/crew.hpp"
#include "io/file_system.hpp"
#include "rsmf/event.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Total order of the sorted route: conversation by conversation, slice by slice, in canonical order.
struct SortKey {
  uint32_t conversation = 0;
  uint32_t file = 0;
  TimeNs slice_time = kNoTime;  ///< decides on the slice; the event's own time, or that of its thread's root
  TimeNs time = kNoTime;
  uint64_t offset = 0;
  uint32_t sub = 0;

  friend bool operator<(const SortKey& a, const SortKey& b);
};

/// add() all, then next() gives them in order. Memory stays near `memory` bytes; the rest lies in spill files below
/// `folder`, which are removed by the destructor. Single-threaded.
class EventSorter {
 public:
  EventSorter(FileSystem& files, std::string folder, uint64_t memory, Crew* crew = nullptr);
  ~EventSorter();

  Result<void> add(const SortKey& key, std::string_view row);
  /// No more rows; REQUIRED before next().
  Result<void> finish();
  /// False at the end. The row is valid until the next call.
  Result<bool> next(SortKey& key, std::string_view& row);

  uint64_t spilled_bytes() const { return spilled_; }

 private:
  struct Entry {
    SortKey key;
    uint64_t at, size;
  };
  class Run;
  Result<void> spill();
  Result<void> merge_groups();
  Result<void> write_run(std::vector<std::unique_ptr<Run>>& inputs, const std::string& path);
  Result<std::unique_ptr<Run>> open_run(const std::string& path);
  void push(std::vector<std::unique_ptr<Run>>& heap, std::unique_ptr<Run> run);

  FileSystem& files_;
  std::string folder_;
  uint64_t memory_;
  Crew* crew_;
  std::string rows_;
  std::vector<Entry> entries_;
  std::vector<std::string> run_paths_;
  size_t runs_made_ = 0;
  uint64_t spilled_ = 0;
  size_t next_entry_ = 0;                   // when everything fitted into memory
  std::vector<std::unique_ptr<Run>> heap_;  // smallest head first
  bool made_folder_ = false;
};

}  // namespace rsmf
