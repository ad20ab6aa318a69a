// Which slice a moment belongs to.
#pragma once

#include <string>

#include "base/time_zone.hpp"
#include "rsmf/convert.hpp"

namespace rsmf {

/// Cuts time at the local midnights (hours, Mondays, firsts of months) of a zone. A slice is named by the instant at
/// which it starts; a later instant never belongs to an earlier slice, whatever the clocks do. Not thread-safe.
class SliceClock {
 public:
  SliceClock(SliceUnit unit, TimeZone zone) : unit_(unit), zone_(std::move(zone)) {}

  /// Start of the slice that holds `t`. Undated events have a slice of their own: kNoTime. SliceUnit::none has one
  /// slice for all that is dated.
  TimeNs start_of(TimeNs t) {
    if (t >= from_ && t < to_) return from_;
    return find(t);
  }

  /// "2024-03-01T13", "2024-03-01", "2024-W09", "2024-03", "all", "undated".
  std::string label(TimeNs start) const;

 private:
  TimeNs find(TimeNs t);
  CivilTime floor(CivilTime local) const;
  CivilTime following(CivilTime start) const;

  SliceUnit unit_;
  TimeZone zone_;
  TimeNs from_ = 0, to_ = 0;  // the slice found last
};

}  // namespace rsmf
