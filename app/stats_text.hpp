// --stats: what a run cost, as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsmf/convert.hpp"
#include "rsmf/stage_stats.hpp"

namespace rsmf::app {

/// What --stats prints on standard error. `seconds`: wall time of the run.
std::string stats_text(const ConvertSummary& summary, uint64_t memory, double seconds);

/// The table of stages alone: items, items per second of the run, time at work, time for which items waited, share of
/// the run's wall time.
std::string stage_table(const std::vector<StageStats>& stages, double seconds);

}  // namespace rsmf::app
