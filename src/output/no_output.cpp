#include "output/no_output.hpp"

#include "base/guarded.hpp"
#include "output/slice_renderer.hpp"

namespace rsmf {

void NoOutput::store(OutputSlice& slice, size_t, Done done) {
  if (slice.outcome.held != SliceOutcome::Held::streamed) return done({});
  done(guarded([&] { return stream_slice(slice, attachments_, [](std::string_view) { return Result<void>{}; }); }));
}

}  // namespace rsmf
