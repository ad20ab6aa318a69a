#include "run/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <thread>

#include "base/guarded.hpp"
#include "base/portable_name.hpp"

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

/// What an input was taken for, and why, or why it failed.
std::string source_line(const InputReport& input) {
  if (input.error.starts_with(input.path)) return input.error;
  if (!input.error.empty()) return fmt::format("{}: {}", input.path, input.error);
  return fmt::format("{}: {} ({}){}", input.path, input.format, input.reason,
                     input.result.sorted ? ", sorted on the way" : "");
}

/// The plan is for as many inputs as are converted at a time.
size_t at_a_time(size_t inputs, size_t threads) {
  return std::clamp<size_t>(inputs, 1, threads);
}

unsigned thread_count(const ConvertOptions& options) {
  constexpr unsigned kMost = 256;  // a slip of the finger must not use up the system's threads
  return std::min(options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()), kMost);
}

}  // namespace

Run::Run(FileSystem& files, const ConvertOptions& options, std::vector<std::string> inputs)
    : files_(files),
      options_(options),
      inputs_(std::move(inputs)),
      crew_(thread_count(options)),
      side_by_side_(at_a_time(inputs_.size(), crew_.size())),
      plan_(plan_memory(options, crew_.size(), side_by_side_)),
      lines_(inputs_.size()),
      prefixes_(inputs_.size()),
      inside_(inputs_.size()) {
  // With several inputs, their folders stand beside the tables.
  for (const char* table : {"findings.csv", "outputs.csv", "attachments.csv", "report.json"})
    input_names_.unique(table);
}

