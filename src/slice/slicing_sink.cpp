#include "slice/slicing_sink.hpp"

namespace rsmf {
namespace {

// Of the sorted route, in one call of finish().
constexpr size_t kEventsAtOnce = 4096;

}  // namespace

SlicingSink::SlicingSink(Options options, SliceSink& slices, std::function<void(size_t)> enter)
    : options_(std::move(options)), slices_(slices), enter_(std::move(enter)) {}

Result<void> SlicingSink::begin(const EventSourceFacts& facts) {
  if (options_.sorted) sorted_ = std::make_unique<SortedRoute>(options_.sorting);
  const bool needs_parents = options_.slice.links == LinkPolicy::context;
  slicer_.emplace(SlicerOptions{options_.slice, options_.zone, facts.survey.ids_follow_time,
                                needs_parents ? sorted_.get() : nullptr, options_.sorted},
                  facts.identities, slices_);
  return {};
}

Result<void> SlicingSink::take(EventUnit& unit, size_t worker) {
  enter_(worker);
  for (const Event& event : unit.events) RSMF_TRY(sorted_ ? sorted_->add(event) : slicer_->add(event));
  return {};
}

Result<bool> SlicingSink::finish(size_t worker) {
  enter_(worker);
  if (sorted_) {
    auto more = sorted_->feed(*slicer_, kEventsAtOnce);
    if (!more || *more) return more;
  }
  RSMF_TRY(slicer_->finish());
  return false;
}

}  // namespace rsmf
