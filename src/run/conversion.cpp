#include "run/conversion.hpp"

#include <fmt/format.h>

#include "events_file/events_output.hpp"
#include "output/folder_backend.hpp"
#include "output/no_output.hpp"
#include "output/resume_backend.hpp"
#include "output/volumes_backend.hpp"

namespace rsmf {

// The stages, in the order in which data passes them. A thread takes the last one that has work, so little is under
// way; each stage is described where its function is.
void Conversion::list_stages() {
  pipeline_->generator("hash", nullptr, nullptr, std::move(hash_));

  units_->source("read", [this](EventUnit& unit, size_t) { return events_->read(unit); })
      .measured([](const EventUnit& unit) { return unit.work->cost(); })
      .parallel("decode", [this](EventUnit& unit, size_t worker) { return events_->decode(unit, worker); })
      .measured([](const EventUnit& unit) { return unit.batch.text_bytes(); })
      .serial("merge", [this](EventUnit& unit, size_t worker) { return events_->merge(unit, worker); });
  if (slicing_) units_->emits(*slices_);

  pipeline_->generator(std::string(sink_->finishing()), units_, slicing_ ? slices_ : nullptr,
                       [this](size_t worker) { return sink_->finish(worker); });
  if (!slicing_) return;

  slices_->parallel("encode", [this](OutputSlice& slice, size_t worker) { return output_->encode(slice, worker); })
      .measured([](const OutputSlice& slice) { return slice.outcome.bytes; })
      .detached("write", [this](OutputSlice& slice, size_t worker,
                                OutputBackend::Done done) { output_->store(slice, worker, std::move(done)); })
      .serial("list", [this](OutputSlice& slice, size_t) { return output_->add(slice); })
      .when([this] { return backend_->is_ready(); });
}

Conversion::Conversion(OpenSource& source, const Survey& survey, const ConversionContext& context, bool sorted,
                       Pipeline::Generate hash)
    : open_(source),
      survey_(survey),
      context_(context),
      sorted_(sorted),
      hash_(std::move(hash)),
      pipeline_(std::make_unique<Pipeline>(Pipeline::Options{context.pool, context.options->stop})) {
  units_ = &pipeline_->ring<EventUnit>({.items = context.plan.units});
  slices_ = &pipeline_->ring<OutputSlice>({.items = context.plan.slices, .bytes = context.plan.slice_bytes});
}

Conversion::~Conversion() {
  pipeline_->wait_until_quiet();
  if (output_) output_->discard_left();
}

Result<void> Conversion::begin(std::string_view why_sorted) {
  streams_ = &open_.source->streams();
  tallies_.resize(streams_->size());
  encode_ = context_.options->encode;
  encode_.streams = streams_;
  RSMF_TRY(open_backend(why_sorted));
  RSMF_TRY(open_tables());
  RSMF_TRY(open_events());
  make_stages();
  list_stages();
  return events_->begin();
}

Result<void> Conversion::open_backend(std::string_view why_sorted) {
  const ConvertOptions& options = *context_.options;
  const InputFolder& folder = context_.folder;
  const AttachmentStore& attachments = open_.source->attachments();
  const size_t workers = context_.pool->size();
  if (!folder.exists() || !options.slices) {
    if (folder.exists()) RSMF_TRY(context_.files->make_directories(folder.path()));
    backend_ = std::make_unique<NoOutput>(attachments);
    return {};
  }
  FileSystem& files = *context_.files;
  if (context_.resume) RSMF_TRY(folder.remove_tables(files));
  RSMF_TRY(files.make_directories(folder.slices()));
  auto journal = SliceJournal::open(files, folder.journal(), context_.run, why_sorted, context_.resume);
  if (!journal) return std::unexpected(journal.error());
  if (options.verify) check_ = std::make_unique<OutputCheck>(files, options.output + ".rejected", workers);
  std::unique_ptr<OutputBackend> inner;
  if (context_.volumes != nullptr)
    inner = std::make_unique<VolumesBackend>(*context_.volumes, attachments, check_.get());
  else
    inner = std::make_unique<FolderBackend>(files, folder.slices(), attachments, check_.get());
  backend_ = std::make_unique<ResumeBackend>(std::move(inner), std::move(*journal),
                                             ResumeBackend::Options{&encode_, &attachments, workers});
  return {};
}

Result<void> Conversion::open_tables() {
  const ConvertOptions& options = *context_.options;
  using Table = InputFolder::Table;
  auto table = [&](Table which) { return context_.folder.create_table(*context_.files, which); };
  auto read = table(Table::findings_read), written = table(Table::findings_written);
  auto outputs = table(Table::outputs), attachments = table(Table::attachments);
  for (auto* t : {&read, &written, &outputs, &attachments})
    if (!*t) return std::unexpected(t->error());
  FindingLog::Settings log{options.max_findings, options.excerpts, open_.path, streams_};
  decode_log_.emplace(log, std::move(*read));
  slice_log_.emplace(log, std::move(*written));
  rows_.emplace(*slice_log_, std::move(*outputs), std::move(*attachments), streams_->size());
  return {};
}

/// An earlier attempt may have left a part of its file.
Result<void> Conversion::open_events() {
  const ConvertOptions& options = *context_.options;
  if (options.events_file.empty() && !options.events_stream) return {};
  NdjsonSink::Options to;
  to.attachments = &open_.source->attachments();
  if (options.encode.provenance) to.provenance_streams = streams_;
  to.report = [this](const Finding& finding) { return decode_log_->add(finding); };
  if (!context_.events_part.empty()) {
    RSMF_TRY(remove_part(*context_.files, context_.events_part));
    auto file = context_.files->create(context_.events_part);
    if (!file) return std::unexpected(file.error());
    events_file_ = std::move(*file);
    to.write = [this](std::string_view bytes) { return events_file_->write(bytes); };
  } else if (context_.events_stream) {
    to.write = context_.events_stream;
  } else {
    to.write = [](std::string_view) { return Result<void>(); };  // a dry run
  }
  ndjson_.emplace(std::move(to));
  return {};
}

/// Where the merged events go: to the slicer, to the file of events, or to both.
EventSink& Conversion::make_sink() {
  if (ndjson_ && slicing_) return tee_.emplace(*ndjson_, *slicing_);
  if (ndjson_) return *ndjson_;
  return *slicing_;
}

void Conversion::make_stages() {
  const ConvertOptions& options = *context_.options;
  const size_t workers = context_.pool->size();
  output_.emplace(
      SliceOutput::Options{encode_, &open_.source->attachments(), context_.listed_prefix, workers, options.stop},
      *backend_, *slices_, tallies_, *rows_, *slice_log_);
  if (options.slices)
    slicing_.emplace(
        SlicingSink::Options{options.slice,
                             context_.slice_zone,
                             sorted_,
                             {context_.files, context_.spill_folder, context_.plan.sorting_bytes, options.slice.links,
                              options.slice.unit, context_.slice_zone, context_.pool}},
        *output_, [this](size_t worker) { output_->set_worker(worker); });
  sink_ = &make_sink();
  EventStages::Options reading;
  reading.filter = &options.filter;
  reading.drop_undated = options.encode.version == RsmfVersion::v1_0_0;
  reading.report = [this](const Finding& finding) { return decode_log_->add(finding); };
  reading.tallies = &tallies_;
  reading.workers = workers;
  events_.emplace(open_, survey_, *sink_, std::move(reading));
}

Progress Conversion::progress() const {
  Progress progress;
  progress.source = open_.path;
  progress.stage = "converting";
  progress.total_bytes = survey_.input_bytes;
  if (!events_) return progress;
  const EventStages::Position position = events_->position();
  progress.records = position.records;
  progress.events = position.events;
  progress.bytes = position.bytes;
  progress.slices = output_->added();
  if (sorted_ && pipeline_->has_ended(*units_)) progress.stage = "sorting";
  return progress;
}

Result<void> Conversion::check_balance(const SourceResult& r) const {
  for (size_t i = 0; i < r.files.size(); ++i) {
    const FileTally& t = r.files[i];
    if (!t.balanced())
      return fail(ErrorKind::bug,
                  fmt::format("{}: counts do not balance: {} records + {} split is not {} events + {} "
                              "folded + {} dropped + {} filtered",
                              (*streams_)[i].path, t.records, t.split, t.events, t.folded, t.dropped, t.filtered));
  }
  if (slicing_ && r.tally.events != r.written.events)
    return fail(ErrorKind::bug, fmt::format("{}: {} events were read but {} were written", open_.path, r.tally.events,
                                            r.written.events));
  return {};
}

std::vector<ConversationTotals> Conversion::conversations_without_slices() const {
  std::vector<ConversationTotals> totals;
  for (const NdjsonSink::ConversationCount& count : ndjson_->conversations()) {
    const Conversation& row = count.conversation->row;
    totals.push_back(
        {std::string(row.id), std::string(row.display), row.type, count.events, 0, count.first, count.last});
  }
  return totals;
}

SourceResult Conversion::sum_up() const {
  SourceResult r;
  r.files = tallies_;
  for (size_t i = 0; i < r.files.size(); ++i) {
    r.files[i].events += (slicing_ ? rows_->events_of_files() : ndjson_->events_of_files())[i];
    r.tally += r.files[i];
  }
  r.findings = decode_log_->counts();
  r.findings += slice_log_->counts();
  r.conversations = rows_->conversations();
  r.written = rows_->counts();
  if (ndjson_) {
    r.events_given = ndjson_->events();
    r.declared = ndjson_->declared();
  }
  if (!slicing_) r.conversations = conversations_without_slices();
  r.people = events_->people();
  if (slicing_) r.spilled_bytes = slicing_->spilled_bytes();
  r.taken_over = backend_->taken_over();
  r.unmatched = events_->unmatched();
  r.sorted = sorted_;
  return r;
}

Result<SourceResult> Conversion::conclude(const Finding* why_sorted) {
  if (const PipelineFailure* failure = pipeline_->failure()) {
    reading_failed_ = failure->stage == "read";
    return std::unexpected(failure->error);
  }
  if (events_file_) RSMF_TRY(events_file_->close());
  RSMF_TRY(output_->close());
  if (why_sorted != nullptr) RSMF_TRY(slice_log_->add(*why_sorted));
  RSMF_TRY(rows_->close());
  RSMF_TRY(decode_log_->close());
  RSMF_TRY(slice_log_->close());
  SourceResult result = sum_up();
  RSMF_TRY(check_balance(result));
  return result;
}

}  // namespace rsmf
