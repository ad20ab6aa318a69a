#include "rsmf/validate.hpp"

#include <atomic>
#include <optional>

#include <fmt/format.h>

#include "app/check_meter.hpp"
#include "app/check_report.hpp"
#include "app/check_tally.hpp"
#include "app/commands/commands.hpp"
#include "app/exit_code.hpp"
#include "app/page_layout.hpp"
#include "app/progress_display.hpp"
#include "app/report_file.hpp"
#include "app/rule_choice.hpp"
#include "app/stop_signal.hpp"

namespace rsmf::app {
namespace {

constexpr int64_t kInterval = 100'000'000;  // between two progress lines: a person reads no faster
constexpr uint64_t kFindingsForPeople = 5, kFindingsForPrograms = 100;
constexpr size_t kShownLeftOut = 20;

ValidateOptions options_of(const CheckConfig& check) {
  ValidateOptions options;
  options.profile = check.profile;
  options.checksums = check.checksums;
  const bool for_people = check.form == ReportForm::text || check.form == ReportForm::junit;
  options.max_findings = check.max_findings != CheckConfig::kUnset ? check.max_findings
                         : for_people                              ? kFindingsForPeople
                                                                   : kFindingsForPrograms;
  options.leave_out_info = for_people && !check.notes;
  return options;
}

/// One run of the command.
class ValidateCommand {
 public:
  ValidateCommand(const Config& config, Console& console)
      : config_(config),
        check_(config.check),
        console_(console),
        choice_(check_),
        report_(check_report(check_, console)),
        tally_(check_),
        signals_(watch_stop_signals()),
        meter_(now_ns()) {}

  int run() {
    auto paths = find_rsmf_files(config_.arguments);
    if (!paths) return refuse(paths.error());
    tell_left_out(*paths);
    if (paths->files.empty())
      return refuse({ErrorKind::usage, "nothing to check: no .rsmf or .eml file, no rsmf.zip, no rsmf_manifest.json"});
    if (!check_.output.empty() && check_.output != "-") {
      auto file = ReportFile::create(check_.output, check_.overwrite, paths->files);
      if (!file) return refuse(file.error());
      file_.emplace(std::move(*file));
    }
    put(report_->head());
    meter_ = CheckMeter(now_ns());  // the search for the files is no part of their speed
    const Result<ValidateProgress> done = validate_files(*paths, this->run_of());
    console_.show_status({});
    if (!done) return broke_off(done.error(), paths->files.size());
    return finish(*paths);
  }

 private:
  ValidateRun run_of() {
    ValidateRun run;
    run.options = options_of(check_);
    run.threads = check_.threads;
    run.stop = &stop_;
    run.on_file = [this](Validation&& v) {
      choice_.apply(v);
      tally_.add(v);
      put(report_->file(v));
    };
    run.on_progress = [this](const ValidateProgress& p) { progress(p); };
    return run;
  }

  void put(const std::string& text) {
    if (text.empty()) return;
    if (!file_) {
      if (!(config_.quiet && check_.form == ReportForm::text)) console_.print(text);
    } else if (write_error_.empty()) {
      if (auto done = file_->write(text); !done) write_error_ = done.error().message;
    }
  }

  void progress(const ValidateProgress& p) {
    if (signals_ || console_.output_gone() || !write_error_.empty()) stop_ = true;
    if (config_.quiet || !console_.status_possible()) return;
    const int64_t now = now_ns();
    if (now - shown_ < kInterval) return;
    shown_ = now;
    meter_.update(p, now);
    console_.show_status(meter_.line(console_.width()));
  }

  void tell_left_out(const RsmfPaths& paths) {
    const size_t shown = std::min(paths.left_out.size(), kShownLeftOut);
    for (size_t i = 0; i < shown; ++i) console_.complain("not checked: " + paths.left_out[i]);
    if (shown < paths.left_out.size()) {
      console_.complain(fmt::format("not checked: {} more", grouped(paths.left_out.size() - shown)));
    }
  }

  int refuse(const Error& error) {
    console_.complain(error.message);
    return exit_code(error.kind);
  }

  int broke_off(const Error& error, size_t files) {
    if (error.kind != ErrorKind::interrupted) return refuse(error);
    const std::string done = fmt::format("{} of {} files were checked", grouped(tally_.files()), grouped(files));
    if (signals_) return refuse({ErrorKind::interrupted, "interrupted: " + done});
    if (!write_error_.empty()) return refuse({ErrorKind::io, write_error_});
    if (console_.output_error().empty()) console_.complain("nobody reads on: " + done);
    return kNotDone;
  }

  int finish(const RsmfPaths& paths) {
    put(report_->tail());
    if (file_) {
      if (!write_error_.empty()) return refuse({ErrorKind::io, write_error_});
      if (auto done = file_->finish(); !done) return refuse(done.error());
    }
    const bool is_for_people = check_.form == ReportForm::text || file_;
    if (is_for_people && !config_.quiet) {
      console_.print(tally_.text(console_));
      if (const size_t n = paths.left_out.size(); n > 0)
        console_.print(counted(n, "entry was", "entries were") + " not checked\n");
    }
    if (paths.unlisted > 0) return kNotDone;
    return tally_.bad() > 0 ? kReadReport : kClean;
  }

  const Config& config_;
  const CheckConfig& check_;
  Console& console_;
  RuleChoice choice_;
  std::unique_ptr<CheckReport> report_;
  CheckTally tally_;
  std::optional<ReportFile> file_;
  std::string write_error_;
  const std::atomic<bool>& signals_;
  std::atomic<bool> stop_ = false;
  CheckMeter meter_;
  int64_t shown_ = 0;
};

}  // namespace

int run_validate(const Config& config, Console& console) {
  return ValidateCommand(config, console).run();
}

}  // namespace rsmf::app
