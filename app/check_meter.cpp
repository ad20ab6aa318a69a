#include "app/check_meter.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/page_layout.hpp"
#include "app/progress_meter.hpp"

namespace rsmf::app {
namespace {

constexpr double kSecondsPerNs = 1e-9;
constexpr double kRateMemory = 5.0;     // seconds over which a rate is smoothed
constexpr double kRateSettling = 1.0;   // seconds before the end is estimated
constexpr double kRateShortest = 0.05;  // a rate over less time than this is noise
constexpr double kBytesOfFile = 16384;  // what opening a file costs, as bytes that are read

double work(uint64_t files, uint64_t bytes) {
  return static_cast<double>(files) * kBytesOfFile + static_cast<double>(bytes);
}

}  // namespace

void CheckMeter::update(const ValidateProgress& progress, int64_t now_ns) {
  progress_ = progress;
  const double passed = static_cast<double>(now_ns - last_) * kSecondsPerNs;
  if (passed < kRateShortest) return;
  const double weight = has_rate_ ? 1 - std::exp(-passed / kRateMemory) : 1;
  const double done = work(progress.files, progress.bytes);
  work_per_second_ += weight * ((done - last_work_) / passed - work_per_second_);
  files_per_second_ += weight * (static_cast<double>(progress.files - last_files_) / passed - files_per_second_);
  has_rate_ = true;
  last_ = now_ns;
  last_work_ = done;
  last_files_ = progress.files;
}

double CheckMeter::share() const {
  const double all = work(progress_.total_files, progress_.total_bytes);
  return all > 0 ? std::clamp(work(progress_.files, progress_.bytes) / all, 0.0, 1.0) : 1;
}

std::optional<double> CheckMeter::seconds_left() const {
  const bool settled = has_rate_ && static_cast<double>(last_ - start_) * kSecondsPerNs >= kRateSettling;
  if (!settled || work_per_second_ < 1) return std::nullopt;
  const double left = work(progress_.total_files, progress_.total_bytes) - work(progress_.files, progress_.bytes);
  return std::max(0.0, left / work_per_second_);
}

std::string CheckMeter::line(size_t width) const {
  std::string text = "checking";
  auto append = [&](const std::string& part) {
    // Parts stand in the order of their worth; those that do not fit are left out.
    if (text.size() + 2 + part.size() < width) text += "  " + part;
  };
  append(fmt::format("{:.0f} %", std::floor(share() * 100)));
  if (auto left = seconds_left()) append(human_duration(*left) + " left");
  append(fmt::format("{} of {} files", grouped(progress_.files), grouped(progress_.total_files)));
  if (progress_.failed > 0) append(grouped(progress_.failed) + " failed");
  if (progress_.with_warnings > 0) append(grouped(progress_.with_warnings) + " with warnings");
  if (files_per_second_ >= 1) append(grouped(static_cast<uint64_t>(files_per_second_)) + " files/s");
  return text.size() < width ? text : text.substr(0, width > 0 ? width - 1 : 0);
}

}  // namespace rsmf::app
