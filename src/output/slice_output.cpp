#include "output/slice_output.hpp"

#include "base/guarded.hpp"

namespace rsmf {

SliceOutput::SliceOutput(Options options, OutputBackend& backend, OrderedRing<OutputSlice>& slices,
                         std::vector<FileTally>& tallies, SliceRows& rows, FindingLog& log)
    : options_(std::move(options)),
      backend_(backend),
      slices_(slices),
      tallies_(tallies),
      rows_(rows),
      log_(log),
      renderers_(options_.workers) {}

void SliceOutput::fold(const Origin& origin, Finding finding) {
  ++tallies_[origin.stream].folded;
  report(std::move(finding));
}

/// Findings are listed in order: these come before those of the next slice.
void SliceOutput::report(Finding finding) {
  reported_.push_back(std::move(finding));
}

Result<void> SliceOutput::commit(Slice& slice) {
  if (options_.stop && *options_.stop) return fail(ErrorKind::interrupted, "interrupted");
  const uint64_t cost = slice.arena.used() + slice.events.size() * sizeof(Event);
  return slices_.emit(cost, worker_, [&](OutputSlice& into) -> Result<void> {
    std::swap(into.slice, slice);
    into.reported.swap(reported_);
    // Names depend on which slice came first, so they are given here and not by the threads that write.
    into.folder = names_.folder(*into.slice.channel);
    into.file = OutputNames::file(into.slice);
    into.listed.assign(options_.listed_prefix).append(into.folder).append("/").append(into.file);
    return backend_.place(into);
  });
}

Result<void> SliceOutput::encode(OutputSlice& slice, size_t worker) {
  auto done = backend_.take_over(slice, worker);
  if (!done) return std::unexpected(done.error());
  if (*done) return {};
  auto& renderer = renderers_[worker];
  if (!renderer) renderer = std::make_unique<SliceRenderer>(options_.encode, *options_.attachments);
  return renderer->render(slice);
}

void SliceOutput::store(OutputSlice& slice, size_t worker, OutputBackend::Done done) {
  if (slice.taken_over) return done({});
  backend_.store(slice, worker, std::move(done));
}

Result<void> SliceOutput::add(OutputSlice& slice) {
  RSMF_TRY(backend_.add(slice));
  for (const Finding& finding : slice.reported) RSMF_TRY(log_.add(finding));
  RSMF_TRY(rows_.add(slice));
  slice.clear();
  ++added_;
  return {};
}

Result<void> SliceOutput::close() {
  for (const Finding& finding : reported_) RSMF_TRY(log_.add(finding));
  reported_.clear();
  return backend_.close();
}

void SliceOutput::discard_left() {
  slices_.visit_left([&](OutputSlice& slice) { backend_.discard(slice); });
}

}  // namespace rsmf
