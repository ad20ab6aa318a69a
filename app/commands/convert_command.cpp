#include "rsmf/convert.hpp"

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/progress_display.hpp"
#include "app/stats_text.hpp"
#include "app/stop_signal.hpp"
#include "app/summary.hpp"

namespace rsmf::app {
namespace {

int report_failure(const Error& error, Console& console) {
  const ExitCode code = exit_code(error.kind);
  if (code == kInterrupted) {
    console.complain(error.message == "interrupted" ? "interrupted; nothing half-written is left" : error.message);
  } else {
    console.complain(code == kBug ? error.message + " (a bug of rsmf: please report it)" : error.message);
  }
  return code;
}

bool is_reader_gone(const Console& console) {
  return console.output_gone() && console.output_error().empty();
}

/// A reader that goes away wants no more; .rsmf files are written all the same.
void give_events_to_output(ConvertOptions& options, Console& console) {
  options.events_file.clear();
  options.events_stream = [&console, goes_on = !options.output.empty()](std::string_view bytes) -> Result<void> {
    console.print(bytes);
    if (!console.output_gone() || (goes_on && is_reader_gone(console))) return {};
    return fail(ErrorKind::io, "standard output: " + console.output_error());
  };
}

}  // namespace

int run_convert(const Config& config, Console& console) {
  ConvertOptions options = config.convert;
  if (options.slices ? options.output.empty() && !options.dry_run : options.events_file.empty()) {
    console.complain(options.slices ? "convert needs an output folder: -o FOLDER (or --dry-run)"
                                    : "--no-rsmf needs --events FILE: without it there is nothing to write");
    return kNotDone;
  }
  const bool events_to_output = options.events_file == "-";
  if (events_to_output) give_events_to_output(options, console);
  options.stop = &watch_stop_signals();
  ProgressDisplay progress(config.progress, config.quiet, console);
  if (progress.wanted()) options.on_progress = [&](const Progress& p) { progress.show(p); };

  const int64_t start = now_ns();
  const Result<ConvertSummary> summary = convert(config.arguments, options);
  const double seconds = static_cast<double>(now_ns() - start) * 1e-9;
  if (!summary && is_reader_gone(console)) return kClean;
  if (!summary) return report_failure(summary.error(), console);
  const ExitCode code = exit_code(*summary, config.arguments.size(), config.strict);
  if (config.progress == ProgressMode::json) console.note(summary_json(*summary, code) + "\n");
  if (!summary->balanced) {
    console.complain("the counts do not balance: " + summary->balance + " (a bug of rsmf: please report it)");
    return code;
  }
  if (!config.quiet) {
    const std::string text = summary_text(*summary, options);
    events_to_output ? console.note(text) : console.print(text);
  }
  if (code == kNotDone) console.complain("nothing could be converted");
  if (config.stats) console.note(stats_text(*summary, options.memory, seconds));
  return code;
}

}  // namespace rsmf::app
