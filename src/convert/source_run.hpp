// One source on its way through the stages.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "convert/event_filter.hpp"
#include "convert/input_digest.hpp"
#include "convert/open_source.hpp"
#include "convert/slice_writer.hpp"
#include "rsmf/convert.hpp"
#include "slice/directory.hpp"
#include "slice/sorted_route.hpp"

namespace rsmf {

/// What a source came to.
struct SourceResult {
  FileTally tally;  ///< of all files
  std::vector<FileTally> files;
  FindingCounts findings;
  std::vector<ConversationTotals> conversations;
  uint64_t slices = 0, verified = 0, context_copies = 0, output_bytes = 0, people = 0;
  uint64_t attachments_found = 0, attachments_missing = 0;
  uint64_t spilled_bytes = 0;
  std::vector<std::string> unmatched;  ///< of the filter's names, those nobody and nothing here has
  bool sorted = false;                 ///< took the sorted route
};

/// frames -> batches -> events -> slices -> files. Everything it writes lies below `folder`: the slices in
/// `folder`/slices, the report's rows in four files beside it.
class SourceRun {
 public:
  struct Settings {
    FileSystem* files = nullptr;
    const ConvertOptions* options = nullptr;
    TimeZone slice_zone;
    std::string folder;         ///< empty: dry run
    std::string spill_folder;   ///< for the sorted route
    std::string listed_prefix;  ///< before the paths in the report
    std::function<void(const Progress&)> on_progress;
  };
  SourceRun(OpenSource& source, Settings settings) : open_(source), settings_(std::move(settings)) {}

  /// Takes the direct way if the source promises order, else the sorted one; starts again by the sorted one when the
  /// promise turns out to be broken.
  Result<SourceResult> run();
  /// Whether the error of run() was met while reading the input, not while writing the output.
  bool reading_failed() const { return reading_failed_; }

 private:
  struct Attempt;
  Result<SourceResult> attempt(const Survey& survey, bool sorted, const Finding* why_sorted);
  Result<void> pump(Attempt& attempt, const Survey& survey);
  Result<void> take(Attempt& attempt, const EventBatch& batch);
  Result<SourceResult> conclude(Attempt& attempt);

  std::unexpected<Error> reading_failed(const Error& error);

  OpenSource& open_;
  bool reading_failed_ = false;
  Settings settings_;
};

}  // namespace rsmf
