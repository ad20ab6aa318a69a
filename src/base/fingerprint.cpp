#include "base/fingerprint.hpp"

#define XXH_INLINE_ALL  // most texts are short
#include <xxhash.h>

#include "base/fingerprint_avx2.hpp"

namespace rsmf {

Fingerprint Fingerprint::of(std::string_view text) {
  XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return {hash.low64, hash.high64};
}

// Small pieces are gathered first: each call of the hash has a cost.
struct Fingerprinter::State {
  XXH3_state_t hash;
  char gathered[kGathered];

  void update(std::string_view bytes) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return update_avx2(&hash, bytes.data(), bytes.size());
#endif
    XXH3_128bits_update(&hash, bytes.data(), bytes.size());
  }
};

Fingerprinter::Fingerprinter() : state_(std::make_unique_for_overwrite<State>()), gathered_(state_->gathered) {
  XXH3_128bits_reset(&state_->hash);
}
Fingerprinter::~Fingerprinter() = default;

void Fingerprinter::add_much(std::string_view bytes) {
  flush();
  if (bytes.size() > kGathered) {
    state_->update(bytes);
  } else {
    add(bytes);
  }
}

void Fingerprinter::flush() {
  state_->update({gathered_, used_});
  used_ = 0;
}

Fingerprint Fingerprinter::finish() {
  flush();
  XXH128_hash_t hash = XXH3_128bits_digest(&state_->hash);
  XXH3_128bits_reset(&state_->hash);
  return {hash.low64, hash.high64};
}

}  // namespace rsmf
