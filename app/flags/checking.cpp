// Flags of `validate` and `rules`.
#include <algorithm>

#include <fmt/format.h>

#include "app/flags/groups.hpp"
#include "app/flags/setters.hpp"

namespace rsmf::app {
namespace {

constexpr Choice kProfiles[] = {
    {"relativity", "as Relativity's own library would conclude, as far as that is known"},
    {"strict", "standards, the intent of the schema and best practice as well"},
};
constexpr Choice kFailOn[] = {
    {"error", "only files that failed count"},
    {"warning", "files that passed with warnings count too"},
};

template <auto Member>
Result<void> add_rule(const Flag&, std::string_view value, Config& into) {
  std::string code(value);
  std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  const Rule* rule = find_rule(code);
  if (!rule) return fail(ErrorKind::usage, fmt::format("there is no rule '{}'; see rsmf rules", value));
  (into.check.*Member).push_back(rule->id);
  return {};
}

template <ReportForm form>
Result<void> set_form(const Flag&, std::string_view, Config& into) {
  if (into.check.form != ReportForm::text && into.check.form != form) {
    return fail(ErrorKind::usage, "only one of --json, --csv and --junit can be given");
  }
  into.check.form = form;
  return {};
}

Result<void> set_fail_on(const Flag&, std::string_view value, Config& into) {
  into.check.fail_on = value == "warning" ? Severity::warning : Severity::error;
  return {};
}

constexpr Flag kChecking[] = {
    {.name = "profile",
     .letter = 'p',
     .value = "PROFILE",
     .fallback = "relativity",
     .choices = kProfiles,
     .text = "by whose measure",
     .apply = set_choice<&Config::check, &CheckConfig::profile>},
    {.name = "rule",
     .letter = 'r',
     .value = "CODE",
     .text = "look for these rules only",
     .details = "The verdict, too, rests on them alone.",
     .repeatable = true,
     .apply = add_rule<&CheckConfig::only>},
    {.name = "ignore",
     .value = "CODE",
     .text = "pass over a rule",
     .details = "It counts for nothing: not for the verdict, not for the exit code.",
     .repeatable = true,
     .apply = add_rule<&CheckConfig::ignore>},
    {.name = "skip-checksums",
     .text = "do not unpack attachments: faster",
     .details = "Damage inside an attachment (R033) then stays unseen. The manifest is read in any case.",
     .apply = set_off<&Config::check, &CheckConfig::checksums>},
    {.name = "fail-on",
     .value = "SEVERITY",
     .fallback = "error",
     .choices = kFailOn,
     .text = "what makes the exit code 1",
     .apply = set_fail_on},
    {.name = "threads",
     .value = "N",
     .fallback = "0",
     .text = "files checked at a time; 0: one per core",
     .details = "The output is the same for any number.",
     .apply = set_number<&Config::check, &CheckConfig::threads>},
};

constexpr Flag kReport[] = {
    {.name = "json",
     .text = "one JSON object a line for each file",
     .details = "With file, verdict, counts and findings; each finding with code, severity, layer, title, message, "
                "hint, source, and its place: entry, pointer, line, column, offset.",
     .apply = set_form<ReportForm::json>},
    {.name = "csv",
     .text = "one row for each finding, for spreadsheets",
     .details = "A cell that a spreadsheet could take for a formula begins with an apostrophe.",
     .apply = set_form<ReportForm::csv>},
    {.name = "junit",
     .text = "JUnit XML, one test case for each file",
     .details = "For the test reports of build servers. Files that did not pass, by --fail-on, are failures.",
     .apply = set_form<ReportForm::junit>},
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .kind = ValueKind::file,
     .text = "write the report to a file",
     .details = "It appears when it is complete. The summary then goes to standard output.",
     .apply = set_text<&Config::check, &CheckConfig::output>},
    {.name = "overwrite",
     .text = "replace the file of --output",
     .apply = set_on<&Config::check, &CheckConfig::overwrite>},
    {.name = "max-findings",
     .value = "N",
     .text = "of each rule in a file [5 in text, or 100]",
     .details = "How many findings of one rule are listed for a file: by default 5 in text and JUnit XML, 100 in JSON "
                "and CSV. Counts stay exact.",
     .apply = set_number<&Config::check, &CheckConfig::max_findings>},
    {.name = "notes",
     .text = "in text, list findings of severity info too",
     .apply = set_on<&Config::check, &CheckConfig::notes>},
    {.name = "summary",
     .letter = 's',
     .text = "in text, no findings, only the summary",
     .apply = set_on<&Config::check, &CheckConfig::only_summary>},
    {.name = "quiet",
     .letter = 'q',
     .text = "no summary and no progress",
     .details = "In text, nothing at all: the exit code tells.",
     .apply = set_on<&Config::quiet>},
};

constexpr Flag kRules[] = {
    {.name = "json", .text = "one JSON object a line for each rule", .apply = set_on<&Config::json>},
};

constexpr Flag kFindings[] = {
    {.name = "json", .text = "one JSON object a line for each kind of finding", .apply = set_on<&Config::json>},
};

}  // namespace

constexpr FlagGroup kCheckingFlags{"Checking", kChecking};
constexpr FlagGroup kReportFlags{"Report", kReport};
constexpr FlagGroup kRulesFlags{"Printing", kRules};
constexpr FlagGroup kFindingsFlags{"Printing", kFindings};

}  // namespace rsmf::app
