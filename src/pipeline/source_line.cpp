#include "pipeline/source_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/guarded.hpp"
#include "base/utf8.hpp"
#include "run/converter.hpp"

namespace rsmf {
namespace {

// Of the sorted route, in one piece of work.
constexpr size_t kEventsAtOnce = 4096;
// A frame that was larger gives its memory back.
constexpr size_t kKeptFrame = 8 * 1024 * 1024;

constexpr const char* kTables[] = {"findings-read.csv", "findings-written.csv", "outputs.csv", "attachments.csv"};

Result<CsvFile> table(FileSystem& files, const std::string& folder, const char* name) {
  if (folder.empty()) return CsvFile();
  return CsvFile::create(files, folder + "/" + name);
}

/// Rows of a batch are the batch's own; they are const only for those who come after.
template <class T>
std::span<T> own(std::span<const T> rows) {
  return {const_cast<T*>(rows.data()), rows.size()};
}

}  // namespace

SourceLine::SourceLine(OpenSource& source, const Survey& survey, const Settings& settings, bool sorted)
    : open_(source),
      settings_(settings),
      survey_(survey),
      sort_(sorted),
      filter_(settings.options->filter, directory_),
      decoders_(settings.crew->size()),
      slots_(std::max<size_t>(settings.plan.frames, 1)) {
  progress_.source = open_.path;
  progress_.stage = "converting";
  progress_.total_bytes = survey_.input_bytes;
}

SourceLine::~SourceLine() = default;

Result<void> SourceLine::remove_tables(FileSystem& files, const std::string& folder) {
  for (const char* name : kTables) RSMF_TRY(files.remove_all(folder + "/" + name));
  return {};
}

Result<void> SourceLine::begin_journal(std::string_view why_sorted) {
  const std::string& folder = settings_.folder;
  if (folder.empty()) return {};
  FileSystem& files = *settings_.files;
  if (settings_.resume) RSMF_TRY(remove_tables(files, folder));
  RSMF_TRY(files.make_directories(folder + "/slices"));
  auto journal = SliceJournal::open(files, journal_of(folder), settings_.run, why_sorted, settings_.resume);
  if (!journal) return std::unexpected(journal.error());
  journal_.emplace(std::move(*journal));
  return {};
}

Result<void> SourceLine::begin(std::string_view why_sorted) {
  const ConvertOptions& options = *settings_.options;
  FileSystem& files = *settings_.files;
  const std::string& folder = settings_.folder;
  RSMF_TRY(begin_journal(why_sorted));
  for (const SourceFile& file : open_.source->files()) file_paths_.push_back(file.path);
  tallies_.resize(file_paths_.size());

  FindingLog::Settings log{options.max_findings, options.excerpts, open_.path,
                           [this](uint32_t file) { return std::string_view(file_paths_[file]); }};
  auto decode_rows = table(files, folder, kTables[0]);
  auto slice_rows = table(files, folder, kTables[1]);
  auto outputs = table(files, folder, kTables[2]);
  auto attachments = table(files, folder, kTables[3]);
  for (auto* t : {&decode_rows, &slice_rows, &outputs, &attachments})
    if (!*t) return std::unexpected(t->error());
  decode_log_.emplace(log, std::move(*decode_rows));
  slice_log_.emplace(log, std::move(*slice_rows));
  rows_.emplace(*slice_log_, std::move(*outputs), std::move(*attachments), file_paths_.size());

  SliceWriter::Settings writing{&files, &open_.source->attachments(), options.encode,
                                options.verify ? options.output + ".rejected" : std::string()};
  writing.encode.file_paths = &file_paths_;
  const MemoryPlan& plan = settings_.plan;
  queue_.emplace(SliceQueue::Settings{std::move(writing), folder.empty() ? std::string() : folder + "/slices",
                                      settings_.listed_prefix, settings_.crew, plan.slices, plan.slice_bytes,
                                      options.stop, settings_.pack, journal_ ? &*journal_ : nullptr},
                 tallies_, *rows_, *slice_log_);
  if (sort_)
    sorted_ = std::make_unique<SortedRoute>(SortedRoute::Settings{&files, settings_.spill_folder, plan.sorting_bytes,
                                                                  options.slice.links, options.slice.unit,
                                                                  settings_.slice_zone, settings_.crew});
  slicer_.emplace(Slicer::Settings{options.slice, settings_.slice_zone, survey_.ids_follow_time,
                                   options.slice.links == LinkPolicy::context ? sorted_.get() : nullptr, sort_},
                  directory_, *queue_);
  for (const auto& finding : open_.container->findings()) RSMF_TRY(decode_log_->add(finding));
  for (const auto& finding : survey_.findings) RSMF_TRY(decode_log_->add(finding));
  return {};
}

bool SourceLine::stopped() const {
  return settings_.options->stop && *settings_.options->stop;
}

WorkerPool::Did SourceLine::work(size_t worker) {
  if (queue_->work(worker)) return WorkerPool::Did::something;
  std::unique_lock lock(mutex_);
  if (take_next(lock, worker) || decode_next(lock, worker) || cut_next(lock)) return WorkerPool::Did::something;
  return stage_ == Stage::over ? WorkerPool::Did::finished : WorkerPool::Did::nothing;
}

// --- cutting --------------------------------------------------------------------------------------------------------

bool SourceLine::cut_next(std::unique_lock<std::mutex>& lock) {
  if (stage_ != Stage::frames || cutting_ || cut_over_ || end_ - first_ == slots_.size()) return false;
  Slot& s = slot(end_);
  cutting_ = true;
  lock.unlock();
  Result<bool> more = guarded([&] { return cut(s); });
  lock.lock();
  cutting_ = false;
  if (!more) cut_ = std::unexpected(more.error());
  if (!more || !*more) cut_over_ = true;
  // The end may have something to tell too.
  if (more && (*more || !s.frame.findings.empty())) {
    s.state = *more ? Slot::State::cut : Slot::State::decoded;
    ++end_;
  }
  return true;
}

Result<bool> SourceLine::cut(Slot& s) {
  if (stopped()) return fail(ErrorKind::interrupted, "interrupted");
  s.frame.findings.clear();
  auto more = open_.source->next(s.frame);
  if (more && !*more) EventBuilder(s.batch, kNone);  // nothing to decode
  return more;
}

// --- decoding -------------------------------------------------------------------------------------------------------

bool SourceLine::decode_next(std::unique_lock<std::mutex>& lock, size_t worker) {
  // The end has nothing to decode, and those before it may still have.
  while (next_ != end_ && slot(next_).state == Slot::State::decoded) ++next_;
  if (stage_ != Stage::frames || next_ == end_ || slot(next_).state != Slot::State::cut) return false;
  Slot& s = slot(next_++);
  s.state = Slot::State::decoding;
  ++decoding_;
  lock.unlock();
  s.outcome = guarded([&]() -> Result<void> {
    auto& decoder = decoders_[worker];
    if (!decoder) decoder = open_.source->decoder();
    EventBuilder builder(s.batch, s.frame.file);
    decoder->decode(s.frame, builder);
    return {};
  });
  lock.lock();
  --decoding_;
  s.state = Slot::State::decoded;
  return true;
}

// --- taking: in order, one at a time --------------------------------------------------------------------------------

bool SourceLine::take_next(std::unique_lock<std::mutex>& lock, size_t worker) {
  if (taking_) return false;
  if (stage_ < Stage::draining && queue_->failed()) stage_ = Stage::draining;
  if (stage_ >= Stage::draining) {
    if (!cutting_ && decoding_ == 0 && queue_->idle()) stage_ = Stage::over;
    return false;
  }
  if (queue_->crowded()) return false;
  const bool frames = stage_ == Stage::frames;
  if (frames && first_ == end_) {
    if (!cut_over_) return false;
    if (!cut_) {
      stage_ = Stage::draining;
      return true;
    }
    stage_ = sort_ ? Stage::sorted_events : Stage::last_slices;
    if (sort_) progress_.stage = "sorting";
  }
  if (stage_ == Stage::frames && slot(first_).state != Slot::State::decoded) return false;
  taking_ = true;
  lock.unlock();
  Result<void> done = guarded([&] { return take_step(worker); });
  lock.lock();
  taking_ = false;
  if (!done) {
    take_ = std::move(done);
    stage_ = Stage::draining;
  }
  return true;
}

// One step of the stage at hand, which only those who take can change.
Result<void> SourceLine::take_step(size_t worker) {
  if (stopped()) return fail(ErrorKind::interrupted, "interrupted");
  queue_->slicing_as(worker);
  if (stage_ == Stage::sorted_events) {
    auto more = sorted_->feed(*slicer_, kEventsAtOnce);
    if (!more) return std::unexpected(more.error());
    if (*more) return {};
    std::lock_guard lock(mutex_);
    stage_ = Stage::last_slices;
    return {};
  }
  if (stage_ == Stage::last_slices) {
    RSMF_TRY(slicer_->finish());
    std::lock_guard lock(mutex_);
    stage_ = Stage::draining;
    return {};
  }
  Slot& s = slot(first_);
  RSMF_TRY(take(s));
  s.frame.context.reset();
  if (s.frame.bytes.capacity() > kKeptFrame) s.frame.bytes = {};
  std::lock_guard lock(mutex_);
  s.state = Slot::State::free;
  ++first_;
  return {};
}

Result<void> SourceLine::take(const Slot& s) {
  RSMF_TRY(s.outcome);
  for (const auto& finding : s.frame.findings) RSMF_TRY(decode_log_->add(finding));
  RSMF_TRY(take(s.batch));
  std::lock_guard lock(mutex_);
  progress_.records += s.batch.tally().records;
  progress_.events = events_in_;
  progress_.bytes = s.frame.progress;
  return {};
}

Result<void> SourceLine::take(const EventBatch& batch) {
  directory_.merge(batch);
  if (batch.file() < tallies_.size()) tallies_[batch.file()] += batch.tally();
  for (const auto& finding : batch.findings()) RSMF_TRY(decode_log_->add(finding));
  for (const Event& row : batch.events()) {
    Event e = row;
    e.conversation = directory_.conversation_of(e.conversation);
    e.participant = directory_.person_of(e.participant);
    for (const auto& r : e.reactions)
      for (auto& p : own(r.participants)) p = directory_.person_of(p);
    for (auto& d : own(e.edits)) d.participant = directory_.person_of(d.participant);
    for (auto& r : own(e.receipts)) r.participant = directory_.person_of(r.participant);
    RSMF_TRY(take(e));
  }
  return {};
}

Result<void> SourceLine::take(const Event& e) {
  if (!filter_.passes(e)) {
    ++tallies_[e.origin.file].filtered;
    return {};
  }
  if (e.time == kNoTime && settings_.options->encode.version == RsmfVersion::v1_0_0) {
    ++tallies_[e.origin.file].dropped;
    return decode_log_->add(
        {&converter_finding(ConverterTrouble::undated_in_1_0), e.origin, std::string(e.id), {}, excerpt(e.body)});
  }
  if (e.time == kNoTime && filter_.has_dates())
    RSMF_TRY(decode_log_->add(
        {&converter_finding(ConverterTrouble::undated_and_dates), e.origin, std::string(e.id), {}, {}}));
  ++events_in_;
  return sorted_ ? sorted_->add(e) : slicer_->add(e);
}

// --- the end --------------------------------------------------------------------------------------------------------

Progress SourceLine::progress() const {
  std::lock_guard lock(mutex_);
  Progress now = progress_;
  now.slices = queue_ ? queue_->written() : 0;
  return now;
}

Result<void> SourceLine::check_balance(const SourceResult& r) const {
  for (size_t i = 0; i < r.files.size(); ++i) {
    const FileTally& t = r.files[i];
    if (!t.balanced())
      return fail(ErrorKind::bug,
                  fmt::format("{}: counts do not balance: {} records + {} split is not {} events + {} "
                              "folded + {} dropped + {} filtered",
                              file_paths_[i], t.records, t.split, t.events, t.folded, t.dropped, t.filtered));
  }
  if (r.tally.events != r.written.events)
    return fail(ErrorKind::bug, fmt::format("{}: {} events were read but {} were written", open_.path, r.tally.events,
                                            r.written.events));
  return {};
}

Result<SourceResult> SourceLine::conclude(const Finding* why_sorted) {
  RSMF_TRY(queue_->close());
  RSMF_TRY(take_);
  RSMF_TRY(cut_);
  if (why_sorted) RSMF_TRY(slice_log_->add(*why_sorted));
  RSMF_TRY(rows_->close());
  RSMF_TRY(decode_log_->close());
  RSMF_TRY(slice_log_->close());
  if (journal_) RSMF_TRY(journal_->close());
  SourceResult r;
  r.taken_over = queue_->taken_over();
  r.files = tallies_;
  for (size_t i = 0; i < r.files.size(); ++i) {
    r.files[i].events += rows_->events_of_files()[i];
    r.tally += r.files[i];
  }
  r.unmatched = filter_.unmatched();
  r.findings = decode_log_->counts();
  r.findings += slice_log_->counts();
  r.conversations = rows_->conversations();
  r.written = rows_->counts();
  r.people = directory_.people();
  r.spilled_bytes = sorted_ ? sorted_->spilled_bytes() : 0;
  r.sorted = sort_;
  RSMF_TRY(check_balance(r));
  return r;
}

}  // namespace rsmf
