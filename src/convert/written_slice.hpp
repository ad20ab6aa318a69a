// What became of a slice when its file was written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsmf/finding.hpp"
#include "rsmf/slice_encoder.hpp"

namespace rsmf {

struct WrittenSlice {
  uint64_t bytes = 0;
  std::string sha256;
  uint32_t crc = 0;
  uint32_t participants = 0, attachments = 0;  ///< in the manifest
  bool verified = false;
  std::vector<AttachmentOutcome> outcomes;  ///< in event order; point into the slice
  std::vector<Finding> findings;            ///< of the encoder

  void clear() {
    bytes = 0;
    crc = participants = attachments = 0;
    verified = false;
    sha256.clear();
    outcomes.clear();
    findings.clear();
  }
};

}  // namespace rsmf
