#include "run/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <thread>

#include "base/guarded.hpp"
#include "base/portable_name.hpp"
#include "run/stage_totals.hpp"

namespace rsmf {
namespace {

/// The name of an input without its folder and, for a file, its extension.
std::string stem_of(std::string path, bool is_file) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  std::string name = path.substr(path.rfind('/') + 1);
  if (auto dot = name.rfind('.'); is_file && dot != std::string::npos && dot > 0) name.resize(dot);
  name = portable_name(name, 60);
  return name.empty() ? "input" : name;
}

/// The format of an input and why it was chosen, or why the input failed.
std::string source_line(const InputReport& input) {
  if (input.error.starts_with(input.path)) return input.error;
  if (!input.error.empty()) return fmt::format("{}: {}", input.path, input.error);
  return fmt::format("{}: {} ({}){}", input.path, input.format, input.reason,
                     input.result.sorted ? ", sorted on the way" : "");
}

/// How many inputs are converted side by side.
size_t at_a_time(size_t inputs, size_t threads) {
  return std::clamp<size_t>(inputs, 1, threads);
}

unsigned thread_count(const ConvertOptions& options) {
  constexpr unsigned kMost = 256;  // a typing error must not use up the system's threads
  return std::min(options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()), kMost);
}

}  // namespace

Run::Run(FileSystem& files, const ConvertOptions& options, std::vector<std::string> inputs)
    : files_(files),
      options_(options),
      inputs_(std::move(inputs)),
      pool_(affordable_threads(options, thread_count(options))),
      side_by_side_(options.events_stream && options.output.empty() ? 1 : at_a_time(inputs_.size(), pool_.size())),
      plan_(plan_memory(options, pool_.size(), side_by_side_)),
      prefixes_(inputs_.size()),
      stages_({&pool_, nullptr}) {
  // With several inputs, their folders are beside the tables: these names are taken.
  for (const char* table : {"findings.csv", "outputs.csv", "attachments.csv", "report.json"})
    input_names_.unique(table);
}

/// Text shrinks to about a third, attachments grow by base64: half and one and a half are safe estimates.
Result<void> Run::check_space(const Container& container, uint64_t finished) const {
  if (!output_ || options_.ignore_free_space || !options_.slices) return {};
  uint64_t needed = 0;
  for (const auto& e : container.entries()) {
    bool text = e.name.ends_with(".json") || e.name.ends_with(".txt") || e.name.ends_with(".ndjson") ||
                e.name.ends_with(".jsonl");
    needed += text ? e.size / 2 : e.size + e.size / 2;
  }
  auto free = files_.free_space(output_->staging());
  if (!free) return std::unexpected(free.error());
  if (needed > *free + finished)
    return fail(ErrorKind::io, fmt::format("not enough space in {} for {}: about {} MB needed, {} MB free "
                                           "(--ignore-free-space tries all the same)",
                                           options_.output, container.path(), needed / 1'000'000, *free / 1'000'000));
  return {};
}

Result<void> Run::append(const std::string& path, CsvFile& to) {
  auto file = files_.open(path);
  if (!file) return std::unexpected(file.error());
  std::vector<char> block(256 * 1024);
  for (uint64_t at = 0;;) {
    auto n = (*file)->read_at(at, block);
    if (!n) return std::unexpected(n.error());
    if (*n == 0) return {};
    RSMF_TRY(to.raw({block.data(), *n}));
    at += *n;
  }
}

/// A source is complete: its rows become part of the whole. Its slices stay with their journal until all are complete.
Result<void> Run::append_tables(const InputFolder& from) {
  if (!from.exists()) return {};
  using Table = InputFolder::Table;
  RSMF_TRY(append(from.table(Table::findings_read), findings_));
  RSMF_TRY(append(from.table(Table::findings_written), findings_));
  RSMF_TRY(append(from.table(Table::outputs), outputs_));
  RSMF_TRY(append(from.table(Table::attachments), attachments_));
  return from.remove_tables(files_);
}

void Run::add(const SourceResult& r) {
  Totals& t = summary_.totals;
  t.records += r.tally.records;
  t.split += r.tally.split;
  t.events += r.tally.events;
  t.folded += r.tally.folded;
  t.dropped += r.tally.dropped;
  t.filtered += r.tally.filtered;
  t.context_copies += r.written.context_copies;
  t.slices += r.written.slices;
  t.verified += r.written.verified;
  t.conversations += r.conversations.size();
  t.participants += r.people;
  t.attachments_found += r.written.attachments_found;
  t.attachments_missing += r.written.attachments_missing;
  t.events_given += r.events_given;
  t.output_bytes += r.written.output_bytes;
  finding_counts_ += r.findings;
  summary_.sort_spill_bytes += r.spilled_bytes;
  summary_.slices_taken_over += r.taken_over;
  for (const auto& c : r.conversations) {
    summary_.first = std::min(summary_.first, c.first);
    if (c.last != kNoTime) summary_.last = summary_.last == kNoTime ? c.last : std::max(summary_.last, c.last);
  }
}

