#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "app/stop_signal.hpp"
#include "io/file_system.hpp"
#include "io/new_file.hpp"
#include "sources/shared_options.hpp"
#include "view/html_transcript.hpp"
#include "view/text_transcript.hpp"

namespace rsmf::app {
namespace {

ViewOptions view_options(const Config& config) {
  ViewOptions options;
  options.source = config.convert.source;
  options.filter = config.convert.filter;
  options.timezone = kTimezone.value(config.convert.source);
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
  if (summary.limited)
    console.complain(fmt::format("{}: stopped after {} (--limit)", path, counted(summary.shown, "event", "events")));
  if (summary.findings_error > 0) {
    console.complain(fmt::format("{}: {} could not be read; rsmf inspect says which", path,
                                 counted(summary.findings_error, "record or file", "records or files")));
  }
}

/// What a run has shown.
struct Shown {
  uint64_t events = 0, conversations = 0, pictures = 0;
};

int view_all(const Config& config, Console& console, TranscriptWriter& writer, Shown& shown) {
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
    shown.events += summary->shown;
    shown.conversations += summary->conversations;
    tell_what_is_missing(path, *summary, config, console);
    const bool lost = summary->findings_error > 0 || !summary->broke_off.empty();
    code = std::max<int>(code, lost ? kReadReport : kClean);
  }
  return code;
}

int view_page(const Config& config, Console& console, const TextSink& sink, Shown& shown) {
  HtmlTranscript writer(config.view.image_bytes, sink);
  const int code = view_all(config, console, writer, shown);
  shown.pictures = writer.pictures();
  if (code == kInterrupted || console.output_gone()) return code;
  if (auto done = writer.finish(); !done && !console.output_gone()) {
    console.complain(done.error().message);
    return exit_code(done.error().kind);
  }
  return code;
}

int view_text(const Config& config, Console& console, bool to_file, const TextSink& sink, Shown& shown) {
  const size_t width = config.view.width_stated ? size_t(config.view.width) : to_file ? 80 : console.output_width();
  TextTranscript writer({.width = width, .colour = console.colour() && !to_file}, sink);
  if (config.arguments.size() > 1) writer.name_inputs();
  return view_all(config, console, writer, shown);
}

}  // namespace

int run_view(const Config& config, Console& console) {
  std::optional<NewFile> file;
  if (!config.view.output.empty() && config.view.output != "-") {
    auto created = NewFile::create(real_file_system(), config.view.output, config.view.overwrite);
    if (!created) {
      console.complain(created.error().message);
      return exit_code(created.error().kind);
    }
    file.emplace(std::move(*created));
  }
  const TextSink sink = [&](std::string_view text) -> Result<void> {
    if (file) return file->write(text);
    console.print(text);
    if (console.output_gone()) return fail(ErrorKind::io, "nobody reads");
    return {};
  };
  Shown shown;
  const int code = config.view.html ? view_page(config, console, sink, shown)
                                    : view_text(config, console, file.has_value(), sink, shown);
  if (!file || code == kNotDone || code == kInterrupted) return code;
  if (auto done = file->finish(); !done) {
    console.complain(done.error().message);
    return exit_code(done.error().kind);
  }
  if (!config.quiet) {
    const std::string pictures = config.view.html ? ", " + counted(shown.pictures, "picture", "pictures") : "";
    console.complain(fmt::format("{} of {}{}, in {}", counted(shown.events, "event", "events"),
                                 counted(shown.conversations, "conversation", "conversations"), pictures,
                                 printable(config.view.output, 500)));
  }
  return code;
}

}  // namespace rsmf::app
