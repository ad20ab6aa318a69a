// Sorting more events than fit into memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exec/worker_pool.hpp"
#include "io/file_system.hpp"
#include "io/spill_file.hpp"
#include "rsmf/result.hpp"
#include "slice/row_buffer.hpp"
#include "slice/row_merge.hpp"
#include "slice/sort_key.hpp"

namespace rsmf {

/// add() all, then next() gives them in order. All that is held stays near `memory` bytes (64 KiB at least; a row that
/// is larger than that is held all the same); the rest lies in spill files below `folder`, which are removed by the
/// destructor. Rows are sorted, packed and unpacked by the threads of `crew`; the calls come from one thread at a time.
class EventSorter {
 public:
  EventSorter(FileSystem& files, std::string folder, uint64_t memory, WorkerPool* crew = nullptr);
  ~EventSorter();
  EventSorter(const EventSorter&) = delete;

  Result<void> add(const SortKey& key, std::string_view row);
  /// The same for a row that is written in its place: room for `bytes` bytes at most, valid until put().
  Result<char*> room(size_t bytes);
  void put(const SortKey& key, size_t bytes) { buffers_[current_].put(key, bytes); }

  /// No more rows; REQUIRED before next().
  Result<void> finish();
  /// False at the end. The row is valid until the next call.
  Result<bool> next(SortKey& key, std::string_view& row);

  uint64_t spilled_bytes() const { return spilled_; }
  /// Memory of rows, blocks and windows, now.
  uint64_t held_bytes() const;

 private:
  Result<void> spill();
  Result<SpillFile> write_run(RowBuffer& rows, std::string path);
  Result<SpillFile> write_run(RowMerge& rows, std::string path);
  size_t mergeable() const;
  Result<void> merge_first(size_t runs);
  Result<void> open_first(size_t runs, uint64_t memory, RowMerge& merge);

  FileSystem& files_;
  const std::string folder_;
  WorkerPool* const crew_;
  const uint64_t memory_;
  const size_t block_;
  std::vector<RowBuffer> buffers_;
  size_t current_ = 0;
  std::vector<SpillFile> runs_;
  size_t runs_made_ = 0;
  uint64_t spilled_ = 0;
  RowMerge merge_;
  bool made_folder_ = false;
};

}  // namespace rsmf
