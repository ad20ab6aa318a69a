// The last stage: slices become files, rows of the report, and counts.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "convert/output_names.hpp"
#include "io/file_system.hpp"
#include "report/csv_file.hpp"
#include "report/finding_log.hpp"
#include "rsmf/convert.hpp"
#include "rsmf/slice_encoder.hpp"
#include "rsmf/validate.hpp"
#include "slice/slicer.hpp"

namespace rsmf {

/// What was written for one conversation.
struct ConversationTotals {
  std::string id, name;
  ConversationType type = ConversationType::direct;
  uint64_t events = 0, slices = 0;
  TimeNs first = kNoTime, last = kNoTime;
};

class SliceWriter final : public SliceSink {
 public:
  struct Settings {
    FileSystem* files = nullptr;
    std::string folder;         ///< where conversations' folders go; empty: dry run
    std::string listed_prefix;  ///< what stands before the paths in the report: "" or "input-name/"
    const AttachmentStore* attachments = nullptr;
    EncodeOptions encode;
    const std::atomic<bool>* stop = nullptr;  ///< asked before each slice
    std::string rejected = {};                ///< not empty: verify each file; where one goes that does not pass
  };
  /// Counts go into `tallies` (by Origin::file, which must be in range).
  SliceWriter(Settings settings, std::vector<FileTally>& tallies, FindingLog& log, CsvFile outputs,
              CsvFile attachments);

  Result<void> commit(Slice& slice) override;
  void fold(const Origin& origin, Finding finding) override;
  void report(Finding finding) override;
  Result<void> close();

  static Result<void> write_outputs_header(CsvFile& file);
  static Result<void> write_attachments_header(CsvFile& file);

  const std::vector<ConversationTotals>& conversations() const { return conversations_; }
  uint64_t verified() const { return verified_; }
  uint64_t slices() const { return slices_; }
  uint64_t events() const { return events_; }
  uint64_t context_copies() const { return context_copies_; }
  uint64_t output_bytes() const { return output_bytes_; }
  uint64_t attachments_found() const { return found_; }
  uint64_t attachments_missing() const { return missing_; }

 private:
  Result<std::string> write_file(const std::string& folder, const std::string& name);
  Result<void> verify(const std::string& path, const std::string& name);
  Result<void> write_rows(const Slice& slice, const std::string& path, const std::string& sha256);
  void count(const Slice& slice);

  Settings settings_;
  std::vector<FileTally>& tallies_;
  FindingLog& log_;
  CsvFile outputs_, attachments_;
  SliceEncoder encoder_;
  std::unique_ptr<Validator> validator_;
  EncodedSlice encoded_;
  OutputNames names_;
  Sha256 hash_;
  std::string made_folder_;
  std::vector<ConversationTotals> conversations_;
  std::vector<uint32_t> conversation_row_;  // by channel number
  Result<void> trouble_;                    // an error met where none can be returned
  uint64_t verified_ = 0;
  uint64_t slices_ = 0, events_ = 0, context_copies_ = 0, output_bytes_ = 0, found_ = 0, missing_ = 0;
};

}  // namespace rsmf
