// The cheap first pass over one file: edits, deletions, joins and leaves.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/json_index.hpp"
#include "model/event_batch.hpp"
#include "sources/slack/message_text.hpp"
#include "sources/slack/record_cache.hpp"
#include "sources/slack/record_file.hpp"
#include "sources/slack/seen_messages.hpp"
#include "sources/slack/telling_subtype.hpp"

namespace rsmf::slack {

/// A record that tells of more than itself. Views: null where nothing is said.
struct LogEntry {
  Meaning meaning = Meaning::join;  ///< join, leave, change or deletion
  uint64_t offset = 0;              ///< of the record
  TimeNs time = kNoTime;            ///< when it was recorded
  std::string_view who;             ///< who joined or left, or edited
  std::string_view target;          ///< `ts` of the message that is changed
  std::string_view json;            ///< its last state in this record
  std::string_view previous, current;
  TimeNs edited = kNoTime;
  bool tombstone = false;  ///< a change that leaves a tombstone
};

/// What a file says of changes, never its messages. Used again from file to file.
struct FileNotes {
  Arena text{4096};  ///< what the views of `log` live in
  std::vector<LogEntry> log;
  std::vector<SeenMessages::Kept> seen;  ///< its messages, if `complete`
  bool complete = false;

  void clear() {
    text.reset();
    log.clear();
    seen.clear();
    complete = false;
  }
};

/// Reads files, each for itself. Depends on nothing but the file, and keeps that worker's scratch memory. A small file
/// is read once and for all: what its decoder will need is kept. Of a larger one, only records are read whose member
/// "subtype" tells of others.
class FileScan {
 public:
  FileScan(const Container& container, const Workspace& workspace, const SourceOptions& options, RecordCache& memory)
      : container_(container),
        options_(options),
        kept_files_(memory),
        scanner_(scanner_options()),
        reader_(workspace),
        condenser_(workspace) {}

  /// First time. `kept`: what decoding it needs, if it is one frame without faults and there is memory for it; else
  /// null. Trouble with the file is not told here; what can be read of it is read.
  void look(const RecordFile& file, FileNotes& into, RecordCache::Handle& kept);
  /// Second time: `see(ts, offset)` for each message of the file, in order.
  template <class See>
  void look_again(const RecordFile& file, const KeptFile* kept, See&& see) {
    if (kept != nullptr) return look_again(*kept, see);
    each_run(file, [&](std::string_view text, uint64_t base) {
      if (!places_at_once(text, base)) places_piecewise(text, base);
      for (const auto& [ts, offset] : seen_) see(ts, offset);
    });
  }

 private:
  struct Place {
    std::string_view ts;
    uint64_t offset = 0;
  };
  template <class See>
  static void look_again(const KeptFile& kept, See&& see);
  template <class Take>
  void each_run(const RecordFile& file, Take&& take);
  bool read_whole(const RecordFile& file);
  RecordCache::Handle keep(std::string_view text);
  bool look_at(std::string_view text, uint64_t base, FileNotes& into, bool condense = false);
  bool take_at_once(std::string_view text, uint64_t base, FileNotes& into, bool condense);
  void take_piecewise(std::string_view text, uint64_t base, FileNotes& into);
  void take(const RawMessage& m, uint64_t offset, FileNotes& into);
  bool change(const RawMessage& m, LogEntry& entry, FileNotes& into);
  bool deletion(const RawMessage& m, LogEntry& entry, FileNotes& into);
  std::string_view body_of(const RawMessage& m, FileNotes& into);
  bool places_at_once(std::string_view text, uint64_t base, bool condense = false);
  void places_piecewise(std::string_view text, uint64_t base);

  const Container& container_;
  const SourceOptions& options_;
  RecordCache& kept_files_;
  RecordScanner scanner_;
  JsonIndex index_;
  MessageTextReader reader_;
  EventBatch memory_, bodies_;
  Bytes packed_, unpacked_, scratch_;
  Inflater inflater_;
  std::vector<OversizeRecord> oversize_;

  // Of the run at hand.
  std::vector<Place> seen_;
  std::vector<JsonCursor> telling_;  // records to be read
  Condenser condenser_;
  bool replies_ = false;  // there are nested ones
};

template <class See>
void FileScan::look_again(const KeptFile& kept, See&& see) {
  CompactRecordReader reader(kept.condensed());
  CondensedPlace place;
  while (true) {
    RawMessage m;
    if (!reader.next(m, place)) return;
    if (!m.ts.empty() && !amends(meaning_of(m.subtype))) see(m.ts, place.offset);
  }
}

template <class Take>
void FileScan::each_run(const RecordFile& file, Take&& take) {
  if (is_one_frame(file, container_.entries()[file.entry], options_) && read_whole(file))
    return take(unpacked_.view(), 0);
  auto stream = container_.open(file.entry);
  if (!stream) return;
  RecordCutterOptions cutting = cutter_options(file, options_);
  cutting.frame_bytes = std::max<uint64_t>(cutting.frame_bytes, 64 * 1024);
  RecordCutter cutter(**stream, cutting);
  uint64_t base = 0;
  oversize_.clear();
  while (cutter.next(unpacked_, base, oversize_).value_or(false)) take(unpacked_.view(), base);
}

}  // namespace rsmf::slack
