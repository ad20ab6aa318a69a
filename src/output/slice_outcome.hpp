// What became of a slice when its file was written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsmf/encode/slice_encoder.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

/// Reused from slice to slice; see clear().
struct SliceOutcome {
  uint64_t bytes = 0;
  std::string sha256;
  uint32_t crc = 0;
  uint32_t participants = 0, attachments = 0;  ///< in the manifest
  bool verified = false;
  std::vector<AttachmentOutcome> outcomes;  ///< in event order; point into the slice
  std::vector<UsedFile> used;               ///< what is in it of the export's files
  std::vector<Finding> findings;            ///< of the encoder

  /// What of it is not on disk yet: put: nothing of it. The others go into a pack and wait for those before them.
  /// adopted: an earlier run may have put it there.
  enum class Pending : uint8_t { nothing, put, file, streamed, adopted };
  Pending pending = Pending::nothing;
  RenderedFile file;     ///< the whole of it
  EncodedSlice encoded;  ///< with attachments that are too large to be held; `sha256` and `crc` are known at the end

  /// Keeps memory, but not that of a giant.
  void clear() {
    constexpr size_t kKeptFile = 4 * 1024 * 1024;
    pending = Pending::nothing;
    file.bytes.clear();
    if (file.bytes.capacity() > kKeptFile) file.bytes.shrink_to_fit();
    if (encoded.bytes > 0) encoded = {};
    bytes = 0;
    crc = participants = attachments = 0;
    verified = false;
    sha256.clear();
    outcomes.clear();
    used.clear();
    findings.clear();
  }
};

}  // namespace rsmf
