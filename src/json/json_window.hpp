// A sliding view of a stream of UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "io/byte_source.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// What was read and not yet let go of, and where it is no UTF-8. Bytes::kPadding zero bytes follow it. Keeps its
/// memory from stream to stream.
class JsonWindow {
 public:
  explicit JsonWindow(size_t read_bytes) : read_bytes_(read_bytes) {}

  /// `source` must outlive its use here.
  void start(ByteSource& source);
  /// Lets go of the first `count` bytes and reads at least one more; false at the end (then
  /// nothing was read). Moves all the bytes.
  bool slide(size_t count);

  const char* data() const { return bytes_.data(); }
  size_t size() const { return bytes_.size(); }
  /// Offset in the stream of data()[0].
  uint64_t base() const { return base_; }
  /// The stream's error; it ended there.
  const std::optional<Error>& error() const { return error_; }

  /// Offset in the stream of the first invalid sequence that was not yet taken; UINT64_MAX: none so far.
  uint64_t next_invalid() const { return next_invalid_; }
  /// Takes one.
  void take_invalid();

 private:
  void drop(size_t count);
  bool read();
  void validate();
  void note(uint64_t offset);

  size_t read_bytes_;
  ByteSource* source_ = nullptr;
  Bytes bytes_;
  uint64_t base_ = 0;
  size_t valid_ = 0;  // [0, valid_) was checked; ends between characters
  bool at_end_ = false;
  std::optional<Error> error_;
  std::vector<uint64_t> invalid_;  // offsets; those before taken_ are done with
  size_t taken_ = 0;
  uint64_t next_invalid_ = UINT64_MAX;
};

}  // namespace rsmf
