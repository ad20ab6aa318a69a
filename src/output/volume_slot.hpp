// An input's way into the volumes of a pack.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "output/output_slice.hpp"
#include "output/volume_writer.hpp"

namespace rsmf {

/// The pack of a run: one for all its inputs.
struct VolumeSet {
  /// `going_on`: an earlier run's volumes lie in `folder`, which must exist.
  VolumeSet(FileSystem& files_used, std::string where, uint64_t volume_bytes, bool going_on)
      : files(files_used), folder(std::move(where)), volumes({&files, folder, volume_bytes}), adopting(going_on) {}
  Result<void> close();
  /// From here on everything is written anew.
  Result<void> stop_adopting();

  FileSystem& files;
  const std::string folder;
  VolumeWriter volumes;
  bool adopting;                 ///< all that is in it so far was there before
  std::atomic<size_t> turn = 0;  ///< number of the input that may put slices into it
};

/// Inputs are converted side by side, but a pack holds one behind the other: each waits for its turn.
class VolumeSlot {
 public:
  /// `pack` must outlive it. `input`: the number that has its turn in VolumeSet::turn.
  VolumeSlot(VolumeSet& pack, size_t input) : pack_(pack), input_(input) {}

  /// All inputs before this one are in the pack, or failed. Any thread.
  bool is_here() const { return pack_.turn == input_; }

  // One thread at a time. REQUIRES: is_here().
  /// Puts a slice that is held in memory into the pack; afterwards its digest is known, if it was not.
  Result<PackedPlace> put(OutputSlice& slice, const AttachmentStore& attachments);
  /// What an earlier run put there, if it is there, with the right bytes; nothing if it must be put again.
  Result<std::optional<PackedPlace>> adopt(const std::string& name, const SliceOutcome& slice);
  /// The stretch of a volume that holds the file at `place`, all of it on disk.
  Result<std::unique_ptr<RandomFile>> open(const PackedPlace& place);
  /// The input failed, or starts again: what it put into the pack is taken out.
  Result<void> take_back();

 private:
  Result<bool> is_intact(const PackedPlace& place, const std::string& sha256);

  VolumeSet& pack_;
  const size_t input_;
  std::optional<VolumeWriter::Mark> start_;
  Sha256 hash_;
  std::vector<char> block_;
  std::string open_name_;  // the volume that was read last
  std::unique_ptr<RandomFile> open_;
};

}  // namespace rsmf
