// From a slice to the bytes of its file.
#pragma once

#include "base/digest.hpp"
#include "output/output_slice.hpp"
#include "rsmf/encode/slice_encoder.hpp"

namespace rsmf {

/// Encodes slices, one after the other. Keeps buffers from slice to slice: one per thread.
class SliceRenderer {
 public:
  /// Both must outlive it.
  SliceRenderer(const EncodeOptions& options, const AttachmentStore& attachments) : encoder_(options, attachments) {}

  /// Fills `slice.outcome`: rendered, or streamed where attachments are too large to be held in memory.
  Result<void> render(OutputSlice& slice);

 private:
  SliceEncoder encoder_;
  EncodedSlice encoded_;
  Sha256 hash_;
};

/// Streams a slice that is held as `streamed` into `write`, and completes its outcome. Fails with ErrorKind::bug if the
/// file is not as long as was announced.
Result<void> stream_slice(OutputSlice& slice, const AttachmentStore& attachments, const EncodedSlice::Write& write);

}  // namespace rsmf
