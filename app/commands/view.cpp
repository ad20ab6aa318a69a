#include <fmt/format.h>

#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/layout.hpp"
#include "app/stop_signal.hpp"
#include "view/text_transcript.hpp"

namespace rsmf::app {
namespace {

ViewOptions view_options(const Config& config) {
  ViewOptions options;
  options.source = config.convert.source;
  options.filter = config.convert.filter;
  options.timezone = config.convert.source.timezone;
  options.limit = config.view.limit;
  options.receipts = config.view.receipts;
  options.properties = config.view.properties;
  options.stop = &watch_stop_signals();
  return options;
}

/// What the reader of a transcript would otherwise not know is missing.
void tell_what_is_missing(const std::string& path, const ViewSummary& summary, const Config& config, Console& console) {
  for (const std::string& name : summary.unmatched) console.complain(path + ": nothing has " + name);
  if (!summary.broke_off.empty()) console.complain(path + ": broke off: " + summary.broke_off);
  if (config.quiet) return;
  if (summary.limited) console.complain(fmt::format("{}: stopped after {} (--limit)", path, counted(summary.shown, "event", "events")));
  if (summary.findings_error > 0) {
    console.complain(fmt::format("{}: {} could not be read; rsmf inspect says which", path,
                                 counted(summary.findings_error, "record or file", "records or files")));
  }
}

int view_all(const Config& config, Console& console, TranscriptWriter& writer) {
  int code = kClean;
  const ViewOptions options = view_options(config);
  for (const std::string& path : config.arguments) {
    const Result<ViewSummary> summary = view(path, options, writer);
    if (console.output_gone()) return code;
    if (!summary) {
      console.complain(summary.error().message);
      code = std::max<int>(code, exit_code(summary.error().kind));
      if (code == kInterrupted) return code;
      continue;
    }
    tell_what_is_missing(path, *summary, config, console);
    const bool lost = summary->findings_error > 0 || !summary->broke_off.empty();
    code = std::max<int>(code, lost ? kReadReport : kClean);
  }
  return code;
}

}  // namespace

int run_view(const Config& config, Console& console) {
  const TextSink sink = [&](std::string_view text) -> Result<void> {
    console.print(text);
    if (console.output_gone()) return fail(ErrorKind::io, "nobody reads");
    return {};
  };
  const size_t width = config.view.width_stated ? size_t(config.view.width) : console.output_width();
  TextTranscript writer({.width = width, .colour = console.colour()}, sink);
  if (config.arguments.size() > 1) writer.name_inputs();
  return view_all(config, console, writer);
}

}  // namespace rsmf::app
