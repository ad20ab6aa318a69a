// How often operator new was called in this program.
#pragma once

#include <cstdint>

namespace rsmf::test {

uint64_t allocations();

}  // namespace rsmf::test
