// How far a run is, how fast, and how long it will take. Pure: the time is handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rsmf/convert.hpp"

namespace rsmf::app {

class ProgressMeter {
 public:
  explicit ProgressMeter(int64_t now_ns) : start_(now_ns), stage_start_(now_ns), last_(now_ns) {}

  void update(const Progress& progress, int64_t now_ns);

  /// 0 to 1; empty if the total is unknown.
  std::optional<double> share() const;
  /// Empty while nothing can be said that would hold.
  std::optional<double> seconds_left() const;
  /// For a terminal: at most `width` columns.
  std::string line(size_t width) const;
  /// One JSON object, without an end of line.
  std::string json() const;

 private:
  Progress progress_;
  int64_t start_, stage_start_, last_;
  int64_t now_ = 0;
  uint64_t last_bytes_ = 0, last_records_ = 0;
  double bytes_per_second_ = 0, records_per_second_ = 0;
  bool has_rate_ = false;
};

/// "4 s", "1 min 20 s", "2 h 05 min": no finer than an estimate deserves.
std::string human_duration(double seconds);

}  // namespace rsmf::app
