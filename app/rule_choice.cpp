#include "app/rule_choice.hpp"

#include <vector>

namespace rsmf::app {

RuleChoice::RuleChoice(const CheckConfig& config) : profile_(config.profile) {
  if (config.only.empty()) chosen_.set();
  for (RuleId id : config.only) chosen_.set(static_cast<size_t>(id));
  for (RuleId id : config.ignore) chosen_.reset(static_cast<size_t>(id));
}

void RuleChoice::apply(Validation& v) const {
  if (all()) return;
  std::erase_if(v.findings, [&](const Breach& b) { return !has(b.rule); });
  std::erase_if(v.counts, [&](const RuleCount& c) { return !has(c.rule); });
  v.errors = v.warnings = v.infos = 0;
  for (const RuleCount& c : v.counts) {
    const Severity s = severity(rule(c.rule), profile_);
    (s == Severity::error ? v.errors : s == Severity::warning ? v.warnings : v.infos) += c.count;
  }
  const bool failed = v.errors > 0 || !v.error.empty();
  v.verdict = failed ? Verdict::failed : v.warnings > 0 ? Verdict::passed_with_warnings : Verdict::passed;
}

}  // namespace rsmf::app
