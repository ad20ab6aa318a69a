// The SHA-256 of a stream.
#pragma once

#include <string>
#include <vector>

#include "base/digest.hpp"
#include "io/byte_source.hpp"

namespace rsmf {

/// Reads the stream to its end and returns its SHA-256. `hash` and `block` are reusable memory; `hash` is reset in any
/// case.
inline Result<std::string> digest_of(ByteSource& source, Sha256& hash, std::vector<char>& block) {
  block.resize(256 * 1024);
  for (;;) {
    auto n = source.read(block);
    if (n && *n > 0) {
      hash.update({block.data(), *n});
      continue;
    }
    std::string digest = hash.finish();
    if (!n) return std::unexpected(std::move(n.error()));
    return digest;
  }
}

}  // namespace rsmf
