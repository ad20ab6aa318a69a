#include "model/converter_findings.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kConverterFindings[] = {
    {"CNV-001", Severity::info, Action::kept, "The input is not in order of time and was sorted",
     "All events are kept. Sorting takes longer; the result is the same as for an input in order.",
     "Nothing needs to be done."},
    {"CNV-002", Severity::error, Action::dropped, "An event without a time was left out",
     "RSMF 1.0.0 requires a time for each event. This one has none and is not in the output.",
     "Convert again with --rsmf-version 2.0.0, which allows events without a time."},
    {"CNV-003", Severity::error, Action::skipped_file, "An input could not be converted",
     "Nothing of this input is in the output. The other inputs were converted.",
     "The message says why. Correct the cause and convert this input again."},
    {"CNV-004", Severity::info, Action::kept, "An event without a time was kept although a period was asked for",
     "The event states no time, so it cannot be said whether it is in the period. It is kept, in a slice named "
     "\"undated\".",
     "Look at the slices named \"undated\" and decide."},
    {"CNV-005", Severity::error, Action::skipped_file, "A file of the input could not be read",
     "Nothing of this file is in the output, and the SHA-256 of the input does not include it. The other files were "
     "read.",
     "The message says why. Correct the cause, for example the permissions, and convert again."},
    {"CNV-006", Severity::warning, Action::kept, "A filter matched nothing",
     "No input has a conversation or participant with that name, id or e-mail address.",
     "Check the spelling: it must be as in the export."},
    {"CNV-007", Severity::error, Action::skipped_file,
     "An archive in the folder is an export by itself and was not read",
     "Only the files of the folder itself were read. The messages in the archive are not in the output.",
     "Give the archive as an input of its own."},
    {"CNV-008", Severity::warning, Action::kept, "The file of events cannot name the place of a file",
     "The event is complete in the slices. In the file of events, this file of the export has no path, so it will be listed as "
     "missing when the file of events is read.",
     "Keep the slices of this run, or convert the export itself again when they are needed."},
    {"CNV-009", Severity::info, Action::kept, "The file of events names files in two places",
     "Some files that the events name are in the export, others are below the folder of --files.",
     "To read the file of events, give one of the two places with --files and put the file of events into the other."},
    {"CNV-010", Severity::warning, Action::kept, "Inputs of this run use the same ids in the file of events",
     "A reader of the file takes equal ids for the same person or conversation, although they may be different ones.",
     "Write one file of events for each input to keep them apart."},
    {"CNV-011", Severity::warning, Action::kept, "A line in the file of events is longer than 64 MiB",
     "The event is complete in the slices. rsmf leaves out a line of that size when it reads the file (EVT-009).",
     "Keep the slices of this run."},
};

}  // namespace

const FindingSpec& converter_finding(ConverterTrouble trouble) {
  return kConverterFindings[size_t(trouble)];
}
std::span<const FindingSpec> converter_findings() {
  return kConverterFindings;
}

}  // namespace rsmf
