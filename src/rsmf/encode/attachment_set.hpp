// The files that go into one rsmf.zip beside the manifest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/deflater.hpp"
#include "base/digest.hpp"
#include "rsmf/encode/attachment_names.hpp"
#include "rsmf/encode/slice_encoder.hpp"
#include "rsmf/encode/slice_zip.hpp"

namespace rsmf {

/// Reads every attachment and avatar of a slice once, to know its true size and checksum. Small files are kept (within
/// a budget); of larger ones only the facts, and their bytes are copied when the file is written.
class AttachmentSet {
 public:
  AttachmentSet(const EncodeOptions& options, const AttachmentStore& store, Deflater& deflater);

  void clear();
  /// Resolves all attachments; outcomes in event order. REQUIRES: clear() was called.
  void gather(const Slice& slice, std::vector<AttachmentOutcome>& outcomes, std::vector<Finding>& findings);
  /// True if outcome number `index` of gather() is to be referenced by its event.
  bool is_referenced(size_t index) const { return referenced_[index]; }
  /// Resolves the avatars; gives the entry's name for each of slice.people, empty where there is none.
  void gather_avatars(const Slice& slice, std::vector<std::string>& names, std::vector<Finding>& findings);
  /// All files that were read since clear().
  std::vector<UsedFile>& used() { return used_; }
  /// Adds all entries, sorted by name.
  void write_to(SliceZip& zip);

 private:
  enum class Place : uint8_t { kept, deflated, streamed };
  struct File {
    std::string name, key, sha256;
    uint64_t size = 0;
    uint32_t crc = 0;
    Place place = Place::kept;
    size_t at = 0, length = 0;  // in kept_
    uint32_t last_event = kNone;
  };
  /// What became of a key: an index into files_, or why there is none.
  struct Loaded {
    uint32_t file = kNone;
    AttachmentOutcome::State state = AttachmentOutcome::State::found;
    std::string reason;
  };
  Loaded load(std::string_view key);
  Result<void> read(ByteSource& source, File& file);
  void keep(std::string_view bytes, File& file);
  const Loaded& find_or_load(const Attachment& attachment);
  void resolve(const Slice& slice, uint32_t number, const Attachment& attachment, std::vector<Finding>& findings,
               AttachmentOutcome& outcome);
  void add_placeholder(AttachmentOutcome& outcome);
  bool reuse_placeholder(AttachmentOutcome& outcome);
  std::string avatar(const Slice& slice, const Participant& person, std::vector<Finding>& findings);

  const EncodeOptions& options_;
  const AttachmentStore& store_;
  Deflater& deflater_;
  AttachmentNames names_;
  Sha256 sha_;
  std::vector<File> files_;
  std::vector<UsedFile> used_;
  std::unordered_map<std::string, Loaded> loaded_;
  std::unordered_map<std::string, std::string> avatars_;  // key -> name
  std::vector<bool> referenced_;
  std::string kept_;
  std::vector<char> buffer_;
  std::string first_bytes_;  // of the file read last
};

/// What one that is missing is called: as people saw it, or as the export knows it.
std::string_view missing_name(const Attachment& attachment);
/// What an event that references the file is to show: the name people saw, or one that nobody takes for the file itself
/// where it is a placeholder. May be made in `scratch`.
std::string_view written_display(const AttachmentOutcome& outcome, std::string& scratch);

/// For a custom property: why the bytes are not there, without anything that depends on the machine. May be empty.
std::string_view missing_note(const AttachmentOutcome& outcome);

}  // namespace rsmf
