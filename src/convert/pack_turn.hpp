// An input's way into the volumes of a pack.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "base/digest.hpp"
#include "convert/volume_writer.hpp"
#include "convert/written_slice.hpp"

namespace rsmf {

/// Inputs are converted side by side, but a pack holds one behind the other: each waits for its turn.
class PackTurn {
 public:
  /// `volumes` outlives it, and is written to by nobody else between come() and the end of the input.
  explicit PackTurn(VolumeWriter& volumes) : volumes_(volumes) {}

  /// All inputs before this one are in the pack, or failed.
  void come() { here_ = true; }
  bool is_here() const { return here_; }

  /// Puts a pending slice into the pack; afterwards its digest is known, if it was not. One thread at a time.
  /// REQUIRES: is_here().
  Result<PackedPlace> put(const std::string& name, const AttachmentStore& attachments, WrittenSlice& slice);
  /// The input failed, or starts again: what it put into the pack is taken out.
  Result<void> take_back();

 private:
  VolumeWriter& volumes_;
  std::atomic<bool> here_ = false;
  std::optional<VolumeWriter::Mark> start_;
  Sha256 hash_;
};

}  // namespace rsmf
