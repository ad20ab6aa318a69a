#include "rsmf/version.hpp"

namespace rsmf {

const char* version() {
  return RSMF_VERSION;
}

}  // namespace rsmf
