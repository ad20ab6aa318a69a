// Where the bytes of attachments and avatars are.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "io/byte_source.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// Where a file of an export is, for people and for later runs.
struct ExportPath {
  /// "files/a.pdf", or "day.rsmf!a.pdf" for an entry of a file that is an archive by itself; relative to the export,
  /// or, for a single file, to the folder it is in. Empty: it has no such name.
  std::string path;
  bool is_outside = false;  ///< relative to the place that --files names
};

/// Opens attachments and avatars by the key that Attachment::key or Participant::avatar holds. Thread-safe.
class AttachmentStore {
 public:
  virtual ~AttachmentStore() = default;
  virtual Result<std::unique_ptr<ByteSource>> open(std::string_view key) const = 0;
  virtual ExportPath path_of(std::string_view) const { return {}; }
};

}  // namespace rsmf
