// Zip volumes of .rsmf files, which review platforms load as they are.
#pragma once

#include "archive/attachment_store.hpp"
#include "output/output_backend.hpp"
#include "output/output_check.hpp"
#include "output/volume_slot.hpp"

namespace rsmf {

/// Puts the slices of one input into the volumes of the run, when its turn has come.
class VolumesBackend final : public OutputBackend {
 public:
  /// `check`: null: files are not verified. All must outlive it.
  VolumesBackend(VolumeSlot& volumes, const AttachmentStore& attachments, OutputCheck* check)
      : volumes_(volumes), attachments_(attachments), check_(check) {}

  Result<void> place(OutputSlice&) override { return {}; }
  /// Looked at by adopt(), where it is.
  Result<bool> holds(const OutputSlice&) override { return true; }
  void store(OutputSlice& slice, size_t worker, Done done) override;
  Result<bool> adopt(OutputSlice& slice) override;
  Result<void> add(OutputSlice& slice) override;
  bool is_ready() const override { return volumes_.is_here(); }

 private:
  VolumeSlot& volumes_;
  const AttachmentStore& attachments_;
  OutputCheck* const check_;
};

}  // namespace rsmf
