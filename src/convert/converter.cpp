#include "convert/converter.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "base/portable_name.hpp"
#include "convert/output_folder.hpp"
#include "convert/run_report.hpp"

namespace rsmf {
namespace {

constexpr FindingSpec kConverterFindings[] = {
    {"CNV-001", Severity::info, Action::kept, "the input is not in order and was sorted",
     "nothing to do: sorting is slower, the result is the same"},
    {"CNV-002", Severity::error, Action::dropped, "event without a time cannot be written in RSMF 1.0.0",
     "use --rsmf-version 2.0.0"},
    {"CNV-003", Severity::error, Action::skipped_file, "input could not be converted",
     "see the message; the other inputs were converted"},
    {"CNV-004", Severity::info, Action::kept, "events without a time are kept although dates were asked for",
     "nobody can say that they lie outside; look into the slices named 'undated'"},
    {"CNV-005", Severity::error, Action::skipped_file, "file of the input could not be read",
     "see the message; the other files were read, and the SHA-256 of the input is without this one"},
    {"CNV-006", Severity::warning, Action::kept, "filter matched nothing",
     "no input has a conversation or participant of that name, id or e-mail; is it spelt as in the export?"},
    {"CNV-007", Severity::error, Action::skipped_file, "archive in the folder is an export by itself and was not read",
     "give it as an input of its own"},
};

/// The name of an input without its folder and, for a file, its extension.
std::string stem_of(std::string path, bool is_file) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  std::string name = path.substr(path.rfind('/') + 1);
  if (auto dot = name.rfind('.'); is_file && dot != std::string::npos && dot > 0) name.resize(dot);
  name = portable_name(name, 60);
  return name.empty() ? "input" : name;
}

/// The whole run: its folder, its inputs, its sums.
class Run {
 public:
  Run(FileSystem& files, const ConvertOptions& options) : files_(files), options_(options) {
    // With several inputs, their folders stand beside the tables.
    for (const char* table : {"findings.csv", "outputs.csv", "attachments.csv", "report.json"})
      input_names_.unique(table);
  }

  Result<ConvertSummary> convert(const std::vector<std::string>& inputs);

 private:
  Result<void> convert_input(const std::string& path, bool several);
  Result<void> check_space(const Container& container) const;
  Result<void> gather(const std::string& from, const std::string& prefix);
  Result<void> append(const std::string& path, CsvFile& to);
  Result<void> open_tables();
  Result<void> close_tables();
  Result<void> add_finding(ConverterTrouble trouble, std::string_view input, std::string_view file,
                           const std::string& message);
  Result<void> add_failure(InputReport report, const Error& error);
  Result<void> digest(const Container& container, InputReport& report);
  Result<void> refuse_output_inside(const std::vector<std::string>& inputs) const;
  Result<void> add_unmatched(size_t converted);
  void add(const SourceResult& r);
  std::string source_line(const InputReport& input) const;

