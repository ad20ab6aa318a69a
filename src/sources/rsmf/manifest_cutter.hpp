// Streams a manifest of any size, whatever the order of its members.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "io/byte_source.hpp"
#include "json/record_cutter.hpp"

namespace rsmf::rsmf_source {

enum class ManifestPart : uint8_t { participants, conversations, events, member };

/// How the rows of a part lie in it, for whoever cuts or reads them.
RecordScannerOptions scanner_options(ManifestPart part);

/// Cuts the root object of a manifest into runs of whole rows, and its other members.
class ManifestCutter {
 public:
  struct Limits {
    uint64_t frame_bytes = 512 * 1024;
    uint64_t max_record_bytes = 64 * 1024 * 1024;
  };
  struct Piece {
    ManifestPart part = ManifestPart::member;
    std::string key;      ///< of a member; what it means, escapes undone
    uint64_t offset = 0;  ///< of the first byte of the frame
  };
  /// `source` must outlive it.
  ManifestCutter(ByteSource& source, const Limits& limits) : window_(source), limits_(limits) {}

  /// Puts the next rows (and what stands between them), or the value of another member (at most its first
  /// kValueBytes), into `frame`. False at the end. An error is the stream's.
  Result<bool> next(Bytes& frame, Piece& piece, std::vector<OversizeRecord>& oversize);
  /// At the end: the root is no object, or not closed.
  bool broken() const { return broken_; }
  /// So far: whether the root has a list of events.
  bool has_events() const { return has_events_; }
  uint64_t bytes_read() const { return window_.taken; }

  static constexpr size_t kValueBytes = 4096;

 private:
  /// The stream, with what was read of it too early.
  struct Window final : ByteSource {
    explicit Window(ByteSource& from) : source(from) {}
    Result<size_t> read(std::span<char> into) override;
    void fill();
    /// The next byte; -1 at the end, or after an error.
    int peek();
    void step() { ++at; }
    uint64_t offset() const { return taken - (held.size() - at); }

    ByteSource& source;
    std::string held;  // held[at ..] is still to be read
    size_t at = 0;
    uint64_t taken = 0;  // from the stream
    std::string trouble;
    ErrorKind trouble_kind = ErrorKind::io;
  };
  Result<bool> rows(Bytes& frame, Piece& piece, std::vector<OversizeRecord>& oversize);
  Result<bool> stop(bool broken);
  int skip_space();
  bool read_string(std::string& into);
  void read_value(Bytes& frame);
  bool begin_member(Piece& piece);

  Window window_;
  Limits limits_;
  std::unique_ptr<RecordCutter> cutter_;
  ManifestPart part_ = ManifestPart::member;
  uint64_t rows_at_ = 0;
  uint32_t arrays_ = 0;
  bool began_ = false, finished_ = false, broken_ = false, has_events_ = false;
};

}  // namespace rsmf::rsmf_source
