// Events become slices: in the order of the input, or sorted first.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "pipeline/event_sink.hpp"
#include "slice/slicer.hpp"
#include "slice/sorted_route.hpp"

namespace rsmf {

/// Gives the events of a source to a Slicer, directly or by the sorted route.
class SlicingSink final : public EventSink {
 public:
  struct Options {
    SliceOptions slice;
    TimeZone zone;
    bool sorted = false;
    SortedRouteOptions sorting;  ///< if sorted
  };
  /// `slices` must outlive it. `enter`: called with the number of the worker before each use of `slices`.
  SlicingSink(Options options, SliceSink& slices, std::function<void(size_t worker)> enter);

  Result<void> begin(const EventSourceFacts& facts) override;
  Result<void> take(EventUnit& unit, size_t worker) override;
  Result<bool> finish(size_t worker) override;
  std::string_view finishing() const override { return options_.sorted ? "sort" : "finish"; }

  /// Bytes of spill files.
  uint64_t spilled_bytes() const { return sorted_ ? sorted_->spilled_bytes() : 0; }

 private:
  Options options_;
  SliceSink& slices_;
  const std::function<void(size_t)> enter_;
  std::unique_ptr<SortedRoute> sorted_;
  std::optional<Slicer> slicer_;
};

}  // namespace rsmf
