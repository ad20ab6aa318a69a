// A piece of an export, between the source that cuts it and the decoder that understands it.
#pragma once

#include <cstdint>
#include <vector>

#include "rsmf/event.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

/// Opaque to all but the format that made it: a run of bytes, a packed member, a range of rows, the number of a
/// message. Units are reused: the pipeline has as many as may be under way, made by Source::make_unit(), and each goes
/// round from next() to decode() to merge and back. One thread at a time uses a unit, not always the same.
struct WorkUnit {
  virtual ~WorkUnit() = default;

  /// Empties the unit for the next piece: keeps memory that is worth keeping, lets go of what it shares. Called before
  /// each cut. A unit that adds members overrides it, and calls that of its base.
  virtual void clear() {
    stream = kNone;
    findings.clear();
  }
  /// Bytes of memory that it holds, about: for statistics.
  virtual uint64_t cost() const = 0;

  uint32_t stream = kNone;        ///< index into Source::streams(): all its records are of this one
  uint64_t progress = 0;          ///< input bytes consumed up to here, of Survey::input_bytes; never less than before
  std::vector<Finding> findings;  ///< trouble met while cutting
};

}  // namespace rsmf
