// A slice on its way to the output.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/fingerprint.hpp"
#include "output/slice_outcome.hpp"
#include "output/volume_writer.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// What the stages behind the slicer work on. Reused; see clear().
struct OutputSlice {
  Slice slice;
  std::vector<Finding> reported;  ///< by the slicer, before this slice
  std::string folder, file;       ///< names in the output: of its conversation's folder, and of the file in it
  std::string listed;             ///< path as the report lists it
  std::string path;               ///< on disk; empty: the backend writes no file of its own for it
  SliceOutcome outcome;
  std::optional<PackedPlace> packed;         ///< where it is in a volume
  std::function<void(Result<void>)> stored;  ///< to be called when a write under way has ended

  // Of a run that can be resumed:
  std::string record;  ///< what the earlier run noted of it, or empty
  Fingerprint fingerprint;
  bool taken_over = false;  ///< the earlier run had finished it

  /// Name of the file where folders do not count.
  std::string name() const { return folder + "-" + file; }

  /// Keeps memory, but not that of a giant.
  void clear() {
    constexpr size_t kKeptArena = 1024 * 1024;
    reported.clear();
    path.clear();
    record.clear();
    packed.reset();
    taken_over = false;
    outcome.clear();
    slice.clear();
    if (slice.arena.held() > kKeptArena) slice.arena = Slice().arena;
  }
};

}  // namespace rsmf
