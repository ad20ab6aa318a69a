#include "output/output_backend.hpp"

namespace rsmf {

Result<bool> OutputBackend::take_over(OutputSlice&, size_t) {
  return false;
}

Result<bool> OutputBackend::holds(const OutputSlice&) {
  return false;
}

Result<bool> OutputBackend::adopt(OutputSlice&) {
  return true;
}

void OutputBackend::discard(OutputSlice&) {}

}  // namespace rsmf
