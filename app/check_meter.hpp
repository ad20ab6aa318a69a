// How far a check of many files is. Pure: the time is handed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rsmf/validate.hpp"

namespace rsmf::app {

class CheckMeter {
 public:
  explicit CheckMeter(int64_t now_ns) : start_(now_ns), last_(now_ns) {}

  void update(const ValidateProgress& progress, int64_t now_ns);
  /// 0 to 1.
  double share() const;
  /// Empty while nothing can be said that would hold.
  std::optional<double> seconds_left() const;
  /// For a terminal: fewer than `width` columns.
  std::string line(size_t width) const;

 private:
  ValidateProgress progress_;
  int64_t start_, last_;
  uint64_t last_files_ = 0;
  double last_work_ = 0, work_per_second_ = 0, files_per_second_ = 0;
  bool has_rate_ = false;
};

}  // namespace rsmf::app
