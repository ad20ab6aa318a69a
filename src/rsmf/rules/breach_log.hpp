// Collects what is wrong with one file, in bounded memory.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "rsmf/rule.hpp"

namespace rsmf {

/// Counts are exact; of each rule at most `keep` breaches are kept, the first ones met.
class BreachLog {
 public:
  explicit BreachLog(uint64_t keep = 100) : keep_(keep) {}

  void clear() {
    kept_.clear();
    counts_.fill(0);
  }
  /// True if a breach of that rule would be kept: saves the making of messages nobody reads.
  bool wants(RuleId rule) const { return counts_[size_t(rule)] < keep_; }
  void add(RuleId rule, Place place = {}, std::string message = {}) {
    if (wants(rule)) kept_.push_back({rule, std::move(place), std::move(message)});
    ++counts_[size_t(rule)];
  }
  /// Only counts.
  void count_only(RuleId rule, uint64_t times = 1) { counts_[size_t(rule)] += times; }

  uint64_t keep() const { return keep_; }
  uint64_t count(RuleId rule) const { return counts_[size_t(rule)]; }
  std::vector<Breach>& kept() { return kept_; }
  const std::vector<Breach>& kept() const { return kept_; }

 private:
  uint64_t keep_;
  std::vector<Breach> kept_;
  std::array<uint64_t, 256> counts_{};  // by RuleId
};

}  // namespace rsmf
