#include "sources/events/events_findings.hpp"

namespace rsmf::events {
namespace {

constexpr FindingSpec kFindings[] = {
    {"EVT-001", Severity::error, Action::dropped, "not a JSON object, or broken off",
     "look at the place in the file: a quote or brace is missing"},
    {"EVT-002", Severity::warning, Action::repaired, "event names no conversation; filed under 'unknown'",
     "write \"conversation\" into each event"},
    {"EVT-003", Severity::warning, Action::repaired, "timestamp is not RFC 3339 with a zone; the event is undated",
     "write times as 2024-03-01T08:00:00Z; what was written is kept as a custom property"},
    {"EVT-004", Severity::warning, Action::repaired, "unknown type of event; written as 'unknown'",
     "types are message, join, leave, history, disclaimer, unknown; the word is kept as a custom property"},
    {"EVT-005", Severity::warning, Action::repaired, "faulty JSON was mended", "the excerpt holds the original bytes"},
    {"EVT-006", Severity::error, Action::dropped, "participant or conversation without an id", "write \"id\""},
    {"EVT-007", Severity::info, Action::folded, "participant or conversation is declared twice; the first counts",
     "the later declaration was not used"},
    {"EVT-008", Severity::info, Action::kept, "unknown member of a declaration was left out",
     "put it into \"custom\" to keep it"},
    {"EVT-009", Severity::error, Action::dropped, "record is larger than the limit", "raise --max-record-bytes"},
    {"EVT-010", Severity::error, Action::skipped_file, "file could not be read to its end",
     "ask for a complete copy of the file"},
    {"EVT-011", Severity::warning, Action::repaired, "half of a surrogate pair was replaced by U+FFFD",
     "the writing program cut an emoji in two"},
    {"EVT-012", Severity::warning, Action::repaired, "part of an event lacks what it needs and was left out",
     "reactions need a value, receipts a participant, attachments a path or display, custom a name and a value"},
    {"EVT-013", Severity::info, Action::kept, "avatar's picture is not in the export",
     "lay the picture beside the file, or point --files at its folder; the participant is kept without it"},
    {"EVT-014", Severity::error, Action::dropped, "membership without what it needs",
     "write \"conversation\", \"participant\" and, for one that begins or ends, \"type\" (join, leave) and "
     "\"timestamp\""},
};

}  // namespace

const FindingSpec& spec_of(Trouble trouble) {
  return kFindings[size_t(trouble)];
}
std::span<const FindingSpec> all_findings() {
  return kFindings;
}

}  // namespace rsmf::events
