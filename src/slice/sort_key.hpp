// Where an event stands in canonical order.
#pragma once

#include <cstdint>
#include <tuple>

#include "rsmf/event.hpp"

namespace rsmf {

/// Total order of the sorted route: conversation by conversation, slice by slice, in canonical order. No two events
/// of a source have the same.
struct SortKey {
  uint32_t conversation = 0;
  uint32_t file = 0;
  TimeNs slice_time = kNoTime;  ///< decides on the slice; the event's own time, or that of its thread's root
  TimeNs time = kNoTime;
  uint64_t offset = 0;
  uint32_t sub = 0;

  friend bool operator<(const SortKey& a, const SortKey& b) {
    if (a.conversation != b.conversation) return a.conversation < b.conversation;
    if (a.slice_time != b.slice_time) return a.slice_time < b.slice_time;
    if (a.time != b.time) return a.time < b.time;
    return std::tie(a.file, a.offset, a.sub) < std::tie(b.file, b.offset, b.sub);
  }
};

}  // namespace rsmf
