// One event of the manifest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_buffer.hpp"
#include "rsmf/encode/custom_list.hpp"
#include "rsmf/encode/slice_plan.hpp"
#include "rsmf/finding.hpp"

namespace rsmf {

/// Writes the events of a slice, in order, as JSON objects. Keeps its buffers from slice to slice.
class EventWriter {
 public:
  /// Starts a slice. The plan must live until its last event.
  void begin(const SlicePlan& plan);
  /// Appends events[index]; `timestamp` is empty where there is none. REQUIRES: all indices are within slice.people;
  /// called once for each event in order.
  void add(size_t index, std::string_view timestamp, std::string_view body, TextBuffer& to);
  /// References to files so far.
  uint32_t attachments() const { return attachments_; }
  /// Appends the findings since begin().
  void take_findings(std::vector<Finding>& to);

 private:
  void report(const Event& event, const FindingSpec& spec, std::string message = {});
  std::string detached_parent(size_t index) const;
  std::string_view person_text(uint32_t person) const;
  void put_person(uint32_t person, TextBuffer& to) const;
  void put_reactions(const Event& event, TextBuffer& to);
  void put_attachments(const Event& event, TextBuffer& to);
  void put_edits(const Event& event, TextBuffer& to);
  void put_receipts(const Event& event, TextBuffer& to);
  void put_custom(size_t index, TextBuffer& to);
  void add_reaction_notes(const Event& event, CustomList& custom);
  void add_edit_notes(const Event& event, CustomList& custom);
  void add_receipt_notes(const Event& event, CustomList& custom);
  void add_attachment_notes(const Event& event, CustomList& custom);
  void add_provenance(const Event& event, CustomList& custom);
  bool edit_fits(const Edit& edit) const;
  bool edit_is_early(const Event& event, const Edit& edit) const;

  const SlicePlan* plan_ = nullptr;
  TextBuffer conversation_;  // its id, quoted
  std::string heads_[6];     // by EventType: from `"type"` up to the participant
  size_t outcome_ = 0;       // first outcome of the event at hand
  uint32_t attachments_ = 0;
  std::string scratch_;
  std::vector<Finding> findings_;
};

}  // namespace rsmf
