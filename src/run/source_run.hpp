// One source on its way through the stages, by one route or the other.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "pipeline/source_line.hpp"

namespace rsmf {

/// Surveys the source, then takes the direct way if it promises order, else the sorted one; starts again by the sorted
/// one when the promise turns out to be broken.
class SourceRun {
 public:
  SourceRun(OpenSource& source, SourceLine::Settings settings)
      : open_(source), settings_(std::move(settings)), why_sorted_(no_reason()) {}

  /// As WorkerPool::Line::work().
  WorkerPool::Did work(size_t worker);
  Progress progress() const;
  /// REQUIRES: work() said `finished`.
  Result<SourceResult>& result() { return *result_; }
  /// Whether the error of result() was met while reading the input, not while writing the output.
  bool reading_failed() const { return reading_failed_; }
  const std::string& folder() const { return settings_.folder; }

 private:
  enum class Stage : uint8_t { survey, line, concluding, over };
  static Finding no_reason();
  void step();
  void survey();
  void start_line(bool sorted);
  void conclude();
  Result<void> take_back();
  void end(Error error, bool reading);

  OpenSource& open_;
  const SourceLine::Settings settings_;
  std::optional<Survey> survey_;
  Finding why_sorted_;
  bool tell_why_ = false, sorted_ = false, reading_failed_ = false;
  std::optional<Result<SourceResult>> result_;

  mutable std::mutex mutex_;
  Stage stage_ = Stage::survey;
  bool stepping_ = false;  // somebody does what only one can
  size_t inside_ = 0;      // threads in line_->work()
  std::unique_ptr<SourceLine> line_;
};

}  // namespace rsmf
