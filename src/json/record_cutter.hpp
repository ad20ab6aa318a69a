// Streams a JSON file of any size as runs of whole records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "io/byte_source.hpp"
#include "json/record_scanner.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

struct RecordCutterOptions {
  RecordScannerOptions scanner;
  uint64_t frame_bytes = 512 * 1024;
  uint64_t max_record_bytes = 64 * 1024 * 1024;
  /// The records are the elements of this member of one top-level object; empty: the file is the records.
  std::string_view array_member = {};
};

/// A record that was left out because it is too large to be held.
struct OversizeRecord {
  uint64_t offset = 0, length = 0;
  std::string head;  ///< its first bytes
};

/// Any frame size gives the same records. Broken records come along in the frames, for RecordScanner to find again:
/// whoever decodes a frame reports them.
class RecordCutter {
 public:
  /// `source` must outlive it.
  RecordCutter(ByteSource& source, const RecordCutterOptions& options);

  /// Replaces `frame` by the next records (at least one; about frame_bytes) and what stands between them. `offset` is
  /// the place of its first byte in the file. Appends to `oversize`. False at the end, when nothing was put into
  /// `frame`. An error is the stream's: the whole records before it have been given out.
  Result<bool> next(Bytes& frame, uint64_t& offset, std::vector<OversizeRecord>& oversize);
  /// At the end: the file broke off before its array was closed.
  bool unclosed() const { return unclosed_; }
  /// At the end: what was read of the stream behind the records, from the ']' that closed them on.
  std::string_view rest() const { return buffer_.view().substr(end_); }
  uint64_t bytes_read() const { return base_ + buffer_.size(); }

 private:
  enum class Step : uint8_t { go_on, frame, finished };
  void start();
  void fill();
  void fill(size_t want);
  bool next_lines(Bytes& frame, uint64_t& offset);
  void hand_over(size_t size, Bytes& frame);
  Step step(std::vector<OversizeRecord>& oversize);
  void skip_record(size_t begin, std::vector<OversizeRecord>& oversize);
  void drop_front(size_t count);

  ByteSource& source_;
  RecordCutterOptions options_;
  RecordScanner scanner_;
  Bytes buffer_;
  uint64_t base_ = 0;   // offset in the file of buffer_[0]
  size_t cut_ = 0;      // buffer_[0, cut_) has been given out
  size_t pos_ = 0;      // buffer_[cut_, pos_) are whole pieces
  size_t end_ = 0;      // where the records end, once they have
  char last_byte_ = 0;  // of the file so far, space left aside
  bool started_ = false, last_ = false, in_array_ = false, unclosed_ = false;
  std::optional<Error> error_;
};

}  // namespace rsmf
