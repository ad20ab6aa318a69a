#include "convert/inspect.hpp"

#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/inspection_text.hpp"
#include "app/progress_display.hpp"
#include "app/stop_signal.hpp"

namespace rsmf::app {
namespace {

/// Like convert: 1 if something would be lost, 2 if nothing could be read.
ExitCode exit_code(const Inspection& inspection) {
  const bool lost = !inspection.broke_off.empty() || inspection.count(Severity::error) > 0;
  return lost ? kReadReport : kClean;
}

}  // namespace

int run_inspect(const Config& config, Console& console) {
  InspectOptions options;
  options.source = config.convert.source;
  options.stop = &watch_stop_signals();
  int code = kClean;
  for (size_t i = 0; i < config.arguments.size(); ++i) {
    Result<Inspection> inspection = Inspection{};
    {
      ProgressDisplay progress(ProgressMode::automatic, config.quiet, console);
      if (progress.wanted()) options.on_progress = [&](const Progress& p) { progress.show(p); };
      inspection = inspect(config.arguments[i], options);
      options.on_progress = nullptr;
    }
    if (!inspection) {
      console.complain(inspection.error().message);
      code = std::max<int>(code, app::exit_code(inspection.error().kind));
      if (code == kInterrupted) return code;
      continue;
    }
    if (i > 0 && !config.json) console.print("\n");
    console.print(config.json ? inspection_json(*inspection) + "\n" : inspection_text(*inspection, config.top));
    code = std::max<int>(code, exit_code(*inspection));
  }
  return code;
}

}  // namespace rsmf::app
