#include "app/progress_meter.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/page_layout.hpp"
#include "json/json_writer.hpp"

namespace rsmf::app {
namespace {

constexpr double kNanosecond = 1e-9;
constexpr double kMemory = 5.0;     // seconds over which a rate is smoothed
constexpr double kSettling = 2.0;   // seconds of a stage before its end is estimated
constexpr double kShortest = 0.05;  // a rate over less time than this is noise

double seconds(int64_t from, int64_t to) {
  return static_cast<double>(to - from) * kNanosecond;
}

std::string human_rate(double per_second) {
  if (per_second < 9950) return grouped(static_cast<uint64_t>(per_second));
  if (per_second < 9.95e5) return fmt::format("{:.0f}k", per_second / 1e3);
  return fmt::format("{:.1f}M", per_second / 1e6);
}

}  // namespace

std::string human_duration(double seconds) {
  auto rounded = [&](double step) { return static_cast<uint64_t>(std::ceil(seconds / step) * step); };
  if (seconds < 10) return fmt::format("{} s", std::max<uint64_t>(1, rounded(1)));
  if (seconds < 55) return fmt::format("{} s", rounded(5));
  if (seconds < 590) {
    const uint64_t s = rounded(10);
    return s % 60 == 0 ? fmt::format("{} min", s / 60) : fmt::format("{} min {:02} s", s / 60, s % 60);
  }
  const uint64_t minutes = rounded(60) / 60;
  if (minutes < 60) return fmt::format("{} min", minutes);
  return minutes < 100 * 60 ? fmt::format("{} h {:02} min", minutes / 60, minutes % 60) : "days";
}

void ProgressMeter::update(const Progress& progress, int64_t now_ns) {
  // A new stage, or a new pass over the same bytes, has a speed of its own.
  if (progress.stage != progress_.stage || progress.bytes < progress_.bytes) {
    stage_start_ = last_ = now_ns;
    last_bytes_ = progress.bytes;
    last_records_ = progress.records;
    has_rate_ = false;
  }
  progress_ = progress;
  now_ = now_ns;
  const double passed = seconds(last_, now_ns);
  if (passed < kShortest) return;
  const double weight = has_rate_ ? 1 - std::exp(-passed / kMemory) : 1;
  auto rate = [&](uint64_t now, uint64_t before) { return static_cast<double>(now - std::min(now, before)) / passed; };
  bytes_per_second_ += weight * (rate(progress.bytes, last_bytes_) - bytes_per_second_);
  records_per_second_ += weight * (rate(progress.records, last_records_) - records_per_second_);
  has_rate_ = true;
  last_ = now_ns;
  last_bytes_ = progress.bytes;
  last_records_ = progress.records;
}

std::optional<double> ProgressMeter::share() const {
  if (progress_.total_bytes == 0) return std::nullopt;
  return std::min(1.0, static_cast<double>(progress_.bytes) / static_cast<double>(progress_.total_bytes));
}

std::optional<double> ProgressMeter::seconds_left() const {
  const bool settled = has_rate_ && seconds(stage_start_, now_) >= kSettling;
  if (!settled || !share() || bytes_per_second_ < 1) return std::nullopt;
  const uint64_t left = progress_.total_bytes - std::min(progress_.bytes, progress_.total_bytes);
  return static_cast<double>(left) / bytes_per_second_;
}

std::string ProgressMeter::line(size_t width) const {
  std::string text = progress_.stage;
  auto append = [&](const std::string& part) {
    // Parts stand in the order of their worth; those that do not fit are left out.
    if (!part.empty() && text.size() + 2 + part.size() < width) text += "  " + part;
  };
  if (auto done = share()) append(fmt::format("{:.0f} %", std::floor(*done * 100)));
  if (auto left = seconds_left()) append(human_duration(*left) + " left");
  if (progress_.records > 0) append(counted(progress_.records, "message", "messages"));
  if (has_rate_ && records_per_second_ >= 1) append(human_rate(records_per_second_) + " messages/s");
  if (has_rate_ && bytes_per_second_ >= 1) append(human_bytes(static_cast<uint64_t>(bytes_per_second_)) + "/s");
  if (progress_.slices > 0) append(counted(progress_.slices, "slice", "slices"));
  if (progress_.findings > 0) append(counted(progress_.findings, "finding", "findings"));
  return text.size() < width ? text : text.substr(0, width > 0 ? width - 1 : 0);
}

std::string ProgressMeter::json() const {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("stage", progress_.stage);
  json.text("source", progress_.source);
  json.number("bytes", progress_.bytes);
  json.number("total_bytes", progress_.total_bytes);
  json.number("records", progress_.records);
  json.number("events", progress_.events);
  json.number("slices", progress_.slices);
  json.number("findings", progress_.findings);
  json.decimal("seconds", seconds(start_, now_));
  json.decimal("records_per_second", has_rate_ ? std::round(records_per_second_) : 0);
  if (auto left = seconds_left()) json.decimal("seconds_left", *left);
  json.end_object();
  return line;
}

}  // namespace rsmf::app
