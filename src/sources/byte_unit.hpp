// The unit of sources that read text: bytes of one stream.
#pragma once

#include "base/bytes.hpp"
#include "sources/work_unit.hpp"

namespace rsmf {

/// A run of whole records. Formats whose decoder must know more derive a unit of their own.
struct ByteUnit : WorkUnit {
  uint64_t offset = 0;  ///< of the first byte in the (unpacked) stream
  Bytes bytes;

  void clear() override {
    constexpr size_t kKept = 8 * 1024 * 1024;
    WorkUnit::clear();
    offset = 0;
    bytes.clear();
    if (bytes.capacity() > kKept) bytes = {};
  }
  uint64_t cost() const override { return bytes.size(); }
};

}  // namespace rsmf
