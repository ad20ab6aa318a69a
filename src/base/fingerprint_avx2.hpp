// The hash of Fingerprinter, compiled for machines with AVX2.
#pragma once

#include <cstddef>

namespace rsmf {

#if defined(__x86_64__)
/// XXH3_128bits_update(), about twice as fast. REQUIRES: `hash` is an XXH3_state_t; the machine has AVX2.
void update_avx2(void* hash, const char* bytes, size_t size);
#endif

}  // namespace rsmf
