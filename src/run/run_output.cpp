// Run: its output folder and tables, before the first input and after the last.
#include <filesystem>

#include "run/run.hpp"

namespace rsmf {

/// Otherwise the output would become part of the input: of this run's digest and of the next run's messages.
Result<void> Run::refuse_output_inside() const {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path output = fs::weakly_canonical(fs::absolute(options_.output, error), error) / "";
  for (const auto& input : inputs_) {
    auto kind = files_.kind(input);
    if (!kind) return std::unexpected(kind.error());
    if (*kind != PathKind::directory) continue;
    std::string folder = (fs::weakly_canonical(fs::absolute(input, error), error) / "").lexically_normal().string();
    if (output.lexically_normal().string().starts_with(folder))
      return fail(ErrorKind::usage,
                  "output folder " + options_.output + " is inside the input " + input + ": choose one outside");
  }
  return {};
}

/// The file of events would become part of an input, or replace it; in the output folder it would not be ours to
/// publish.
Result<void> Run::refuse_events_inside() const {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto whole = [&](const std::string& path) {
    return fs::weakly_canonical(fs::absolute(path, error), error).lexically_normal().string();
  };
  const std::string file = whole(options_.events_file);
  const auto is_inside = [&](const std::string& folder) { return file == folder || file.starts_with(folder + "/"); };
  for (const std::string& input : inputs_)
    if (is_inside(whole(input)))
      return fail(ErrorKind::usage, "the file of events " + options_.events_file + " is in the input " + input +
                                        ": choose a place outside");
  if (!options_.output.empty() && is_inside(whole(options_.output)))
    return fail(ErrorKind::usage,
                "the file of events " + options_.events_file + " is in the output folder: choose a place beside it");
  return {};
}

Result<void> Run::open_events() {
  if (options_.events_file.empty()) {
    events_.emplace(EventsOutput::to_stream(files_, options_.events_stream));
    return {};
  }
  RSMF_TRY(refuse_events_inside());
  auto events = EventsOutput::to_file(files_, options_.events_file,
                                      {options_.overwrite, options_.overwrite || options_.resume}, inputs_.size());
  if (!events) return std::unexpected(events.error());
  events_.emplace(std::move(*events));
  return {};
}

Result<void> Run::check_options() const {
  const auto refuse = [](const char* why) { return fail(ErrorKind::usage, why); };
  if (inputs_.empty()) return refuse("no input given");
  if (options_.dry_run && options_.resume) return refuse("a dry run has nothing to go on with");
  if (!options_.events_file.empty() && options_.events_stream)
    return refuse("events go to a file or to a stream, not to both");
  if (options_.slices) {
    if (options_.output.empty() && !options_.dry_run) return refuse("no output folder given");
    return {};
  }
  if (!has_events()) return refuse("neither .rsmf files nor events are wanted: nothing to do");
  if (options_.resume) return refuse("without .rsmf files there is nothing to go on with");
  if (options_.pack || options_.verify) return refuse("there are no .rsmf files to be packed or verified");
  return {};
}

Result<void> Run::prepare() {
  auto zone = TimeZone::find(options_.slice.timezone);
  if (!zone) return std::unexpected(zone.error());
  zone_ = std::move(*zone);
  RSMF_TRY(check_options());
  if (options_.dry_run) return {};
  for (const auto& input : inputs_) {
    auto kind = files_.kind(input);
    if (!kind) return std::unexpected(kind.error());
    if (*kind == PathKind::absent) return fail(ErrorKind::usage, "no such file or folder: " + input);
  }
  if (has_events()) RSMF_TRY(open_events());
  if (options_.output.empty()) return {};
  RSMF_TRY(refuse_output_inside());
  RSMF_TRY(open_output());
  if (options_.pack) {
    RSMF_TRY(files_.make_directories(staging_->pack_folder()));
    pack_.emplace(files_, staging_->pack_folder(), options_.volume_bytes, options_.resume);
  }
  return open_tables();
}

Result<void> Run::open_output() {
  auto stamp = RunFingerprint::of(files_, options_, inputs_);
  if (!stamp) return std::unexpected(stamp.error());
  auto output = options_.resume ? OutputFolder::resume(files_, options_.output, options_.overwrite)
                                : OutputFolder::open(files_, options_.output, options_.overwrite);
  if (!output) return std::unexpected(output.error());
  output_.emplace(std::move(*output));
  staging_.emplace(files_, output_->staging(), *stamp);
  if (!options_.resume) return staging_->begin(*stamp);
  auto why = staging_->go_on(*stamp);
  if (!why) return std::unexpected(why.error());
  if (why->empty()) return {};
  return fail(ErrorKind::usage, "cannot go on with the interrupted run in " + options_.output + ": " + *why +
                                    " (without --resume it starts anew)");
}

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
  RSMF_TRY(write_outputs_header(outputs_, options_.pack));
  return SliceRows::write_attachments_header(attachments_);
}

Result<void> Run::close_tables() {
  RSMF_TRY(findings_.close());
  RSMF_TRY(outputs_.close());
  return attachments_.close();
}

Result<ConvertSummary> Run::conclude() {
  Totals& t = summary_.totals;
  if (t.failed_sources == inputs_.size()) return std::unexpected(*first_error_);
  RSMF_TRY(add_unmatched());
  t.findings_info = finding_counts_.info;
  t.findings_warning = finding_counts_.warning;
  t.findings_error = finding_counts_.error;
  summary_.balance = balance_line(t);
  summary_.balanced = t.records + t.split == t.events + t.folded + t.dropped + t.filtered;
  if (!summary_.balanced) return fail(ErrorKind::bug, "totals do not balance: " + summary_.balance);
  RSMF_TRY(close_tables());
  if (pack_) RSMF_TRY(pack_->close());
  if (pack_) RSMF_TRY(staging_->move_volumes());
  for (size_t number : complete_)
    if (!pack_ && options_.slices) RSMF_TRY(staging_->move_slices(number, prefixes_[number]));
  if (output_) RSMF_TRY(write_report());
  if ((output_ || events_) && options_.stop && *options_.stop) return fail(ErrorKind::interrupted, "interrupted");
  if (events_) RSMF_TRY(events_->finish());
  if (output_) RSMF_TRY(output_->publish());
  return std::move(summary_);
}

Result<void> Run::write_report() {
  auto report = files_.create(output_->staging() + "/report.json");
  if (!report) return std::unexpected(report.error());
  RSMF_TRY((*report)->write(render_report(options_, reports_, summary_.totals, finding_counts_)));
  return (*report)->close();
}

}  // namespace rsmf
