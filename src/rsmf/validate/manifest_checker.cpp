#include "rsmf/validate/manifest_checker.hpp"

#include "rsmf/validate/manifest_report.hpp"
#include "rsmf/validate/manifest_rows.hpp"
#include "rsmf/validate/manifest_walker.hpp"
#include "rsmf/validate/table_checks.hpp"

namespace rsmf {

struct ManifestChecker::State {
  explicit State(const ManifestLimits& limits) : rows(limits.max_memory, report), walker(limits, report, rows) {}

  ManifestReport report;
  ManifestRows rows;
  ManifestWalker walker;
};

ManifestChecker::ManifestChecker(const ManifestLimits& limits) : state_(std::make_unique<State>(limits)) {}
ManifestChecker::~ManifestChecker() = default;

Result<ManifestFacts> ManifestChecker::check(ByteSource& manifest, const std::string& entry, BreachLog& log) {
  ManifestReport& report = state_->report;
  ManifestRows& rows = state_->rows;
  report.start(log, entry);
  rows.start();
  auto walked = state_->walker.walk(manifest);
  if (!report.knows_version()) report.set_version(kVersion2);
  if (!walked) return std::unexpected(walked.error());
  if (rows.is_comparing()) {
    TableChecks(rows.tables(), report).run();
    rows.name_custodians();
  }
  return std::move(rows.facts());
}

uint64_t schema_errors(const BreachLog& log) {
  uint64_t errors = 0;
  for (RuleId rule : {RuleId::root_not_object, RuleId::member_missing, RuleId::wrong_type, RuleId::not_a_choice,
                      RuleId::too_short, RuleId::not_an_email, RuleId::not_a_time})
    errors += log.count(rule);
  return errors;
}

}  // namespace rsmf
