// How the bytes of an entry are stored in its container.
#pragma once

#include <cstdint>

namespace rsmf {

enum class Packing : uint8_t { stored, deflate };

}  // namespace rsmf
