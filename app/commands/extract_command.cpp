#include "extract/extract.hpp"

#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "app/stop_signal.hpp"
#include "io/file_system.hpp"
#include "rsmf/validate.hpp"

namespace rsmf::app {
namespace {

int refuse_extract(const Error& error, Console& console) {
  const ExitCode code = exit_code(error.kind);
  console.complain(code == kInterrupted ? "interrupted; nothing half-written is left" : error.message);
  return code;
}

}  // namespace

int run_extract(const Config& config, Console& console) {
  if (config.convert.output.empty()) {
    console.complain("extract needs an output folder: -o FOLDER");
    return kNotDone;
  }
  const auto paths = find_rsmf_files(config.arguments);
  if (!paths) return refuse_extract(paths.error(), console);
  for (const std::string& left_out : paths->left_out) console.complain("left out: " + left_out);
  if (paths->files.empty()) {
    console.complain("no RSMF file is there");
    return kNotDone;
  }
  ExtractOptions options;
  options.output = config.convert.output;
  options.stop = &watch_stop_signals();
  const Result<ExtractSummary> summary =
      extract(paths->disk ? *paths->disk : real_file_system(), paths->files, options);
  if (!summary) return refuse_extract(summary.error(), console);
  for (const std::string& line : summary->trouble) console.complain(line);
  if (summary->troubles > summary->trouble.size()) {
    console.complain(fmt::format("and {}: extracted.csv has them all",
                                 counted(summary->troubles - summary->trouble.size(), "more", "more")));
  }
  if (!config.quiet) {
    console.print(fmt::format("{} of {}, {}, in {}; extracted.csv tells what is what\n",
                              counted(summary->files, "file", "files"), counted(summary->inputs, "RSMF", "RSMFs"),
                              human_bytes(summary->bytes), printable(options.output, 500)));
  }
  return summary->trouble.empty() && paths->unlisted == 0 ? kClean : kReadReport;
}

}  // namespace rsmf::app
