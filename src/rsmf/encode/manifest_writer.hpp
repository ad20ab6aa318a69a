// rsmf_manifest.json, but for its events.
#pragma once

#include "base/text_buffer.hpp"
#include "rsmf/encode/event_writer.hpp"
#include "rsmf/encode/slice_plan.hpp"

namespace rsmf {

/// Writes the manifest of a slice: one line per participant and event.
class ManifestWriter {
 public:
  /// Everything up to the events. The plan must live until end().
  void begin(const SlicePlan& plan);
  /// See EventWriter::add.
  void add(size_t index, std::string_view timestamp, std::string_view body);
  void end(std::vector<Finding>& findings);

  const TextBuffer& text() const { return text_; }
  TextBuffer& text() { return text_; }
  uint32_t attachments() const { return events_.attachments(); }

 private:
  void begin_list(std::string_view member);
  void put_conversation();
  void put_members();

  const SlicePlan* plan_ = nullptr;
  TextBuffer text_;
  EventWriter events_;
};

}  // namespace rsmf
