// Bytes -> an .rsmf file -> all its layers.
#include <cstdint>

#include "rsmf_layers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  rsmf::check_layers({reinterpret_cast<const char*>(data), size});
  return 0;
}
