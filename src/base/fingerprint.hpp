// A short stand-in for a text, where only equality matters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rsmf {

/// 128 bits: two different texts of any input one could ever hold will not share one (no defence against somebody who
/// builds collisions on purpose is claimed). The same on every machine.
struct Fingerprint {
  uint64_t low = 0, high = 0;
  static Fingerprint of(std::string_view text);
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
  friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;
};

/// For hash tables.
struct FingerprintHash {
  size_t operator()(const Fingerprint& f) const { return size_t(f.low); }
};

}  // namespace rsmf
