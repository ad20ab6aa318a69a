// Flags about the output and the run.
#include "app/flags/groups.hpp"
#include "app/flags/setters.hpp"

namespace rsmf::app {
namespace {

constexpr Choice kVersions[] = {{"1.0.0", "for older review platforms"},
                                {"2.0.0", "edits, receipts, joins and leaves"}};
constexpr Choice kCompressions[] = {
    {"store", "none"},
    {"fast", "the best for most"},
    {"small", "about a tenth smaller, several times slower"},
    {"smallest", "very slow"},
};
constexpr Choice kMissing[] = {
    {"note", "a custom property of the event names it"},
    {"placeholder", "also a small text file in its place that says why"},
};

constexpr Flag kWriting[] = {
    {.name = "output",
     .letter = 'o',
     .value = "FOLDER",
     .kind = ValueKind::folder,
     .text = "where the result goes: a new or empty folder",
     .details =
         "Holds the .rsmf files in sub-folders, and beside them report.json, findings.csv, outputs.csv and "
         "attachments.csv. After an error or an interruption the folder is as it was, except for a hidden folder "
         "with what is finished: see --resume.",
     .apply = set_text<&Config::convert, &ConvertOptions::output>},
    {.name = "overwrite",
     .text = "replace what an earlier run left there",
     .details = "Only what a run of rsmf wrote is replaced; a folder that holds anything else is refused.",
     .apply = set_on<&Config::convert, &ConvertOptions::overwrite>},
    {.name = "events",
     .value = "FILE",
     .kind = ValueKind::file,
     .text = "also write the events as NDJSON (-: stdout)",
     .details =
         "One JSON object a line, as the format events reads it: people, conversations, who was a member when, and "
         "each "
         "event that passes the filters, in the order of the input. rsmf convert FILE --files INPUT makes the same "
         ".rsmf "
         "files of it. Attachments stay where they are and are named by their path in INPUT. The file appears when the "
         "run is complete; one that exists is kept, unless --overwrite is given. Several inputs follow one another. On "
         "standard output, events cannot be taken back: look at the exit code.",
     .apply = set_text<&Config::convert, &ConvertOptions::events_file>},
    {.name = "no-rsmf",
     .text = "write only what --events asks for",
     .details = "Without -o, nothing but the events is written; with it, the reports are.",
     .apply = set_off<&Config::convert, &ConvertOptions::slices>},
    {.name = "pack",
     .text = "write zip volumes, ready to be uploaded",
     .details =
         "pack-0001.zip, pack-0002.zip and so on hold the .rsmf files one behind the other, in place of folders; "
         "outputs.csv says of each in which volume it lies, at which offset and how long it is. They are not "
         "compressed once more (they hold compressed data), so that each can be read in place: rsmf validate, "
         "inspect, view, diff, extract and convert take such a folder, and a volume by itself.",
     .apply = set_on<&Config::convert, &ConvertOptions::pack>},
    {.name = "volume-size",
     .value = "SIZE",
     .fallback = "2G",
     .text = "most bytes of a volume of --pack",
     .details = "A volume stays below it with all that is in it, but for a file that is larger by itself. 2G is below "
                "the 2 GiB at which browsers, upload forms and older unpackers begin to fail, and small enough to be "
                "sent again when a transfer breaks off. 0 makes one volume of any size.",
     .apply = set_number<&Config::convert, &ConvertOptions::volume_bytes>},
    {.name = "resume",
     .text = "go on with an interrupted run",
     .details = "The same command as before, with --resume: files that were finished are checked and kept, the others "
                "written, and the output is that of a run that was never interrupted. Inputs must not have changed "
                "(size and time of change are compared), nor options that decide on the output, nor the version of "
                "rsmf. Without --resume a run starts anew.",
     .apply = set_on<&Config::convert, &ConvertOptions::resume>},
    {.name = "dry-run",
     .letter = 'n',
     .text = "do everything but write",
     .apply = set_on<&Config::convert, &ConvertOptions::dry_run>},
    {.name = "verify",
     .text = "check each file that was written",
     .details = "Reads each .rsmf file back from disk and holds it to the rules of \"rsmf validate\" before the output "
                "appears. A file that does not pass without a warning is a bug: the exit code is 70, the file is kept "
                "in OUTPUT.rejected, nothing else is left.",
     .apply = set_on<&Config::convert, &ConvertOptions::verify>},
    {.name = "rsmf-version",
     .value = "VERSION",
     .fallback = "2.0.0",
     .choices = kVersions,
     .text = "version of the standard to write",
     .apply = set_choice<&Config::convert, &ConvertOptions::encode, &EncodeOptions::version>},
    {.name = "compression",
     .value = "LEVEL",
     .fallback = "fast",
     .choices = kCompressions,
     .text = "how hard rsmf.zip is compressed",
     .apply = set_choice<&Config::convert, &ConvertOptions::encode, &EncodeOptions::compression>},
    {.name = "missing-attachments",
     .value = "HOW",
     .fallback = "note",
     .choices = kMissing,
     .text = "a file that the export does not hold",
     .details = "Either way it is a row in attachments.csv, and the text of the message stays as it was.",
     .apply = set_choice<&Config::convert, &ConvertOptions::encode, &EncodeOptions::missing>},
    {.name = "custodian",
     .value = "NAME",
     .text = "whose data this is",
     .details = "Written to the headers of every file; matched to a participant by id, name or e-mail address.",
     .apply = set_text<&Config::convert, &ConvertOptions::encode, &EncodeOptions::custodian>},
    {.name = "provenance",
     .text = "tell of each event where it came from",
     .details = "Adds source file, offset, length and record id to each event as custom properties.",
     .apply = set_on<&Config::convert, &ConvertOptions::encode, &EncodeOptions::provenance>},
    {.name = "ignore-free-space",
     .text = "start even if the disk seems too small",
     .apply = set_on<&Config::convert, &ConvertOptions::ignore_free_space>},
    {.name = "temp-dir",
     .value = "FOLDER",
     .kind = ValueKind::folder,
     .text = "where spill files go",
     .details = "The sorted route writes the messages to disk once more, and removes them when it is done. By default "
                "that is inside the output folder.",
     .apply = set_text<&Config::convert, &ConvertOptions::temp_dir>},
};

constexpr Choice kProgress[] = {
    {"auto", "a line that renews itself, on a terminal only"},
    {"json", "one JSON object a line on standard error"},
    {"none", "nothing"},
};

constexpr Choice kIoModes[] = {
    {"auto", "what is fastest on most machines: sync"},
    {"uring", "read ahead and write behind by io_uring (Linux 5.19 or later)"},
    {"threads", "read ahead and write behind by threads of its own"},
    {"sync", "wait for each read and each write"},
};

constexpr Flag kRunning[] = {
    {.name = "threads",
     .value = "N",
     .fallback = "0",
     .text = "threads at work; 0: one per core",
     .details = "The output is the same, to the byte, for any number.",
     .apply = set_number<&Config::convert, &ConvertOptions::threads>},
    {.name = "memory",
     .value = "SIZE",
     .fallback = "256M",
     .text = "what all buffers together may hold",
     .details = "Less memory means smaller pieces and, for input out of order, more sorting on disk; the output is the "
                "same. The names of people and conversations come on top.",
     .apply = set_limit<&Config::convert, &ConvertOptions::memory>},
    {.name = "io",
     .value = "HOW",
     .fallback = "auto",
     .choices = kIoModes,
     .text = "how files are read and written",
     .details = "The output is the same. Only disks that answer slowly (network volumes) gain from waiting for them "
                "elsewhere.",
     .apply = set_choice<&Config::convert, &ConvertOptions::io>},
    {.name = "strict", .text = "exit with 1 for warnings too", .apply = set_on<&Config::strict>},
    {.name = "no-excerpts",
     .text = "keep message text out of findings.csv",
     .details = "For privileged data: findings keep their place, code and record key, but quote nothing.",
     .apply = set_off<&Config::convert, &ConvertOptions::excerpts>},
    {.name = "max-findings",
     .value = "N",
     .fallback = "10000",
     .text = "rows of one code in findings.csv",
     .details = "The counts in report.json and in the summary stay exact.",
     .apply = set_number<&Config::convert, &ConvertOptions::max_findings>},
    {.name = "progress",
     .value = "HOW",
     .fallback = "auto",
     .choices = kProgress,
     .text = "how to tell how far it is",
     .apply = set_choice<&Config::progress>},
    {.name = "quiet",
     .letter = 'q',
     .text = "no summary and no progress, only errors",
     .apply = set_on<&Config::quiet>},
    {.name = "stats",
     .text = "also tell time, rates and memory",
     .details = "On standard error, after the run.",
     .apply = set_on<&Config::stats>},
};

constexpr Flag kTesting[] = {
    {.name = "frame-bytes",
     .value = "SIZE",
     .text = "aim for the size of a frame",
     .hidden = true,
     .apply = set_limit<&Config::convert, &ConvertOptions::source, &SourceOptions::frame_bytes>},
    {.name = "force-sort",
     .text = "take the sorted route",
     .hidden = true,
     .apply = set_on<&Config::convert, &ConvertOptions::force_sort>},
    {.name = "sort-memory",
     .value = "SIZE",
     .text = "memory of the sorted route",
     .hidden = true,
     .apply = set_limit<&Config::convert, &ConvertOptions::sort_memory>},
};

}  // namespace

constexpr FlagGroup kWritingFlags{"Writing", kWriting};
constexpr FlagGroup kRunningFlags{"Running", kRunning};
constexpr FlagGroup kTestingFlags{"Testing", kTesting};

}  // namespace rsmf::app
