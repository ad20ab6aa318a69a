// What a fuzz target asks of the code it runs.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace rsmf {

inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

}  // namespace rsmf
