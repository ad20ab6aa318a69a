#include "app/commands/commands.hpp"
#include "app/comparison_text.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "app/stop_signal.hpp"
#include "diff/comparison.hpp"

namespace rsmf::app {
namespace {

/// Says what of an input could not be compared; true if there is such.
bool tell_what_is_missing(const ComparedInput& input, const Config& config, Console& console) {
  if (!input.broke_off.empty()) console.complain(input.path + ": broke off: " + input.broke_off);
  if (input.findings_error > 0 && !config.quiet) {
    console.complain(input.path + ": " + counted(input.findings_error, "record or file", "records or files") +
                     " could not be read; rsmf inspect says which");
  }
  return input.findings_error > 0 || !input.broke_off.empty();
}

}  // namespace

/// Like diff(1): 0 the same, 1 different, 2 nobody can say.
int run_diff(const Config& config, Console& console) {
  ComparisonOptions options;
  options.source = config.convert.source;
  options.ignored = config.diff.ignored;
  options.most = config.diff.most;
  options.counts_only = config.quiet;
  options.stop = &watch_stop_signals();
  const Result<Comparison> comparison = compare(config.arguments[0], config.arguments[1], options);
  if (!comparison) {
    console.complain(comparison.error().message);
    return exit_code(comparison.error().kind);
  }
  if (!config.quiet) console.print(config.json ? comparison_json(*comparison) : comparison_text(*comparison));
  bool incomplete = tell_what_is_missing(comparison->a, config, console);
  incomplete |= tell_what_is_missing(comparison->b, config, console);
  const bool broke_off = !comparison->a.broke_off.empty() || !comparison->b.broke_off.empty();
  if (broke_off || (incomplete && comparison->is_same())) return kNotDone;
  return comparison->is_same() ? kClean : kReadReport;
}

}  // namespace rsmf::app
