#include "model/converter_findings.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kConverterFindings[] = {
    {"CNV-001", Severity::info, Action::kept, "the input is not in order and was sorted",
     "nothing to do: sorting is slower, the result is the same"},
    {"CNV-002", Severity::error, Action::dropped, "event without a time cannot be written in RSMF 1.0.0",
     "use --rsmf-version 2.0.0"},
    {"CNV-003", Severity::error, Action::skipped_file, "input could not be converted",
     "see the message; the other inputs were converted"},
    {"CNV-004", Severity::info, Action::kept, "events without a time are kept although dates were asked for",
     "nobody can say that they lie outside; look into the slices named 'undated'"},
    {"CNV-005", Severity::error, Action::skipped_file, "file of the input could not be read",
     "see the message; the other files were read, and the SHA-256 of the input is without this one"},
    {"CNV-006", Severity::warning, Action::kept, "filter matched nothing",
     "no input has a conversation or participant of that name, id or e-mail; is it spelt as in the export?"},
    {"CNV-007", Severity::error, Action::skipped_file, "archive in the folder is an export by itself and was not read",
     "give it as an input of its own"},
    {"CNV-008", Severity::warning, Action::kept, "the file of events cannot name where a file of the export is",
     "its event is complete; when the file of events is read, this file will be listed as missing"},
    {"CNV-009", Severity::info, Action::kept, "the file of events names files of the export and others below --files",
     "to read it: --files for the one place, and lay the file of events into the other"},
    {"CNV-010", Severity::warning, Action::kept, "inputs of this run use the same ids in the file of events",
     "who reads that takes equal ids for the same person or conversation: write one file for each input to keep them "
     "apart"},
    {"CNV-011", Severity::warning, Action::kept, "an event's line in the file of events is longer than 64 MiB",
     "rsmf would leave it out when it reads the file (EVT-009); the slices hold it"},
};

}  // namespace

const FindingSpec& converter_finding(ConverterTrouble trouble) {
  return kConverterFindings[size_t(trouble)];
}
std::span<const FindingSpec> converter_findings() {
  return kConverterFindings;
}

}  // namespace rsmf
