// Rows of the report for slices that were stored, and their counts.
#pragma once

#include <string>
#include <vector>

#include "io/csv_file.hpp"
#include "model/finding_log.hpp"
#include "output/output_columns.hpp"
#include "output/output_slice.hpp"
#include "slice/slice.hpp"

namespace rsmf {

/// What was written for one conversation.
struct ConversationTotals {
  std::string id, name;
  ConversationType type = ConversationType::direct;
  uint64_t events = 0, slices = 0;
  TimeNs first = kNoTime, last = kNoTime;
};

/// Takes slices in canonical order. Single-threaded.
class SliceRows {
 public:
  /// `files`: how many the source has (Origin::stream is below it).
  SliceRows(FindingLog& log, CsvFile outputs, CsvFile attachments, size_t files);

  /// Adds the rows of a slice that has been stored.
  Result<void> add(const OutputSlice& slice);
  Result<void> close();

  static Result<void> write_attachments_header(CsvFile& file);

  struct Counts {
    uint64_t slices = 0, events = 0, verified = 0, context_copies = 0, output_bytes = 0;
    uint64_t attachments_found = 0, attachments_missing = 0;
  };
  const Counts& counts() const { return counts_; }
  const std::vector<ConversationTotals>& conversations() const { return conversations_; }
  /// Events in finished slices, by file.
  const std::vector<uint64_t>& events_of_files() const { return events_of_files_; }

 private:
  Result<void> add_attachment(const Slice& slice, const std::string& path, const AttachmentOutcome& outcome);
  void count(const Slice& slice);

  FindingLog& log_;
  CsvFile outputs_, attachments_;
  Counts counts_;
  std::vector<ConversationTotals> conversations_;
  std::vector<uint32_t> conversation_row_;  // by channel number
  std::vector<uint64_t> events_of_files_;
};

}  // namespace rsmf
