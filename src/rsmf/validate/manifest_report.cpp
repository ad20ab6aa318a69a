#include "rsmf/validate/manifest_report.hpp"

#include <algorithm>

namespace rsmf {

void ManifestReport::start(BreachLog& log, const std::string& entry) {
  log_ = &log;
  held_1_ = BreachLog(log.keep());
  held_2_ = BreachLog(log.keep());
  version_ = kBothVersions;
  entry_ = entry;
  path_.clear();
}

void ManifestReport::set_version(Versions version) {
  version_ = version;
  BreachLog& held = version == kVersion1 ? held_1_ : held_2_;
  for (Breach& breach : held.kept()) log_->add(breach.rule, std::move(breach.place), std::move(breach.message));
  for (const Rule& rule : all_rules()) {
    uint64_t kept = std::min(held.count(rule.id), held.keep());
    count_only(rule.id, held.count(rule.id) - kept);
  }
  held_1_ = BreachLog(0);
  held_2_ = BreachLog(0);
}

}  // namespace rsmf
