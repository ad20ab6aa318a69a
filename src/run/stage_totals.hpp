// Figures of stages, added up over the inputs of a run.
#pragma once

#include <algorithm>
#include <vector>

#include "rsmf/stage_stats.hpp"

namespace rsmf {

/// Adds `from` to the stages of the same names in `to`; stages that are new there are put at the end.
inline void add_stages(const std::vector<StageStats>& from, std::vector<StageStats>& to) {
  for (const StageStats& stage : from) {
    auto known = std::ranges::find(to, stage.name, &StageStats::name);
    if (known == to.end())
      to.push_back(stage);
    else
      *known += stage;
  }
}

}  // namespace rsmf
