#include "base/fingerprint.hpp"

#define XXH_INLINE_ALL  // most texts are short
#include <xxhash.h>

#include <cstring>

namespace rsmf {

Fingerprint Fingerprint::of(std::string_view text) {
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

// Small pieces are gathered first: hashing has its price per call.
struct Fingerprinter::State {
  XXH3_state_t hash;
  char gathered[8 * 1024];
};

Fingerprinter::Fingerprinter() : state_(std::make_unique<State>()) {
  XXH3_128bits_reset(&state_->hash);
}
Fingerprinter::~Fingerprinter() = default;

void Fingerprinter::add(std::string_view bytes) {
  if (bytes.size() > sizeof state_->gathered - used_) {
    flush();
    if (bytes.size() > sizeof state_->gathered) {
      XXH3_128bits_update(&state_->hash, bytes.data(), bytes.size());
      return;
    }
  }
  if (bytes.empty()) return;
  std::memcpy(state_->gathered + used_, bytes.data(), bytes.size());
  used_ += bytes.size();
}

void Fingerprinter::text(std::string_view text) {
  number(text.size());
  add(text);
}

void Fingerprinter::flush() {
  XXH3_128bits_update(&state_->hash, state_->gathered, used_);
  used_ = 0;
}

Fingerprint Fingerprinter::finish() {
  flush();
  XXH128_hash_t hash = XXH3_128bits_digest(&state_->hash);
  XXH3_128bits_reset(&state_->hash);
  return {hash.low64, hash.high64};
}

}  // namespace rsmf