  FileSystem& files_;
  const ConvertOptions& options_;
  TimeZone zone_;
  std::optional<OutputFolder> output_;
  CsvFile findings_, outputs_, attachments_;
  OutputNames input_names_;
  std::vector<InputReport> inputs_;
  FindingCounts finding_counts_;
  ConvertSummary summary_;
  std::map<std::string, size_t> unmatched_;  ///< filter -> inputs in which it matched nothing
  std::optional<Error> first_error_;
};

Result<void> Run::open_tables() {
  if (!output_) return {};
  auto make = [&](const char* name, CsvFile& into) -> Result<void> {
    auto file = CsvFile::create(files_, output_->staging() + "/" + name);
    if (!file) return std::unexpected(file.error());
    into = std::move(*file);
    return {};
  };
  RSMF_TRY(make("findings.csv", findings_));
  RSMF_TRY(make("outputs.csv", outputs_));
  RSMF_TRY(make("attachments.csv", attachments_));
  RSMF_TRY(FindingLog::write_header(findings_));
  RSMF_TRY(SliceWriter::write_outputs_header(outputs_));
  return SliceWriter::write_attachments_header(attachments_);
}

Result<void> Run::close_tables() {
  RSMF_TRY(findings_.close());
  RSMF_TRY(outputs_.close());
  return attachments_.close();
}

/// Text shrinks to about a third, attachments grow by base64; half and one and a half are on the safe side.
Result<void> Run::check_space(const Container& container) const {
  if (!output_ || options_.ignore_free_space) return {};
  uint64_t needed = 0;
  for (const auto& e : container.entries()) {
    bool text = e.name.ends_with(".json") || e.name.ends_with(".txt") || e.name.ends_with(".ndjson") ||
                e.name.ends_with(".jsonl");
    needed += text ? e.size / 2 : e.size + e.size / 2;
  }
  auto free = files_.free_space(output_->staging());
  if (!free) return std::unexpected(free.error());
  if (needed > *free)
    return fail(ErrorKind::io, fmt::format("not enough space in {}: about {} MB needed, {} MB free "
                                           "(--ignore-free-space tries all the same)",
                                           options_.output, needed / 1'000'000, *free / 1'000'000));
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

/// A source is complete: its slices and its rows become part of the whole.
Result<void> Run::gather(const std::string& from, const std::string& prefix) {
  if (from.empty()) return {};
  RSMF_TRY(append(from + "/findings-read.csv", findings_));
  RSMF_TRY(append(from + "/findings-written.csv", findings_));
  RSMF_TRY(append(from + "/outputs.csv", outputs_));
  RSMF_TRY(append(from + "/attachments.csv", attachments_));
  if (!prefix.empty()) {
    RSMF_TRY(files_.rename(from + "/slices", output_->staging() + "/" + prefix));
  } else {
    auto list = files_.list(from + "/slices");
    if (!list) return std::unexpected(list.error());
    for (const auto& e : *list) RSMF_TRY(files_.rename(from + "/slices/" + e.name, output_->staging() + "/" + e.name));
  }
  return files_.remove_all(from);
}

void Run::add(const SourceResult& r) {
  Totals& t = summary_.totals;
  t.records += r.tally.records;
  t.split += r.tally.split;
  t.events += r.tally.events;
  t.folded += r.tally.folded;
  t.dropped += r.tally.dropped;
  t.filtered += r.tally.filtered;
  t.context_copies += r.context_copies;
  t.slices += r.slices;
  t.verified += r.verified;
  t.conversations += r.conversations.size();
  t.participants += r.people;
  t.attachments_found += r.attachments_found;
  t.attachments_missing += r.attachments_missing;
  t.output_bytes += r.output_bytes;
  finding_counts_ += r.findings;
  summary_.sort_spill_bytes += r.spilled_bytes;
  for (const auto& c : r.conversations) {
    summary_.first = std::min(summary_.first, c.first);
    if (c.last != kNoTime) summary_.last = summary_.last == kNoTime ? c.last : std::max(summary_.last, c.last);
  }
}

std::string Run::source_line(const InputReport& input) const {
  if (input.error.starts_with(input.path)) return input.error;
  if (!input.error.empty()) return fmt::format("{}: {}", input.path, input.error);
  return fmt::format("{}: {} ({}){}", input.path, input.format, input.reason,
                     input.result.sorted ? ", sorted on the way" : "");
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
  inputs_.push_back(std::move(report));
  return {};
}

Result<void> Run::digest(const Container& container, InputReport& report) {
  Progress progress;
  progress.source = report.path;
  progress.stage = "hashing";
  for (const auto& e : container.entries()) progress.total_bytes += e.packed_size;
  auto digest = digest_input(files_, container, options_.stop, [&](uint64_t bytes) {
    progress.bytes = bytes;
    if (options_.on_progress) options_.on_progress(progress);
  });
  if (!digest) return std::unexpected(digest.error());
  report.digest = std::move(*digest);
  summary_.totals.input_bytes += report.digest.bytes;
  return {};
}

Result<void> Run::convert_input(const std::string& path, bool several) {
  InputReport report;
  report.path = path;
  auto open = open_source(files_, path, options_.source);
  if (!open) return add_failure(std::move(report), open.error());
  report.format = open->format->id;
  report.reason = open->reason;
  RSMF_TRY(check_space(*open->container));

  if (auto done = digest(*open->container, report); !done) return add_failure(std::move(report), done.error());
  for (const auto& file : report.digest.unreadable)
    RSMF_TRY(add_finding(ConverterTrouble::unreadable_file, path, file.name, file.why));
  for (const ExportInside& inside : exports_inside(files_, *open->container)) {
    if (inside.format == open->format && inside.format->id == "rsmf") continue;  // it reads zips in a folder itself
    RSMF_TRY(add_finding(ConverterTrouble::export_inside, path, inside.name,
                         fmt::format("{} looks like {}", inside.name, inside.format->id)));
  }
  std::string prefix;
  if (several) prefix = input_names_.unique(stem_of(path, open->container->kind() != Container::Kind::folder));
  std::string folder = output_ ? fmt::format("{}/.source-{}", output_->staging(), inputs_.size()) : std::string();
  std::string spill = folder + "/spill";
  if (!options_.temp_dir.empty() || folder.empty())
    spill = fmt::format("{}/rsmf-spill-{}-{:08x}{:08x}", options_.temp_dir.empty() ? "/tmp" : options_.temp_dir,
                        getpid(), std::random_device()(), std::random_device()());
  SourceRun run(
      *open, {&files_, &options_, zone_, folder, spill, prefix.empty() ? prefix : prefix + "/", options_.on_progress});
  auto result = run.run();
  if (!result) {
    if (!folder.empty()) RSMF_TRY(files_.remove_all(folder));
    if (result.error().kind == ErrorKind::io && !run.reading_failed()) return std::unexpected(result.error());
    return add_failure(std::move(report), result.error());
  }
  for (const auto& name : result->unmatched) ++unmatched_[name];
  report.result = std::move(*result);
  add(report.result);
  RSMF_TRY(gather(folder, prefix));
  summary_.source_lines.push_back(source_line(report));
  inputs_.push_back(std::move(report));
  return {};
}

/// A filter is at fault only when no input knows its name.
Result<void> Run::add_unmatched(size_t converted) {
  for (const auto& [name, inputs] : unmatched_)
    if (inputs == converted)
      RSMF_TRY(add_finding(ConverterTrouble::unmatched_filter, "", "", "filter " + name + " matched nothing"));
  return {};
}

/// The output would become part of the input: of this run's digest, and of the next run's messages.
Result<void> Run::refuse_output_inside(const std::vector<std::string>& inputs) const {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path output = fs::weakly_canonical(fs::absolute(options_.output, error), error) / "";
  for (const auto& input : inputs) {
    auto kind = files_.kind(input);
    if (!kind) return std::unexpected(kind.error());
    if (*kind != PathKind::directory) continue;
    std::string folder = (fs::weakly_canonical(fs::absolute(input, error), error) / "").lexically_normal().string();
    if (output.lexically_normal().string().starts_with(folder))
      return fail(ErrorKind::usage,
                  "output folder " + options_.output + " lies in the input " + input + ": choose one outside");
  }
  return {};
}

Result<ConvertSummary> Run::convert(const std::vector<std::string>& inputs) {
  auto zone = TimeZone::find(options_.slice.timezone);
  if (!zone) return std::unexpected(zone.error());
  zone_ = std::move(*zone);
  if (inputs.empty()) return fail(ErrorKind::usage, "no input given");
  if (!options_.dry_run) {
    if (options_.output.empty()) return fail(ErrorKind::usage, "no output folder given");
    for (const auto& input : inputs) {
      auto kind = files_.kind(input);
      if (!kind) return std::unexpected(kind.error());
      if (*kind == PathKind::absent) return fail(ErrorKind::usage, "no such file or folder: " + input);
    }
    RSMF_TRY(refuse_output_inside(inputs));
    auto output = OutputFolder::open(files_, options_.output, options_.overwrite);
    if (!output) return std::unexpected(output.error());
    output_.emplace(std::move(*output));
  }
  RSMF_TRY(open_tables());
  for (const auto& input : inputs) RSMF_TRY(convert_input(input, inputs.size() > 1));
  if (summary_.totals.failed_sources == inputs.size()) return std::unexpected(*first_error_);
  RSMF_TRY(add_unmatched(inputs.size() - summary_.totals.failed_sources));

  Totals& t = summary_.totals;
  t.findings_info = finding_counts_.info;
  t.findings_warning = finding_counts_.warning;
  t.findings_error = finding_counts_.error;
  summary_.balance = balance_line(t);
  summary_.balanced = t.records + t.split == t.events + t.folded + t.dropped + t.filtered;
  if (!summary_.balanced) return fail(ErrorKind::bug, "totals do not balance: " + summary_.balance);
  RSMF_TRY(close_tables());
  if (output_) {
    auto report = files_.create(output_->staging() + "/report.json");
    if (!report) return std::unexpected(report.error());
    RSMF_TRY((*report)->write(render_report(options_, inputs_, t, finding_counts_)));
    RSMF_TRY((*report)->close());
    if (options_.stop && *options_.stop) return fail(ErrorKind::interrupted, "interrupted");
    RSMF_TRY(output_->publish());
  }
  return std::move(summary_);
}

}  // namespace

const FindingSpec& converter_finding(ConverterTrouble trouble) {
  return kConverterFindings[size_t(trouble)];
}
std::span<const FindingSpec> converter_findings() {
  return kConverterFindings;
}

Result<ConvertSummary> convert(FileSystem& files, const std::vector<std::string>& inputs,
                               const ConvertOptions& options) {
  Run run(files, options);
  return run.convert(inputs);
}

Result<ConvertSummary> convert(const std::vector<std::string>& inputs, const ConvertOptions& options) {
  return convert(real_file_system(), inputs, options);
}

}  // namespace rsmf
