// Our own NDJSON: see README.md.
#include <algorithm>
#include <unordered_set>

#include "base/utf8.hpp"
#include "json/record_cutter.hpp"
#include "sources/events/event_decoder.hpp"
#include "sources/events/frame_notes.hpp"
#include "sources/shared_options.hpp"

namespace rsmf {
namespace events {
namespace {

constexpr size_t kProbeBytes = 64 * 1024;
constexpr size_t kUnitsAhead = 2;  // of each thread, in the survey

bool has_records(std::string_view name) {
  return name.ends_with(".ndjson") || name.ends_with(".jsonl");
}

/// Whether the first object of the text has the members that our records have.
bool looks_like_ours(std::string_view head, std::string& why) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  RecordScanner scanner(RecordScannerOptions{.form = JsonForm::lines});
  JsonPiece piece = scanner.next(head, 0, head.size() < kProbeBytes);
  if (piece.kind != JsonPiece::Kind::record) return false;
  Bytes bytes;
  bytes.append(head.substr(piece.begin, piece.end - piece.begin));
  JsonIndex index;
  if (index.build(bytes.view()) != JsonIndex::Verdict::ok) return false;
  JsonCursor c = index.cursor();
  bool conversation = false, timed = false;
  std::string_view key, record;
  if (!c.begin_object()) return false;
  while (c.next_member(key)) {
    conversation = conversation || key == "conversation";
    timed = timed || key == "timestamp" || key == "participant";
    if (key == "record") {
      record = c.string();
    } else {
      c.skip();
    }
  }
  if (c.failed()) return false;
  bool ours = record == "event" || record == "participant" || record == "conversation" || record == "membership";
  if (ours) why = "lines say \"record\": \"" + std::string(record) + "\"";
  if (!ours && conversation && timed) why = "lines are objects with conversation, participant and timestamp";
  return ours || (conversation && timed);
}

int probe(const Container& container, std::string& why) {
  const auto& entries = container.entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    if (container.kind() != Container::Kind::file && !has_records(entries[i].name)) continue;
    auto head = container.prefix(i, kProbeBytes);
    if (head && looks_like_ours(*head, why)) return 90;
  }
  return 0;
}

class EventsSource final : public SourceOf<LinesUnit> {
 public:
  explicit EventsSource(const SourceArgs& args)
      : args_(args), attachments_(args.container, args.files, std::string(kFilesFolder.value(args.options))) {
    for (size_t i = 0; i < args.container.entries().size(); ++i) {
      const auto& entry = args.container.entries()[i];
      if (args.container.kind() != Container::Kind::file && !has_records(entry.name)) continue;
      folders_.push_back(entry.name.substr(0, entry.name.rfind('/') + 1));
      entries_.push_back(i);
      bool alone = args.container.kind() == Container::Kind::file;
      streams_.push_back({alone ? args.container.path() : args.container.path() + "!" + entry.name, entry.size});
    }
  }

  Result<Survey> survey() override;
  Result<void> rewind() override {
    file_ = 0;
    done_bytes_ = 0;
    cutter_.reset();
    stream_.reset();
    oversize_.clear();
    return {};
  }
  std::unique_ptr<Decoder> decoder() const override {
    return std::make_unique<EventDecoder>(declarations_, attachments_);
  }
  const std::vector<SourceStream>& streams() const override { return streams_; }
  const AttachmentStore& attachments() const override { return attachments_; }

 private:
  Result<bool> cut(LinesUnit& into) override;
  bool open_file(LinesUnit& into);
  void tell_survey_trouble(LinesUnit& into) const;
  void give_oversize(LinesUnit& into);
  void take(const FrameNotes& notes);

  SourceArgs args_;
  NamedFiles attachments_;
  Declarations declarations_;
  std::vector<size_t> entries_;
  std::vector<SourceStream> streams_;
  std::vector<std::string> folders_;  // of the streams, inside the container, with the slash

  size_t file_ = 0;
  uint64_t done_bytes_ = 0;
  std::unique_ptr<ByteSource> stream_;
  std::unique_ptr<RecordCutter> cutter_;
  std::vector<OversizeRecord> oversize_;

  std::vector<Finding> survey_trouble_;  // files that the survey could not read to their end

