#include "inspect/inspect.hpp"

#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/inspection_text.hpp"
#include "app/layers_text.hpp"
#include "app/page_layout.hpp"
#include "app/progress_display.hpp"
#include "app/stop_signal.hpp"
#include "io/file_system.hpp"
#include "json/json_writer.hpp"
#include "rsmf/validate.hpp"

namespace rsmf::app {
namespace {

/// Like convert: 1 if something would be lost, 2 if nothing could be read.
ExitCode inspection_exit_code(const Inspection& inspection) {
  const bool lost = !inspection.broke_off.empty() || inspection.count(Severity::error) > 0;
  return lost ? kReadReport : kClean;
}

FileSystem& disk_of(const RsmfPaths& paths) {
  return paths.disk ? *paths.disk : real_file_system();
}

/// What there is to say of an input as RSMF: of a file its layers, of a folder its files in numbers. Empty for what is
/// no RSMF.
struct RsmfPart {
  std::string text, json;
};

RsmfPart rsmf_part(const std::string& path, const Config& config) {
  FileSystem& files = real_file_system();
  const auto paths = find_rsmf_files({path});
  // A volume of files is more than one, even if it holds one.
  if (paths && paths->files.size() == 1 && paths->files[0] == path) {
    const auto layers = outline(files, path);
    if (!layers || !layers->is_rsmf) return {};
    return {layers_text(*layers, config.top), layers_json(*layers)};
  }
  if (!paths || paths->files.empty()) return {};
  HeaderTotals totals;
  HeaderScan scan;
  scan.on_row = [&](HeaderRow&& row) { totals.add(row); };
  scan.stop = &watch_stop_signals();
  if (!scan_headers(disk_of(*paths), paths->files, scan)) return {};
  totals.finish();
  return {totals_text(totals, config.top), totals_json(totals)};
}

Result<Inspection> inspect_events(const std::string& path, const Config& config, Console& console) {
  InspectOptions options;
  options.source = config.convert.source;
  options.stop = &watch_stop_signals();
  ProgressDisplay progress(ProgressMode::automatic, config.quiet, console);
  if (progress.wanted()) options.on_progress = [&](const Progress& p) { progress.show(p); };
  return inspect(path, options);
}

/// One input, as text or as a line of JSON.
int inspect_one(const std::string& path, const Config& config, Console& console) {
  const Result<Inspection> inspection = inspect_events(path, config, console);
  if (!inspection && inspection.error().kind == ErrorKind::interrupted) return kInterrupted;
  const bool may_be_rsmf = !inspection || inspection->format == "rsmf";
  const RsmfPart rsmf = may_be_rsmf ? rsmf_part(path, config) : RsmfPart();
  if (inspection) {
    console.print(config.json ? inspection_json(*inspection, rsmf.json) + "\n"
                              : inspection_text(*inspection, config.top) + rsmf.text);
    return inspection_exit_code(*inspection);
  }
  console.complain(inspection.error().message);
  if (rsmf.text.empty()) return exit_code(inspection.error().kind);
  // Its events cannot be read, but it is an RSMF: what can be seen of it helps to find out why.
  if (config.json) console.print("{\"path\":" + json_string(path) + ",\"layers\":" + rsmf.json + "}\n");
  if (!config.json) console.print(printable(path, 500) + "\n" + rsmf.text);
  return kReadReport;
}

int print_headers(const Config& config, Console& console) {
  const auto paths = find_rsmf_files(config.arguments);
  if (!paths) {
    console.complain(paths.error().message);
    return exit_code(paths.error().kind);
  }
  for (const std::string& left_out : paths->left_out) console.complain("left out: " + left_out);
  std::string text;
  if (!config.json) text = config.csv ? header_row_csv_titles() : header_row_titles();
  uint64_t trouble = paths->unlisted;
  HeaderScan scan;
  scan.stop = &watch_stop_signals();
  scan.on_row = [&](HeaderRow&& row) {
    trouble += row.trouble.empty() ? 0 : 1;
    text += config.json ? header_row_json(row) : config.csv ? header_row_csv(row) : header_row_text(row);
    if (text.size() < 64 * 1024) return;
    console.print(text);
    text.clear();
  };
  const auto done = scan_headers(disk_of(*paths), paths->files, scan);
  console.print(text);
  if (!done) return exit_code(done.error().kind);
  if (paths->files.empty()) console.complain("no RSMF file is there");
  return paths->files.empty() ? kNotDone : trouble > 0 ? kReadReport : kClean;
}

}  // namespace

int run_inspect(const Config& config, Console& console) {
  if (config.headers) return print_headers(config, console);
  if (config.csv) {
    console.complain("--csv goes with --headers");
    return kNotDone;
  }
  int code = kClean;
  for (size_t i = 0; i < config.arguments.size() && code != kInterrupted; ++i) {
    if (i > 0 && !config.json) console.print("\n");
    code = std::max<int>(code, inspect_one(config.arguments[i], config, console));
  }
  return code;
}

}  // namespace rsmf::app
