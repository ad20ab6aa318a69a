// From units of NDJSON to batches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/byte_unit.hpp"
#include "sources/events/declarations.hpp"
#include "sources/events/events_findings.hpp"
#include "sources/events/named_files.hpp"
#include "sources/events/record_walk.hpp"
#include "sources/source.hpp"

namespace rsmf::events {

/// Lines of one file.
struct LinesUnit : ByteUnit {
  std::string_view folder;  ///< of the file, inside the container, with the slash; the source owns it
  uint64_t oversize = 0;    ///< not 0: `bytes` is the beginning of one record of that length, too large to be read

  void clear() override {
    ByteUnit::clear();
    folder = {};
    oversize = 0;
  }
};

/// Every record of a unit becomes an event, or is folded (a declaration), or dropped with a finding.
class EventDecoder final : public DecoderOf<LinesUnit> {
 public:
  EventDecoder(const Declarations& declarations, const NamedFiles& files)
      : declarations_(declarations), files_(files) {}

 private:
  void decode_unit(const LinesUnit& unit, EventBuilder& into) override;
  void take(const RecordWalk::Record& record, EventBuilder& into);
  void take_declaration(const Draft& d, const RecordWalk::Record& record, EventBuilder& into);
  void take_event(const Draft& d, EventBuilder& into);
  void take_parts(const Draft& d, Event& e, EventBuilder& into);
  uint32_t participant(std::string_view id, EventBuilder& into);
  uint32_t conversation(std::string_view key, EventBuilder& into);
  std::string_view key_of(std::string_view path, EventBuilder& into);
  TimeNs time_of(std::string_view text, std::string_view name, EventBuilder& into);
  void report(Trouble trouble, std::string_view excerpt_of, EventBuilder& into);

  const Declarations& declarations_;
  const NamedFiles& files_;
  RecordWalk walk_;
  // Of the event at hand.
  std::vector<Property> custom_;
  std::vector<uint32_t> people_;
  std::vector<Reaction> reactions_;
  std::vector<Edit> edits_;
  std::vector<ReadReceipt> receipts_;
  std::vector<Attachment> attachments_;
  std::string_view record_id_, folder_;
  std::string key_;
};

}  // namespace rsmf::events
