// What came of a slice: the file, its digest, its attachments.
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

  /// Where the bytes of the file are.
  enum class Held : uint8_t {
    stored,    ///< where they belong, or nowhere (dry run)
    rendered,  ///< in `file`
    streamed,  ///< in `encoded` and the attachments, which are too large to be held; `sha256` and `crc` are not known
               ///< yet
    adopted,   ///< in a volume of an earlier run, perhaps
  };
  Held held = Held::stored;
  RenderedFile file;  ///< the whole of it
  EncodedSlice encoded;

  /// Keeps memory, but not that of a giant.
  void clear() {
    constexpr size_t kKeptFile = 4 * 1024 * 1024;
    held = Held::stored;
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
