#include "base/fingerprint.hpp"

#define XXH_INLINE_ALL  // most texts are short
#include <xxhash.h>

namespace rsmf {

Fingerprint Fingerprint::of(std::string_view text) {
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

}  // namespace rsmf
