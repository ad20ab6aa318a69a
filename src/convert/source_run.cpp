#include "convert/source_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "convert/converter.hpp"

namespace rsmf {
namespace {

Result<CsvFile> table(FileSystem& files, const std::string& folder, const char* name) {
  if (folder.empty()) return CsvFile();
  return CsvFile::create(files, folder + "/" + name);
}

}  // namespace

/// All that is thrown away when the promise of order is broken.
struct SourceRun::Attempt {
  Attempt(const ConvertOptions& options) : filter(options.filter, directory) {}
  Directory directory;
  EventFilter filter;
  std::vector<FileTally> tallies;
  std::vector<std::string> file_paths;
  std::unique_ptr<FindingLog> decode_log, slice_log;
  std::unique_ptr<SliceWriter> writer;
  std::unique_ptr<SortedRoute> sorted;
  std::unique_ptr<Slicer> slicer;
  Progress progress;
  uint64_t events_in = 0;  // that passed the filter
};

std::unexpected<Error> SourceRun::reading_failed(const Error& error) {
  reading_failed_ = true;
  return std::unexpected(error);
}

Result<SourceResult> SourceRun::run() {
  const ConvertOptions& options = *settings_.options;
  auto survey = open_.source->survey();
  if (!survey) return reading_failed(survey.error());
  Finding why{&converter_finding(ConverterTrouble::unsorted_input), {}, {}, {}, {}};
  bool links_need_all = options.slice.links != LinkPolicy::detach;
  bool unordered = survey->grouping == Grouping::none;
  if (unordered || links_need_all || options.force_sort) return attempt(*survey, true, unordered ? &why : nullptr);
  auto direct = attempt(*survey, false, nullptr);
  if (direct || direct.error().kind != ErrorKind::order) return direct;
  why.message = "the input is not in order (" + direct.error().message + "); sorted";
  RSMF_TRY(settings_.files->remove_all(settings_.folder));
  return attempt(*survey, true, &why);
}

Result<SourceResult> SourceRun::attempt(const Survey& survey, bool sorted, const Finding* why_sorted) {
  const ConvertOptions& options = *settings_.options;
  FileSystem& files = *settings_.files;
  const std::string& folder = settings_.folder;
  if (!folder.empty()) RSMF_TRY(files.make_directories(folder + "/slices"));
  if (auto done = open_.source->rewind(); !done) return reading_failed(done.error());

  Attempt a(options);
  FindingLog::Settings log{options.max_findings, options.excerpts, open_.path,
                           [&](uint32_t file) { return std::string_view(a.file_paths[file]); }};
  auto decode_rows = table(files, folder, "findings-read.csv");
  auto slice_rows = table(files, folder, "findings-written.csv");
  auto outputs = table(files, folder, "outputs.csv");
  auto attachments = table(files, folder, "attachments.csv");
  for (auto* t : {&decode_rows, &slice_rows, &outputs, &attachments})
    if (!*t) return std::unexpected(t->error());
  a.decode_log = std::make_unique<FindingLog>(log, std::move(*decode_rows));
  a.slice_log = std::make_unique<FindingLog>(log, std::move(*slice_rows));

  EncodeOptions encode = options.encode;
  encode.file_paths = &a.file_paths;
  SliceWriter::Settings writing{&files,
                                folder.empty() ? std::string() : folder + "/slices",
                                settings_.listed_prefix,
                                &open_.source->attachments(),
                                encode,
                                options.stop,
                                options.verify ? options.output + ".rejected" : std::string()};
  a.writer = std::make_unique<SliceWriter>(std::move(writing), a.tallies, *a.slice_log, std::move(*outputs),
                                           std::move(*attachments));
  if (sorted)
    a.sorted = std::make_unique<SortedRoute>(SortedRoute::Settings{&files, settings_.spill_folder, options.sort_memory,
                                                                   options.slice.links, options.slice.unit,
                                                                   settings_.slice_zone});
  a.slicer = std::make_unique<Slicer>(
      Slicer::Settings{options.slice, settings_.slice_zone, survey.ids_follow_time,
                       options.slice.links == LinkPolicy::context ? a.sorted.get() : nullptr, sorted},
      a.directory, *a.writer);

  for (const auto& finding : open_.container->findings()) RSMF_TRY(a.decode_log->add(finding));
  RSMF_TRY(pump(a, survey));
  if (a.sorted) {
    a.progress.stage = "sorting";
    if (settings_.on_progress) settings_.on_progress(a.progress);
    for (bool more = true; more;) {
      auto fed = a.sorted->feed(*a.slicer, 4096);
      if (!fed) return std::unexpected(fed.error());
      more = *fed;
    }
  }
  RSMF_TRY(a.slicer->finish());
  if (why_sorted) RSMF_TRY(a.slice_log->add(*why_sorted));
  return conclude(a);
}

Result<void> SourceRun::pump(Attempt& a, const Survey& survey) {
  const ConvertOptions& options = *settings_.options;
  auto decoder = open_.source->decoder();
  Frame frame;
  EventBatch batch;
  a.progress.source = open_.path;
  a.progress.stage = "converting";
  a.progress.total_bytes = survey.input_bytes;
  auto sync_files = [&] {
    const auto& files = open_.source->files();
    for (size_t i = a.file_paths.size(); i < files.size(); ++i) a.file_paths.push_back(files[i].path);
    a.tallies.resize(files.size());
  };
  sync_files();
  for (const auto& finding : survey.findings) RSMF_TRY(a.decode_log->add(finding));
  for (;;) {
    if (options.stop && *options.stop) return fail(ErrorKind::interrupted, "interrupted");
    frame.findings.clear();
    auto more = open_.source->next(frame);
    if (!more) return reading_failed(more.error());
    sync_files();
    for (const auto& finding : frame.findings) RSMF_TRY(a.decode_log->add(finding));
    if (!*more) break;
    EventBuilder builder(batch, frame.file);
    decoder->decode(frame, builder);
    RSMF_TRY(take(a, batch));
    a.progress.bytes = frame.progress;
    a.progress.slices = a.writer->slices();
    if (settings_.on_progress) settings_.on_progress(a.progress);
  }
  sync_files();
  return {};
}

Result<void> SourceRun::take(Attempt& a, const EventBatch& batch) {
  a.directory.merge(batch);
  if (batch.file() < a.tallies.size()) a.tallies[batch.file()] += batch.tally();
  a.progress.records += batch.tally().records;
  for (const auto& finding : batch.findings()) RSMF_TRY(a.decode_log->add(finding));
  bool needs_time = settings_.options->encode.version == RsmfVersion::v1_0_0;
  for (const Event& row : batch.events()) {
    Event e = row;
    e.conversation = a.directory.conversation_of(e.conversation);
    e.participant = a.directory.person_of(e.participant);
    for (const auto& r : e.reactions)
      for (auto& p : std::span(const_cast<uint32_t*>(r.participants.data()), r.participants.size()))
        p = a.directory.person_of(p);
    for (auto& d : std::span(const_cast<Edit*>(e.edits.data()), e.edits.size()))
      d.participant = a.directory.person_of(d.participant);
    for (auto& r : std::span(const_cast<ReadReceipt*>(e.receipts.data()), e.receipts.size()))
      r.participant = a.directory.person_of(r.participant);
    if (!a.filter.passes(e)) {
      ++a.tallies[e.origin.file].filtered;
      continue;
    }
    if (needs_time && e.time == kNoTime) {
      ++a.tallies[e.origin.file].dropped;
      RSMF_TRY(a.decode_log->add(
          {&converter_finding(ConverterTrouble::undated_in_1_0), e.origin, std::string(e.id), {}, excerpt(e.body)}));
      continue;
    }
    if (e.time == kNoTime && a.filter.has_dates())
      RSMF_TRY(a.decode_log->add(
          {&converter_finding(ConverterTrouble::undated_and_dates), e.origin, std::string(e.id), {}, {}}));
    ++a.events_in;
    RSMF_TRY(a.sorted ? a.sorted->add(e) : a.slicer->add(e));
  }
  a.progress.events = a.events_in;
  return {};
}

Result<SourceResult> SourceRun::conclude(Attempt& a) {
  RSMF_TRY(a.writer->close());
  RSMF_TRY(a.decode_log->close());
  RSMF_TRY(a.slice_log->close());
  SourceResult r;
  r.files = a.tallies;
  r.unmatched = a.filter.unmatched();
  for (size_t i = 0; i < a.tallies.size(); ++i) {
    const FileTally& t = a.tallies[i];
    if (!t.balanced())
      return fail(ErrorKind::bug,
                  fmt::format("{}: counts do not balance: {} records + {} split is not {} events + {} "
                              "folded + {} dropped + {} filtered",
                              a.file_paths[i], t.records, t.split, t.events, t.folded, t.dropped, t.filtered));
    r.tally += t;
  }
  r.findings = a.decode_log->counts();
  r.findings += a.slice_log->counts();
  r.conversations = a.writer->conversations();
  r.slices = a.writer->slices();
  r.verified = a.writer->verified();
  r.context_copies = a.writer->context_copies();
  r.output_bytes = a.writer->output_bytes();
  r.people = a.directory.people();
  r.attachments_found = a.writer->attachments_found();
  r.attachments_missing = a.writer->attachments_missing();
  r.spilled_bytes = a.sorted ? a.sorted->spilled_bytes() : 0;
  r.sorted = a.sorted != nullptr;
  if (r.tally.events != a.writer->events())
    return fail(ErrorKind::bug, fmt::format("{}: {} events were read but {} were written", open_.path, r.tally.events,
                                            a.writer->events()));
  return r;
}

}  // namespace rsmf
