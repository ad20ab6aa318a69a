// From frames of a manifest to batches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/byte_unit.hpp"
#include "sources/rsmf/file_facts.hpp"
#include "sources/rsmf/input_files.hpp"
#include "sources/rsmf/row_walk.hpp"
#include "sources/rsmf/rsmf_findings.hpp"
#include "sources/source.hpp"

namespace rsmf::rsmf_source {

/// Rows of one part of one manifest.
struct ManifestUnit : ByteUnit {
  ManifestPart part = ManifestPart::events;
  uint64_t oversize = 0;  ///< not 0: `bytes` is the beginning of one row of that length, too large to be read

  void clear() override {
    ByteUnit::clear();
    oversize = 0;
  }
};

/// Each event becomes one, or goes into its original (a copy made for context), or is dropped with a finding. Rows of
/// participants and conversations are no records: their content came with the survey, here their faults are told.
class ManifestDecoder final : public DecoderOf<ManifestUnit> {
 public:
  ManifestDecoder(const Tables& tables, const InputFiles& files, const Reading& reading)
      : tables_(tables), files_(files), reading_(reading), walk_(reading_) {}

 private:
  void decode_unit(const ManifestUnit& unit, EventBuilder& into) override;
  void take_person(const RowWalk::Row& row, EventBuilder& into);
  void take_conversation(const RowWalk::Row& row, EventBuilder& into);
  void take_event(const RowWalk::Row& row, EventBuilder& into);
  bool is_good_row(const RowWalk::Row& row, std::string_view id, EventBuilder& into);
  void add_event(const RowWalk::Row& row, uint32_t conversation, EventBuilder& into);
  bool fold_copy(const ConversationTable::Entry* entry, EventBuilder& into);
  uint32_t person(std::string_view id, EventBuilder& into);
  void take_parts(Event& e, EventBuilder& into);
  void take_attachments(Event& e, EventBuilder& into);
  void tell_faults(const FaultList& faults, const RowWalk::Row& row, std::string_view id, EventBuilder& into);
  void name_draft(Finding& finding) const;
  Finding finding(const FindingSpec& spec, const RowWalk::Row& row, std::string_view id, std::string message,
                  std::string excerpt = {}) const;

  const Tables& tables_;
  const InputFiles& files_;
  Reading reading_;
  RowWalk walk_;
  const FileFacts* facts_ = nullptr;
  uint32_t file_ = 0;
  PersonDraft person_;
  ConversationDraft conversation_;
  EventDraft draft_;
};

}  // namespace rsmf::rsmf_source
