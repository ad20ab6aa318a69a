#include "base/fingerprint_avx2.hpp"

#if defined(__x86_64__)
#include <immintrin.h>

#include <cstdlib>
#include <cstring>

// All of xxHash is static here, so that only the function below is compiled for AVX2 and visible. The headers that
// xxHash includes are included above, for all machines.
#pragma GCC push_options
#pragma GCC target("avx2")
#define XXH_INLINE_ALL
#define XXH_VECTOR XXH_AVX2
#include <xxhash.h>

namespace rsmf {

void update_avx2(void* hash, const char* bytes, size_t size) {
  XXH3_128bits_update(static_cast<XXH3_state_t*>(hash), bytes, size);
}

}  // namespace rsmf
#pragma GCC pop_options
#endif
