// The answer sheet beside a made-up export.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "generate/event_record.hpp"
#include "generate/export_output.hpp"

namespace rsmf {

/// Exact counts of what was written and of what a conversion must make of it.
struct ModelTotals {
  uint64_t records = 0;                                           ///< written, whole or not
  uint64_t events = 0;                                            ///< that must come out
  uint64_t messages = 0, joins = 0, leaves = 0, disclaimers = 0;  ///< these make up events
  uint64_t folded = 0;                                            ///< records that only change others
  uint64_t dropped = 0;                                           ///< records that nobody can use
  uint64_t repeated = 0;                                          ///< exact copies of another record; not among dropped
  uint64_t repaired = 0;                                          ///< damaged, but their event must come out
  uint64_t edited = 0, deleted = 0, replies = 0, attachments = 0;
  uint64_t conversations = 0;
  int64_t first = 0, last = 0;  ///< nanoseconds UTC of events
};

/// Counts, and writes if a file was asked for: lines of the `events` format, then {"record":"totals",...}.
class ModelLog {
 public:
  /// An empty path: counts only.
  static Result<ModelLog> create(FileSystem& files, const std::string& path, ExportOutput::IfPresent policy);

  bool is_written() const { return output_.has_value(); }
  ModelTotals& totals() { return totals_; }
  void count(std::string_view type, TimeNs time);
  /// Does not count. REQUIRES: is_written().
  Result<void> event(const EventRecord& event);
  Result<void> lines(std::string_view text);
  Result<void> finish();

 private:
  ModelTotals totals_;
  std::optional<ExportOutput> output_;
  std::string buffer_;
};

}  // namespace rsmf
