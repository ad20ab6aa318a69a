#include "base/fingerprint.hpp"

// The definition of XXH3_state_t. The functions are those of the shared library, not inlined as in fingerprint.cpp: on
// x86 it has XXH3_128bits_update() for each set of vector instructions, and this header selects the best at run time.
#define XXH_STATIC_LINKING_ONLY
#if defined(__x86_64__) && __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

namespace rsmf {

// Small pieces are gathered first: each call of the hash has a cost.
struct Fingerprinter::State {
  XXH3_state_t hash;
  char gathered[kGathered];

  void update(std::string_view bytes) { XXH3_128bits_update(&hash, bytes.data(), bytes.size()); }
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
