// From a slice to its file.
#pragma once

#include <memory>
#include <string>

#include "base/digest.hpp"
#include "convert/written_slice.hpp"
#include "io/file_system.hpp"
#include "rsmf/slice_encoder.hpp"
#include "rsmf/validate.hpp"

namespace rsmf {

/// Encodes slices and puts them on disk, each for itself and in any order: one writer per thread. What must happen in
/// order is up to SliceRows.
class SliceWriter {
 public:
  struct Settings {
    FileSystem* files = nullptr;
    const AttachmentStore* attachments = nullptr;
    EncodeOptions encode;
    std::string rejected = {};  ///< not empty: verify each file; where one goes that does not pass
  };
  explicit SliceWriter(const Settings& settings);

  /// Encodes `slice` and writes it to `path`, which must not exist, in an existing folder; an empty path: it is only
  /// encoded and counted. `name` is what a file is called that does not pass its check. A file that is small and need
  /// not be checked is left in `whole`, for the caller to put() there; else that is empty.
  Result<void> write(const Slice& slice, const std::string& path, const std::string& name, WrittenSlice& into,
                     std::string& whole);

 private:
  Result<void> render(WrittenSlice& into, std::string& whole);
  Result<void> stream(const std::string& path, WrittenSlice& into);
  Result<bool> verify(const std::string& path, const std::string& name);

  const Settings& settings_;
  SliceEncoder encoder_;
  EncodedSlice encoded_;
  std::unique_ptr<Validator> validator_;
  Sha256 hash_;
};

}  // namespace rsmf
