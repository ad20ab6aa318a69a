// Sorted rows, packed into blocks.
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "slice/sort_key.hpp"

namespace rsmf {

/// Fills a block with rows, each key as its difference from the one before it.
class RowBlockWriter {
 public:
  /// Appends to `block`, which is empty and outlives this.
  explicit RowBlockWriter(Bytes& block) : block_(&block) {}
  /// Any order is possible; an ascending one is short.
  void add(const SortKey& key, std::string_view row);

 private:
  Bytes* block_;
  SortKey last_ = {.slice_time = 0, .time = 0};
};

/// Reads the rows of one block.
class RowBlockReader {
 public:
  RowBlockReader() = default;
  /// `block` must outlive this, and stay where it is.
  explicit RowBlockReader(std::string_view block) : at_(block.data()), end_(block.data() + block.size()) {}

  /// False at the end, or where the bytes are not what a RowBlockWriter wrote: see sound().
  bool next();
  const SortKey& key() const { return key_; }
  std::string_view row() const { return row_; }
  bool sound() const { return sound_; }

 private:
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  SortKey key_ = {.slice_time = 0, .time = 0};
  std::string_view row_;
  bool sound_ = true;
};

}  // namespace rsmf
