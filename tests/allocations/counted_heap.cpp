#include "counted_heap.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace rsmf::test {
namespace {
std::atomic<uint64_t> count{0};
}

uint64_t allocations() {
  return count;
}

}  // namespace rsmf::test

// In a file of their own, or the compiler takes malloc() behind new for a mistake.
void* operator new(size_t bytes) {
  ++rsmf::test::count;
  if (void* memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}
