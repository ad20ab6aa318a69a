// From a slice to the bytes of an .rsmf file.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/attachment_store.hpp"
#include "base/digest.hpp"
#include "rsmf/encode_options.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/result.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// What became of one attachment of one event: a row of attachments.csv.
struct AttachmentOutcome {
  enum class State : uint8_t { found, missing, damaged, placeholder };
  State state = State::missing;
  const Event* event = nullptr;            ///< into the slice
  const Attachment* attachment = nullptr;  ///< into the slice
  std::string name;                        ///< the entry in rsmf.zip; empty when there is none
  uint64_t size = 0;                       ///< true bytes, when there is an entry
  std::string sha256;                      ///< of those bytes
  std::string reason;                      ///< for the states that need one
};

/// A file of the export that was read for a slice: an attachment, an avatar, a placeholder of an earlier run.
struct UsedFile {
  std::string key;     ///< see AttachmentStore
  std::string sha256;  ///< of its bytes; empty if they could not be used
};

/// A whole .rsmf file in memory, and what is to be known about it. Keeps its memory when it is used again.
struct RenderedFile {
  std::string bytes;
  std::array<char, 64> sha256{};  ///< lower-case hex digits
  uint32_t crc32 = 0;
};

/// An encoded slice, ready to be written. Small things are in memory; attachments are streamed when it is written.
/// REQUIRES: the slice and the attachment store outlive it.
class EncodedSlice {
 public:
  /// A file to be copied into the zip when it is written. Size and CRC are already in the headers.
  struct Streamed {
    size_t at = 0;  ///< offset in `zip` before which its bytes stand
    std::string key;
    uint64_t size = 0;
    uint32_t crc = 0;
  };
  using Write = std::function<Result<void>(std::string_view)>;

  /// Gives all bytes of the .rsmf file, in order, in pieces. Fails if an attachment no longer has the bytes that it
  /// had when the slice was encoded.
  Result<void> write_to(const AttachmentStore& attachments, const Write& write);

  /// True if render() can be used: nothing has to be streamed, and the file is of a size to be held in memory.
  bool can_render() const { return streamed.empty() && bytes <= kMaxRendered; }
  /// The same bytes as write_to() gives, in one piece, with their digest. Uses up `head`, `zip` and `tail`: they are
  /// not to be used before the next encode(). REQUIRES: can_render().
  void render(RenderedFile& into, Sha256& hash);

  std::string head;  ///< headers, text part, headers of the zip part
  std::string zip;   ///< rsmf.zip without the streamed bytes
  std::string tail;  ///< closing boundary
  std::vector<Streamed> streamed;
  uint64_t bytes = 0;  ///< length of the whole file
  uint64_t zip_bytes = 0;
  uint32_t attachments = 0;  ///< references in the manifest
  uint32_t participants = 0;
  std::vector<AttachmentOutcome> outcomes;  ///< in event order
  std::vector<UsedFile> used;               ///< in the order in which they were read
  std::vector<Finding> findings;
  void clear();

 private:
  static constexpr uint64_t kMaxRendered = 32 * 1024 * 1024;
};

/// Pure: the bytes depend on the slice, the attachments, the options and the version only. Keeps buffers from call to
/// call, so use one per thread.
class SliceEncoder {
 public:
  SliceEncoder(const EncodeOptions& options, const AttachmentStore& attachments);
  ~SliceEncoder();
  /// Fails only on errors that concern the run (ErrorKind::bug, ErrorKind::limit).
  Result<void> encode(const Slice& slice, EncodedSlice& into);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Findings the encoder raises ("ENC-..."), for the reference page.
std::span<const FindingSpec> encoder_findings();

}  // namespace rsmf
