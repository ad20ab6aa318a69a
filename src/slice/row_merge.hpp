// Several sorted sequences of rows, as one.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "exec/worker_pool.hpp"
#include "io/spill_file.hpp"
#include "rsmf/result.hpp"
#include "slice/row_block.hpp"
#include "slice/row_buffer.hpp"
#include "slice/sort_key.hpp"

namespace rsmf {

/// Merges sorted buffers and spill files. Blocks are unpacked ahead, those of several sequences at once, by the threads
/// of a crew.
class RowMerge {
 public:
  explicit RowMerge(WorkerPool* crew) : crew_(crew) {}

  /// `rows` is sorted and outlives the merge. Blocks have about `block` bytes.
  void add(RowBuffer& rows, size_t block);
  void add(SpillReader file);

  /// The row that comes first of all that were not given yet; false when there are none. It is valid until the next
  /// call.
  Result<bool> next();
  const SortKey& key() const { return heap_.front()->rows.key(); }
  std::string_view row() const { return heap_.front()->rows.row(); }

  uint64_t held() const;

 private:
  struct Input {
    RowBuffer* buffer = nullptr;  // this, or the file
    size_t block = 0;
    SpillReader file;
    Bytes now, ahead;
    bool has_ahead = false, at_end = false;
    RowBlockReader rows;  // of `now`
    Result<bool> fetched = false;
    void fetch();
  };
  Result<bool> advance(Input& input);
  Result<void> start();
  Result<void> refill();
  void sink();

  WorkerPool* crew_;
  std::vector<std::unique_ptr<Input>> inputs_;
  std::vector<Input*> heap_;  // smallest head first
  std::vector<Input*> empty_;
  bool started_ = false;
};

}  // namespace rsmf