  // The survey's view of the order.
  bool ordered_ = true;
  std::string conversation_;
  TimeNs time_ = 0;
  std::unordered_set<std::string> seen_;
};

bool EventsSource::open_file(LinesUnit& into) {
  auto stream = args_.container.open(entries_[file_]);
  if (!stream) {
    into.findings.push_back(
        {&spec_of(Trouble::unreadable), {uint32_t(file_)}, {}, unreadable_message(stream.error()), {}});
    return false;
  }
  stream_ = std::move(*stream);
  RecordCutterOptions options;
  options.scanner.form = JsonForm::lines;  // the end of a line ends a broken record too
  options.frame_bytes = args_.options.frame_bytes;
  options.max_record_bytes = args_.options.max_record_bytes;
  cutter_ = std::make_unique<RecordCutter>(*stream_, options);
  return true;
}

/// The file at hand was read whole; say so if that was not so before.
void EventsSource::tell_survey_trouble(LinesUnit& into) const {
  for (const Finding& f : survey_trouble_)
    if (f.origin.stream == file_) into.findings.push_back(f);
}

void EventsSource::give_oversize(LinesUnit& into) {
  into.oversize = oversize_.front().length;
  into.offset = oversize_.front().offset;
  into.bytes.clear();
  into.bytes.append(oversize_.front().head);
  oversize_.erase(oversize_.begin());
}

Result<bool> EventsSource::cut(LinesUnit& into) {
  for (; file_ < entries_.size(); ++file_) {
    into.stream = uint32_t(file_);
    into.folder = folders_[file_];
    if (!oversize_.empty()) return give_oversize(into), true;
    if (!cutter_ && !open_file(into)) continue;
    auto more = cutter_->next(into.bytes, into.offset, oversize_);
    into.progress = done_bytes_ + cutter_->bytes_read();
    if (more && *more) return true;
    if (!more)
      into.findings.push_back(
          {&spec_of(Trouble::unreadable), {uint32_t(file_)}, {}, unreadable_message(more.error()), {}});
    if (!oversize_.empty()) return give_oversize(into), true;
    if (more) tell_survey_trouble(into);
    done_bytes_ += cutter_->bytes_read();
    cutter_.reset();
    stream_.reset();
  }
  return false;
}

/// Goes on from the units before this one.
void EventsSource::take(const FrameNotes& notes) {
  for (const auto& [draft, origin] : notes.declared()) {
    std::string avatar;
    if (!draft.avatar.empty()) attachments_.find(folders_[origin.stream], draft.avatar, avatar);
    declarations_.declare(draft, origin, avatar);
  }
  for (const FrameNotes::MembershipChange& p : notes.passages())
    declarations_.transition(p.conversation, p.participant, p.time, p.joined);
  for (const FrameNotes::Stretch& stretch : notes.stretches()) {
    if (!ordered_) return;
    const bool begins = stretch.conversation != conversation_;
    if (begins) {
      conversation_ = stretch.conversation;
      ordered_ = seen_.insert(conversation_).second;
    }
    // The first event of a conversation may lie before the last of another.
    const bool free = begins && stretch.first_is_timed;
    if (stretch.falls || (stretch.first != kNoTime && stretch.first < time_ && !free)) ordered_ = false;
    if (stretch.last != kNoTime) time_ = stretch.last;
  }
}

/// Units are cut one after the other; some at a time are read by all threads, then noted in their order.
Result<Survey> EventsSource::survey() {
  Survey survey;
  survey.ids_follow_time = false;
  for (const auto& f : streams_) survey.input_bytes += f.size;
  RSMF_TRY(rewind());
  const size_t threads = args_.crew ? args_.crew->size() : 1;
  std::vector<RecordWalk> walks(threads);
  std::vector<LinesUnit> units(kUnitsAhead * threads);
  std::vector<FrameNotes> notes(units.size());
  std::vector<Finding> trouble;
  for (bool ended = false; !ended;) {
    RSMF_TRY(args_.check_stop());
    size_t count = 0;
    while (count < units.size() && !ended) {
      auto more = next(units[count]);
      if (!more) return std::unexpected(more.error());
      ended = !*more;
      for (Finding& f : units[count].findings) trouble.push_back(std::move(f));
      units[count].findings.clear();
      if (!ended && units[count].oversize == 0) ++count;
    }
    for_each(args_.crew, count, [&](size_t i, size_t worker) { notes[i].take(units[i], ordered_, walks[worker]); });
    for (size_t i = 0; i < count; ++i) take(notes[i]);
  }
  // What could not be read now may be readable in a moment, when the events are read; but then its declarations are
  // missing, and somebody should know.
  survey_trouble_ = std::move(trouble);
  declarations_.finish();
  seen_.clear();
  survey.grouping = ordered_ ? Grouping::by_conversation_in_time : Grouping::none;
  RSMF_TRY(rewind());
  return survey;
}

Result<std::unique_ptr<Source>> open(const SourceArgs& args) {
  return std::make_unique<EventsSource>(args);
}

constexpr Fidelity kFidelity[] = {
    {"messages, joins, leaves, notices", "kept", "all event types of RSMF 2.0.0"},
    {"threads, reactions, edits, receipts, deletions", "kept", ""},
    {"attachments, avatars", "kept", "found beside the file or below --files, else listed as missing"},
    {"members at the start, and who came and went when", "kept", ""},
    {"unknown members of events", "kept", "as custom properties"},
    {"unknown members of declarations", "lost", "finding EVT-008"},
};
constexpr const OptionSpec* kOptions[] = {&kFilesFolder};

}  // namespace
}  // namespace events

extern const SourceFormat events_format;
const SourceFormat events_format = {
    .id = "events",
    .title = "Events (our own NDJSON, one event a line)",
    .inputs = "file, zip or folder",
    .probe = events::probe,
    .open = events::open,
    .findings = events::all_findings(),
    .fidelity = events::kFidelity,
    .options = events::kOptions,
};

}  // namespace rsmf