Result<void> Run::add_finding(ConverterTrouble trouble, std::string_view input, std::string_view file,
                              const std::string& message) {
  Finding finding{&converter_finding(trouble), {}, {}, message, {}};
  finding_counts_.add(finding);
  return FindingLog::write(findings_, finding, input, file);
}

/// For trouble with reading an input; trouble with writing the output ends the run.
Result<void> Run::add_failure(InputReport report, const Error& error) {
  if (error.kind == ErrorKind::interrupted || error.kind == ErrorKind::bug || error.kind == ErrorKind::order)
    return std::unexpected(error);
  report.error = error.message;
  if (!first_error_) first_error_ = error;
  RSMF_TRY(add_finding(ConverterTrouble::failed_source, report.path, "",
                       "The input could not be converted: " + error.message + "."));
  ++summary_.totals.failed_sources;
  summary_.source_lines.push_back(source_line(report));
  reports_.push_back(std::move(report));
  return {};
}

/// Outside of the output folder, the name is the same for each run into that folder, so that the next run finds and
/// removes what a killed run left. Dry runs have random names: several may run at once.
std::string Run::temporary_folder(std::string_view what, const std::string& folder, size_t number) const {
  if (options_.temp_dir.empty() && !folder.empty()) return fmt::format("{}/{}", folder, what);
  const std::string top = options_.temp_dir.empty() ? "/tmp" : options_.temp_dir;
  if (folder.empty())
    return fmt::format("{}/rsmf-{}-{}-{:08x}{:08x}", top, what, getpid(), std::random_device()(),
                       std::random_device()());
  std::error_code error;
  const std::string whose = std::filesystem::absolute(folder, error).lexically_normal().string();
  return fmt::format("{}/rsmf-{}-{:016x}-{}", top, what, Fingerprint::of(whose).low, number);
}

/// What happens to each input.
void Run::list_stages() {
  inputs_under_way_ = &stages_.ring<Input>({.items = side_by_side_});
  inputs_under_way_->source("open", [this](Input& input, size_t) { return open_next(input); })
      .parallel("survey",
                [](Input& input, size_t) -> Result<void> {
                  input.job->survey();
                  return {};
                })
      .off_caller()
      .nested(
          "convert", [](Input& input) -> TaskSource& { return input.job->tasks(); },
          [](Input& input, size_t) -> Result<bool> { return input.job->settle(); })
      .parallel("digest",
                [](Input& input, size_t) -> Result<void> {
                  input.job->finish();
                  return {};
                })
      .off_caller()
      .serial("gather", [this](Input& input, size_t) { return gather(input); });
}

Result<Supply> Run::open_next(Input& input) {
  if (opened_ == inputs_.size()) return Supply::end;
  input.number = opened_++;
  input.job = std::make_unique<InputJob>(files_, options_, input.number, inputs_[input.number]);
  RSMF_TRY(start(*input.job, input.number));
  std::lock_guard lock(mutex_);
  under_way_.push_back(input.job.get());
  return Supply::item;
}

Result<void> Run::start(InputJob& job, size_t number) {
  std::string folder = staging_ ? staging_->source_folder(number) : std::string();
  const std::string spool_folder = temporary_folder("spool", folder, number);
  RSMF_TRY(files_.remove_all(spool_folder));  // of a run that was killed
  if (auto open = job.open(pool_, plan_, spool_folder); !open) {
    job.give_up(std::move(open.error()));
    return {};
  }
  std::string& prefix = prefixes_[number];
  if (inputs_.size() > 1)
    prefix = input_names_.unique(stem_of(inputs_[number], job.container().kind() != Container::Kind::folder));
  uint64_t finished = 0;
  if (options_.resume) {
    auto left = staging_->take_back(number, prefix);
    if (!left) return std::unexpected(left.error());
    finished = left->bytes;
  }
  RSMF_TRY(check_space(job.container(), finished));
  ConversionContext context;
  context.spill_folder = temporary_folder("spill", folder, number);
  RSMF_TRY(files_.remove_all(context.spill_folder));  // left by a run that was killed
  context.files = &files_;
  context.options = &options_;
  context.pool = &pool_;
  context.plan = plan_;
  context.slice_zone = zone_;
  if (events_) {
    context.events_part = events_->part(number, folder);
    context.events_stream = events_->stream();
  }
  context.folder = InputFolder(std::move(folder));
  if (!prefix.empty()) context.listed_prefix = prefix + "/";
  if (staging_) context.run = staging_->run();
  context.resume = options_.resume;
  job.start(std::move(context), pack_ ? &*pack_ : nullptr);
  return {};
}

/// An input is complete: its slices and its rows become part of the whole.
Result<void> Run::gather(Input& input) {
  {
    std::lock_guard lock(mutex_);
    std::erase(under_way_, input.job.get());
  }
  RSMF_TRY(gather(*input.job, input.number));
  input.job.reset();
  if (pack_) pack_->turn = input.number + 1;
  return {};
}

