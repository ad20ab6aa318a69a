// Rows in memory, on their way into order.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/bytes.hpp"
#include "slice/sort_key.hpp"

namespace rsmf {

/// A fixed piece of memory that holds rows and their keys, sorts them, and gives them out in blocks.
///
/// Rows grow from the front; short entries that are sorted in their place grow from the back. What lies between is kept
/// large enough to sort in.
class RowBuffer {
 public:
  /// At most 4 GB are used. Nothing is allocated before the first row.
  explicit RowBuffer(size_t capacity);

  /// Room for a row of `bytes` bytes; null if the buffer is full. An empty buffer takes any row, and grows for it.
  char* room(size_t bytes);
  /// The row just written to room() has this key and so many bytes.
  void put(const SortKey& key, size_t bytes);

  size_t rows() const { return count_; }
  bool fits(size_t bytes) const { return needed(bytes) <= capacity_; }

  /// No more rows; those that are there come in order.
  void sort();
  /// After sort(): fills `block` with the next rows, `target` bytes or the first row that makes it more; false when
  /// there were none left.
  bool next_block(Bytes& block, size_t target);
  /// Empty again. Keeps the memory, unless a large row made it grow.
  void clear();
  /// Gives the memory back.
  void release();

  uint64_t held() const { return memory_ ? size_ : 0; }

 private:
  struct Entry {
    TimeNs slice_time, time;
    uint32_t conversation, at;
  };
  struct Tail;  // stands before each row: the rest of the key, and the size
  size_t needed(size_t bytes) const;
  bool before(const Entry& a, const Entry& b) const;
  bool group(Entry* entries, Entry* into) const;
  Tail tail(const Entry& entry) const;

  const size_t capacity_;
  std::unique_ptr<char[]> memory_;
  size_t size_ = 0;  // of memory_
  size_t used_ = 0;  // by rows
  size_t count_ = 0;
  const Entry* sorted_ = nullptr;
  size_t given_ = 0;
};

}  // namespace rsmf
