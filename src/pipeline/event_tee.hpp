// Two sinks for one stream of events.
#pragma once

#include "pipeline/event_sink.hpp"

namespace rsmf {

/// Gives all events to `first`, then to `second`, which must not swap the units away. Both must outlive it.
class EventTee final : public EventSink {
 public:
  EventTee(EventSink& first, EventSink& second) : first_(first), second_(second) {}

  Result<void> begin(const EventSourceFacts& facts) override {
    RSMF_TRY(first_.begin(facts));
    return second_.begin(facts);
  }
  Result<void> take(EventUnit& unit, size_t worker) override {
    RSMF_TRY(first_.take(unit, worker));
    return second_.take(unit, worker);
  }
  Result<bool> finish(size_t worker) override {
    if (!first_over_) {
      auto more = first_.finish(worker);
      if (!more) return more;
      first_over_ = !*more;
      return true;
    }
    return second_.finish(worker);
  }
  std::string_view finishing() const override { return second_.finishing(); }

 private:
  EventSink& first_;
  EventSink& second_;
  bool first_over_ = false;
};

}  // namespace rsmf
