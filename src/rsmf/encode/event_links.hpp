// Ids of the events of a slice, and which of them answers which.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/finding.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// Decides which ids and parents may be written: ids are unique in a manifest, and a parent is another event of it
/// that is not younger than its reply.
class EventLinks {
 public:
  /// Reports what had to be changed. Valid until the next call, as long as the slice.
  void build(const Slice& slice, std::vector<Finding>& findings);
  /// The id to write for events[index].
  std::string_view id(size_t index) const { return ids_[index]; }
  /// The event that events[index] answers; null if it is not another event of the slice.
  const Event* parent_of(size_t index) const;
  /// True if events[index].parent may be written as `parent`.
  bool keeps_parent(size_t index) const;

 private:
  void insert_all(std::vector<Finding>& findings);
  uint32_t find(std::string_view id) const;
  bool insert(uint32_t index);
  void make_unique(uint32_t index);

  const Slice* slice_ = nullptr;
  std::vector<std::string_view> ids_;
  std::vector<uint64_t> slots_;  // open addressing: upper half of the hash and index + 1; 0 = free
  std::deque<std::string> made_;
};

}  // namespace rsmf
