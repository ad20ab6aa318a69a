// The access of one input to the volumes of the run.
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

/// The volumes of a run, for all its inputs.
struct VolumeSet {
  /// `folder` must exist. `going_on`: it holds volumes of an interrupted run, to be adopted.
  VolumeSet(FileSystem& files_used, std::string where, uint64_t volume_bytes, bool going_on)
      : files(files_used), folder(std::move(where)), volumes({&files, folder, volume_bytes}), adopting(going_on) {}
  Result<void> close();
  /// From now on slices are written, not adopted.
  Result<void> stop_adopting();

  FileSystem& files;
  const std::string folder;
  VolumeWriter volumes;
  bool adopting;                 ///< all entries so far were adopted from an interrupted run
  std::atomic<size_t> turn = 0;  ///< number of the input that may put slices into it
};

/// Inputs are converted side by side, but volumes hold them one after the other: each input waits for its turn.
class VolumeSlot {
 public:
  /// `pack` must outlive it. `input`: the number that has its turn in VolumeSet::turn.
  VolumeSlot(VolumeSet& pack, size_t input) : pack_(pack), input_(input) {}

  /// Whether all inputs before this one are in the volumes, or have failed. Any thread.
  bool is_here() const { return pack_.turn == input_; }

  // One thread at a time. REQUIRES: is_here().
  /// Puts a slice that is held in memory into the pack; afterwards its digest is known, if it was not.
  Result<PackedPlace> put(OutputSlice& slice, const AttachmentStore& attachments);
  /// Adopts what an interrupted run put there, if it is there with the right bytes; nothing if it must be put again.
  Result<std::optional<PackedPlace>> adopt(const std::string& name, const SliceOutcome& slice);
  /// The range of a volume that holds the file at `place`, after all of it was handed to the system.
  Result<std::unique_ptr<RandomFile>> open(const PackedPlace& place);
  /// Removes what the input put into the volumes: it failed, or starts again.
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
