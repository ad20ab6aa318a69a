// Streams of bytes.
#pragma once

#include <span>
#include <string>

#include "base/bytes.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A forward stream of bytes: a file, a zip member, a pipe. Used by one thread at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills a prefix of `into` and returns its length; 0 only at the end (or for an empty `into`). After an error the
  /// stream is finished. A zip member whose checksum is wrong fails at its end, after all of its bytes were returned.
  virtual Result<size_t> read(std::span<char> into) = 0;
};

/// Reads until `into` is full or the stream ends.
Result<size_t> read_fully(ByteSource& source, std::span<char> into);

/// Appends the whole stream to `into`. Fails with ErrorKind::limit once it would exceed `limit` bytes in all.
Result<void> read_all(ByteSource& source, Bytes& into, size_t limit);

}  // namespace rsmf
