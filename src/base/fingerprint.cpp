#include "base/fingerprint.hpp"

#define XXH_INLINE_ALL  // most texts are short
#include <xxhash.h>

namespace rsmf {

Fingerprint Fingerprint::of(std::string_view text) {
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

struct Fingerprinter::State {
  XXH3_state_t hash;
};

Fingerprinter::Fingerprinter()
    : state_(std::make_unique<State>()), gathered_(std::make_unique_for_overwrite<char[]>(kGathered)) {
  XXH3_128bits_reset(&state_->hash);
}
Fingerprinter::~Fingerprinter() = default;

void Fingerprinter::add_much(std::string_view bytes) {
  flush();
  if (bytes.size() > kGathered) {
    XXH3_128bits_update(&state_->hash, bytes.data(), bytes.size());
  } else {
    add(bytes);
  }
}

void Fingerprinter::flush() {
  XXH3_128bits_update(&state_->hash, gathered_.get(), used_);
  used_ = 0;
}

Fingerprint Fingerprinter::finish() {
  flush();
  XXH128_hash_t hash = XXH3_128bits_digest(&state_->hash);
  XXH3_128bits_reset(&state_->hash);
  return {hash.low64, hash.high64};
}

}  // namespace rsmf