Result<void> Run::gather(InputJob& job, size_t number) {
  const std::string& path = job.report().path;
  add_stages(job.stages(), summary_.stages);
  for (const auto& [trouble, file, message] : job.remarks()) RSMF_TRY(add_finding(trouble, path, file, message));
  summary_.totals.input_bytes += job.report().digest.bytes;
  if (const Error* error = job.error()) {
    if (job.ends_the_run() || error->kind == ErrorKind::interrupted) return std::unexpected(*error);
    if (!job.events_part().empty()) RSMF_TRY(remove_part(files_, job.events_part()));
    if (job.has_given_events()) return std::unexpected(*error);  // what a reader has cannot be taken back
    // An input that vanished may come back: --resume can then use its slices.
    if (job.folder().exists() && error->kind != ErrorKind::io) RSMF_TRY(files_.remove_all(job.folder().path()));
    return add_failure(std::move(job.report()), *error);
  }
  InputReport& report = job.report();
  for (const auto& name : report.result.unmatched) ++unmatched_[name];
  add(report.result);
  if (events_) RSMF_TRY(gather_events(job));
  RSMF_TRY(append_tables(job.folder()));
  if (job.folder().exists()) complete_.push_back(number);
  summary_.source_lines.push_back(source_line(report));
  reports_.push_back(std::move(report));
  return {};
}

/// The events of a complete input become part of the whole.
Result<void> Run::gather_events(InputJob& job) {
  SourceResult& result = job.report().result;
  if (!job.events_part().empty()) RSMF_TRY(events_->take(job.events_part()));
  if (inputs_.size() == 1) return {};
  uint64_t shared = 0;
  for (const Fingerprint& id : result.declared) shared += !declared_.insert(id).second;
  result.declared = {};
  if (shared == 0) return {};
  return add_finding(
      ConverterTrouble::shared_ids, job.report().path, "",
      fmt::format("{} of its participants and conversations have ids that an earlier input uses", shared));
}

void Run::show_progress() {
  if (!options_.on_progress) return;
  Progress progress;
  {
    std::lock_guard lock(mutex_);
    if (!under_way_.empty()) progress = under_way_.front()->progress();
  }
  if (!progress.stage.empty()) options_.on_progress(progress);
}

/// A name in a filter is reported only if it matched in no input.
Result<void> Run::add_unmatched() {
  const size_t converted = inputs_.size() - summary_.totals.failed_sources;
  for (const auto& [name, inputs] : unmatched_)
    if (inputs == converted)
      RSMF_TRY(add_finding(ConverterTrouble::unmatched_filter, "", "", "The filter " + name + " matched nothing."));
  return {};
}

Result<ConvertSummary> Run::convert() {
  auto summary = convert_all();
  if (summary || !output_) return summary;
  Error error = std::move(summary.error());
  if (error.kind == ErrorKind::io || error.kind == ErrorKind::interrupted) {
    // After an error of the disk the volumes stay as they are: --resume finds out which entries are whole.
    if (pack_ && error.kind == ErrorKind::interrupted) (void)pack_->volumes.flush();
    error.message += keep_finished();
  } else if (error.kind != ErrorKind::usage) {
    output_->keep(false);
  }
  return std::unexpected(std::move(error));
}

/// Returns the sentence for the error message.
std::string Run::keep_finished() {
  for (CsvFile* table : {&findings_, &outputs_, &attachments_}) *table = {};
  auto slices = staging_ ? staging_->keep_finished(inputs_.size()) : Result<uint64_t>(0);
  const bool keep = !slices || *slices > 0;  // slices that cannot be counted may be whole
  output_->keep(keep);
  if (!keep) return {};
  return fmt::format("; {} slices are finished and kept: --resume goes on with them, without it a run starts anew",
                     slices ? fmt::format("{}", *slices) : "some");
}

/// In the order in which an input passes them: those of the conversions in the place of the stage that held them.
std::vector<StageStats> Run::all_stages() const {
  std::vector<StageStats> all;
  for (const StageStats& stage : stages_.stats()) {
    if (stage.name == "convert")
      all.insert(all.end(), summary_.stages.begin(), summary_.stages.end());
    else
      all.push_back(stage);
  }
  return all;
}

Result<ConvertSummary> Run::convert_all() {
  RSMF_TRY(prepare());
  list_stages();
  show_progress();
  pool_.run(stages_, [this] { show_progress(); });
  inputs_under_way_->visit_left([](Input& input) { input.job.reset(); });
  if (const PipelineFailure* failure = stages_.failure()) return std::unexpected(failure->error);
  summary_.stages = all_stages();
  summary_.threads = unsigned(pool_.size());
  summary_.threads_wanted = thread_count(options_);
  return conclude();
}

}  // namespace rsmf