/// Text shrinks to about a third, attachments grow by base64; half and one and a half are on the safe side.
Result<void> Run::check_space(const Container& container, uint64_t finished) const {
  if (!output_ || options_.ignore_free_space) return {};
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
Result<void> Run::append_tables(const std::string& from) {
  if (from.empty()) return {};
  RSMF_TRY(append(from + "/findings-read.csv", findings_));
  RSMF_TRY(append(from + "/findings-written.csv", findings_));
  RSMF_TRY(append(from + "/outputs.csv", outputs_));
  RSMF_TRY(append(from + "/attachments.csv", attachments_));
  return SourceLine::remove_tables(files_, from);
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
  return findings_.row({name_of(finding.spec->severity), finding.spec->code, input, file, "", "",
                        name_of(finding.spec->action), message, ""});
}

/// For trouble with reading an input; trouble with writing the output ends the run.
Result<void> Run::add_failure(InputReport report, const Error& error) {
  if (error.kind == ErrorKind::interrupted || error.kind == ErrorKind::bug || error.kind == ErrorKind::order)
    return std::unexpected(error);
  report.error = error.message;
  if (!first_error_) first_error_ = error;
  RSMF_TRY(add_finding(ConverterTrouble::failed_source, report.path, "", error.message));
  ++summary_.totals.failed_sources;
  summary_.source_lines.push_back(source_line(report));
  reports_.push_back(std::move(report));
  return {};
}

/// Elsewhere it has a name that the same run would have again, so that a killed one's can be found; but for dry runs,
/// of which there may be several at a time.
std::string Run::spill_folder(const std::string& folder, size_t number) const {
  if (options_.temp_dir.empty() && !folder.empty()) return folder + "/spill";
  const std::string top = options_.temp_dir.empty() ? "/tmp" : options_.temp_dir;
  if (folder.empty())
    return fmt::format("{}/rsmf-spill-{}-{:08x}{:08x}", top, getpid(), std::random_device()(), std::random_device()());
  std::error_code error;
  const std::string whose = std::filesystem::absolute(folder, error).lexically_normal().string();
  return fmt::format("{}/rsmf-spill-{:016x}-{}", top, Fingerprint::of(whose).low, number);
}

Result<void> Run::start(InputLine& line, size_t number) {
  if (auto open = line.open(crew_, plan_); !open) {
    line.give_up(std::move(open.error()));
    return {};
  }
  std::string& prefix = prefixes_[number];
  if (inputs_.size() > 1)
    prefix = input_names_.unique(stem_of(inputs_[number], line.container().kind() != Container::Kind::folder));
  std::string folder = staging_ ? staging_->source_folder(number) : std::string();
  uint64_t finished = 0;
  if (options_.resume) {
    auto left = staging_->take_back(number, prefix);
    if (!left) return std::unexpected(left.error());
    finished = left->bytes;
  }
  RSMF_TRY(check_space(line.container(), finished));
  std::string spill = spill_folder(folder, number);
  RSMF_TRY(files_.remove_all(spill));  // of a run that was killed
  line.start(
      {&files_, &options_, &crew_, plan_, zone_, std::move(folder), std::move(spill),
       prefix.empty() ? prefix : prefix + "/", nullptr, staging_ ? staging_->run() : Fingerprint(), options_.resume},
      pack_ ? &*pack_ : nullptr);
  return {};
}

bool Run::start_next(std::unique_lock<std::mutex>& lock) {
  if (!outcome_ || starting_ || started_ == inputs_.size() || started_ - gathered_ == side_by_side_) return false;
  starting_ = true;
  const size_t number = started_;
  lock.unlock();
  auto line = std::make_unique<InputLine>(files_, options_, inputs_[number]);
  Result<void> done = guarded([&] { return start(*line, number); });
  lock.lock();
  starting_ = false;
  if (!done) {  // nobody may see a line that was not started
    if (outcome_) outcome_ = std::move(done);
    return true;
  }
  lines_[number] = std::move(line);
  if (number == gathered_) lines_[number]->come_to_turn();
  ++started_;
  return true;
}

/// Its slices and its rows become part of the whole.
Result<void> Run::gather(InputLine& line, size_t number) {
  const std::string& path = line.report().path;
  for (const auto& [trouble, file, message] : line.remarks()) RSMF_TRY(add_finding(trouble, path, file, message));
  summary_.totals.input_bytes += line.report().digest.bytes;
  if (const Error* error = line.error()) {
    if (line.ends_the_run() || error->kind == ErrorKind::interrupted) return std::unexpected(*error);
    // An input that vanished may come back, if it was the only one.
    if (!line.folder().empty() && error->kind != ErrorKind::io) RSMF_TRY(files_.remove_all(line.folder()));
    return add_failure(std::move(line.report()), *error);
  }
  InputReport& report = line.report();
  for (const auto& name : report.result.unmatched) ++unmatched_[name];
  add(report.result);
  RSMF_TRY(append_tables(line.folder()));
  if (!line.folder().empty()) complete_.push_back(number);
  summary_.source_lines.push_back(source_line(report));
  reports_.push_back(std::move(report));
  return {};
}

bool Run::gather_next(std::unique_lock<std::mutex>& lock) {
  const size_t number = gathered_;
  if (gathering_ || number == started_ || inside_[number] > 0) return false;
  InputLine& line = *lines_[number];
  if (!line.finished()) return false;
  gathering_ = true;
  lock.unlock();
  line.close();
  Result<void> done = guarded([&] { return gather(line, number); });
  lock.lock();
  lines_[number].reset();
  gathering_ = false;
  if (!done && outcome_) outcome_ = std::move(done);
  if (++gathered_ < started_) lines_[gathered_]->come_to_turn();
  return true;
}

WorkerPool::Did Run::work(size_t worker) {
  std::unique_lock lock(mutex_);
  if (!outcome_) return WorkerPool::Did::finished;
  if (gather_next(lock)) return WorkerPool::Did::something;
  for (size_t i = gathered_; i < started_; i = std::max(i + 1, gathered_)) {
    if (gathering_ && i == gathered_) continue;
    InputLine& line = *lines_[i];
    ++inside_[i];
    lock.unlock();
    WorkerPool::Did did = line.work(worker);
    lock.lock();
    --inside_[i];
    if (did == WorkerPool::Did::something) return did;
    if (gather_next(lock)) return WorkerPool::Did::something;
  }
  if (start_next(lock)) return WorkerPool::Did::something;
  return gathered_ == inputs_.size() ? WorkerPool::Did::finished : WorkerPool::Did::nothing;
}

void Run::show_progress() {
  if (!options_.on_progress) return;
  Progress progress;
  {
    std::lock_guard lock(mutex_);
    if (gathering_ || gathered_ == started_) return;
    progress = lines_[gathered_]->progress();
  }
  options_.on_progress(progress);
}

/// A filter is at fault only when no input knows its name.
Result<void> Run::add_unmatched() {
  const size_t converted = inputs_.size() - summary_.totals.failed_sources;
  for (const auto& [name, inputs] : unmatched_)
    if (inputs == converted)
      RSMF_TRY(add_finding(ConverterTrouble::unmatched_filter, "", "", "filter " + name + " matched nothing"));
  return {};
}

Result<ConvertSummary> Run::convert() {
  auto summary = convert_all();
  if (summary || !output_) return summary;
  Error error = std::move(summary.error());
  if (error.kind == ErrorKind::io || error.kind == ErrorKind::interrupted) {
    // After an error of the disk the volumes are left as they are: what of them is whole is found out by --resume.
    if (pack_ && error.kind == ErrorKind::interrupted) (void)pack_->volumes.flush();
    error.message += keep_finished();
  } else if (error.kind != ErrorKind::usage) {
    output_->keep(false);
  }
  return std::unexpected(std::move(error));
}

/// What the user is to know of it.
std::string Run::keep_finished() {
  for (CsvFile* table : {&findings_, &outputs_, &attachments_}) *table = {};
  auto slices = staging_ ? staging_->keep_finished(inputs_.size()) : Result<uint64_t>(0);
  const bool keep = !slices || *slices > 0;  // what cannot be looked at may be whole
  output_->keep(keep);
  if (!keep) return {};
  return fmt::format("; {} slices are finished and kept: --resume goes on with them, without it a run starts anew",
                     slices ? fmt::format("{}", *slices) : "some");
}

Result<ConvertSummary> Run::convert_all() {
  RSMF_TRY(prepare());
  crew_.run(*this, [this] { show_progress(); });
  lines_.clear();
  RSMF_TRY(outcome_);
  return conclude();
}

}  // namespace rsmf
