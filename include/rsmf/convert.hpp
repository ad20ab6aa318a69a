// The whole way: exports in, .rsmf files and reports out.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/encode_options.hpp"
#include "rsmf/event.hpp"
#include "rsmf/result.hpp"
#include "rsmf/source_options.hpp"
#include "rsmf/stage_stats.hpp"

namespace rsmf {

enum class SliceUnit : uint8_t { none, hour, day, week, month };
/// What happens to a reply whose parent lies in another slice. detach: it loses `parent` and says so in `custom`;
/// context: the parent is repeated in its slice, marked as a copy; anchor: it is filed in the slice of its thread's
/// root.
enum class LinkPolicy : uint8_t { detach, context, anchor };

struct SliceOptions {
  SliceUnit unit = SliceUnit::day;
  std::string timezone = "UTC";  ///< whose midnight
  LinkPolicy links = LinkPolicy::detach;
  uint64_t max_events = 10'000;
  uint64_t max_bytes =
      150 * 1000 * 1000;  ///< text and stated attachment sizes of a slice; a single larger event stands alone
  ParticipantScope participants = ParticipantScope::all;
};

/// How files are read and written. automatic: what is fastest, as far as measured; uring: reading ahead and small files
/// by io_uring, threads: by threads for that alone; sync: each read and write is waited for.
enum class IoMode : uint8_t { automatic, uring, threads, sync };

/// Events that do not pass are left out and counted as filtered.
struct FilterOptions {
  TimeNs from = std::numeric_limits<TimeNs>::min();  ///< first instant that is in
  TimeNs to = kNoTime;                               ///< first instant that is out; kNoTime: no end
  std::vector<std::string> conversations;            ///< ids or names (case-insensitive); empty: all
  std::vector<std::string> participants;             ///< ids, names or e-mails of authors; empty: all
};

/// How far a run is. Bytes are of the inputs.
struct Progress {
  uint64_t bytes = 0, total_bytes = 0;
  uint64_t records = 0, events = 0, slices = 0, findings = 0;
  std::string source;  ///< the input at hand
  std::string stage;   ///< "hashing", "survey", "converting", "sorting"
};

struct ConvertOptions {
  SourceOptions source;
  SliceOptions slice;
  FilterOptions filter;
  EncodeOptions encode;
  std::string output;      ///< folder; made if absent
  bool overwrite = false;  ///< replace what an earlier run left there (and only that)
  bool dry_run = false;    ///< do everything but write
  /// Go on with an interrupted run of the same inputs, options and version in the folder `output`: slices that it had
  /// finished are not written again. Fails (ErrorKind::usage) if there is none, or something differs.
  bool resume = false;
  /// Read each .rsmf file back from disk and hold it to the rules before anything is published. One that does not pass
  /// without a warning is a bug of ours (ErrorKind::bug), and is kept in the folder `output`.rejected.
  bool verify = false;
  bool pack = false;  ///< write the .rsmf files into zip volumes (pack-0001.zip, ...) instead of folders
  /// Most bytes of a volume, directory and all; 0: one volume of any size. A file that is larger stands alone in one.
  uint64_t volume_bytes = 2'000'000'000;
  bool slices = true;  ///< write .rsmf files; without them `output` may be empty, and there is nothing to resume
  /// Write the events that are read, filtered, as NDJSON (the format "events") to this file: whole or not at all, and
  /// not over an existing file unless `overwrite` is set. Empty: do not.
  std::string events_file;
  /// Or give them to this function, in pieces, from any thread, one call at a time. An error ends the run. Without
  /// `output`, inputs are converted one after the other, and one that fails ends the run once some of it was given.
  std::function<Result<void>(std::string_view)> events_stream;
  bool ignore_free_space = false;
  bool excerpts = true;            ///< put excerpts of the input into findings.csv
  uint64_t max_findings = 10'000;  ///< rows per code in findings.csv; counts stay exact
  unsigned threads = 0;            ///< 0: as many as the machine has cores. Never decides on a byte of the output
  /// What all buffers together may hold; the tables of people and conversations come on top. Nor does this.
  uint64_t memory = 256 * 1024 * 1024;
  IoMode io = IoMode::automatic;  ///< Nor does this. ErrorKind::usage where the system does not allow it
  uint64_t sort_memory = 0;       ///< of it, for the sorted route; 0: what the plan gives it
  bool force_sort = false;        ///< take the sorted route even where the source promises order (for tests)
  std::string temp_dir;           ///< for spill files; empty: inside the output folder
  std::function<void(const Progress&)> on_progress;  ///< called now and then, from the calling thread
  const std::atomic<bool>* stop = nullptr;           ///< set it to interrupt
};

struct Totals {
  uint64_t records = 0, split = 0, events = 0, folded = 0, dropped = 0, filtered = 0;
  uint64_t context_copies = 0;  ///< parents repeated in other slices; not among `events`
  uint64_t slices = 0, conversations = 0, participants = 0;
  uint64_t events_given = 0;  ///< to ConvertOptions::events_file or events_stream; duplicates are among them
  uint64_t verified = 0;      ///< .rsmf files that were read back and passed; see ConvertOptions::verify
  uint64_t attachments_found = 0, attachments_missing = 0;
  uint64_t findings_info = 0, findings_warning = 0, findings_error = 0;
  uint64_t input_bytes = 0, output_bytes = 0;
  uint64_t failed_sources = 0;
};

struct ConvertSummary {
  Totals totals;
  bool balanced = true;
  std::string balance;  ///< the equation in words and numbers
  TimeNs first = kNoTime, last = kNoTime;
  std::vector<std::string> source_lines;  ///< one line per input: what it was taken for, and why, or why it failed
  uint64_t sort_spill_bytes = 0;
  uint64_t slices_taken_over = 0;  ///< of Totals::slices, what an interrupted run had finished
  /// Threads that worked, and threads asked for: fewer work if the memory for buffers does not feed them all.
  unsigned threads = 1, threads_wanted = 1;
  std::vector<StageStats> stages;  ///< of all inputs together: what the stages of the run did, and how long it took
};

/// Converts `inputs` (files or folders). The output folder holds the result whole, or (on error or interruption) is
/// as it was, except for a hidden folder with the slices that were finished when the run was interrupted or the disk
/// was full; see ConvertOptions::resume. Deterministic: same inputs, options and version give the same bytes.
Result<ConvertSummary> convert(const std::vector<std::string>& inputs, const ConvertOptions& options);

}  // namespace rsmf
