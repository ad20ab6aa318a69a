// Where the bytes of attachments and avatars are.
#pragma once

#include <memory>
#include <string_view>

#include "io/byte_source.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Opens attachments and avatars by the key that Attachment::key or Participant::avatar holds. Thread-safe.
class AttachmentStore {
 public:
  virtual ~AttachmentStore() = default;
  virtual Result<std::unique_ptr<ByteSource>> open(std::string_view key) const = 0;
};

}  // namespace rsmf
