// Bytes -> a small export -> everything that a source does with it. RSMF_FUZZ_FORMAT names the format.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "input.hpp"
#include "support/source_exercise.hpp"

namespace {

void demand(bool holds, const char* what, const std::string& detail) {
  if (holds) return;
  std::fprintf(stderr, "%s: %s\n", what, detail.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace rsmf;
  const SourceFormat& format = format_of(RSMF_FUZZ_FORMAT);
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  SourceOptions options;
  SourceExercise whole = exercise_source(format, container_of(bytes), options);
  demand(whole.broken.empty(), "promise broken", whole.broken);
  SourceOptions tiny;
  tiny.frame_bytes = 64;
  SourceExercise cut = exercise_source(format, container_of(bytes, 7), tiny);
  demand(cut.broken.empty(), "promise broken with tiny frames", cut.broken);
  demand(cut.refused == whole.refused, "refused with tiny frames only, or without", cut.refused + whole.refused);
  demand(cut.digest == whole.digest, "tiny frames give something else", cut.log + "\n--- whole:\n" + whole.log);
  return 0;
}
