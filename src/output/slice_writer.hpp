// From a slice to its file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/fingerprint.hpp"
#include "io/file_system.hpp"
#include "output/slice_outcome.hpp"
#include "rsmf/encode/slice_encoder.hpp"
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

  /// Where a slice goes.
  struct Place {
    std::string path;      ///< of its file, which must not exist, in an existing folder; empty: nowhere, or into a pack
    std::string name;      ///< of the file, should it not pass its check
    bool to_pack = false;  ///< it is only encoded here
  };
  /// Encodes and writes; a file that is small and need not be checked is left for the caller to put() (`pending`).
  Result<void> write(const Slice& slice, const Place& place, SliceOutcome& into);
  /// What an earlier run wrote is taken over, if `record` is of such a slice, the file has the bytes that it tells
  /// of, and so have the attachments. False: it must be written, and nothing is there. What lies in a pack is left to
  /// be looked at there (`adopt`).
  Result<bool> take_over(const Slice& slice, const Fingerprint& print, std::string_view record, const Place& place,
                         SliceOutcome& into);
  /// True if the file passes its check; else it is kept, as far as there is one at `path`, and the run must end.
  Result<bool> verify(std::unique_ptr<RandomFile> file, const Place& place);

 private:
  bool is_intact(const std::string& path, const SliceOutcome& written);
  bool uses_the_same(const SliceOutcome& written);
  bool has_digest(ByteSource& source, const std::string& sha256);
  Result<void> render(const Place& place, SliceOutcome& into);
  Result<void> stream(const std::string& path, SliceOutcome& into);
  Result<void> check(const Place& place, SliceOutcome& into);
  Result<bool> verify(const std::string& path, const std::string& name);

  const Settings& settings_;
  SliceEncoder encoder_;
  EncodedSlice encoded_;
  std::unique_ptr<Validator> validator_;
  Sha256 hash_;
  std::vector<char> block_;  // of a file that is read back
};

}  // namespace rsmf
