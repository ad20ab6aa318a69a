// The rules that --rule and --ignore leave.
#pragma once

#include <bitset>

#include "app/config.hpp"
#include "rsmf/validate.hpp"

namespace rsmf::app {

class RuleChoice {
 public:
  explicit RuleChoice(const CheckConfig& config);

  bool all() const { return chosen_.all(); }
  /// As if the other rules did not exist: findings, counts and verdict. A file that could not be read stays failed.
  void apply(Validation& validation) const;

 private:
  bool has(RuleId id) const { return chosen_[static_cast<size_t>(id)]; }

  Profile profile_;
  std::bitset<256> chosen_;  // by RuleId
};

}  // namespace rsmf::app
