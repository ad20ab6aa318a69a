// What `validate` says of all files together.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "app/config.hpp"
#include "rsmf/validate.hpp"

namespace rsmf::app {

class Console;

class CheckTally {
 public:
  explicit CheckTally(const CheckConfig& config) : profile_(config.profile), fail_on_(config.fail_on) {}

  void add(const Validation& validation);

  /// Files that are not what --fail-on asks for.
  uint64_t bad() const { return bad_; }
  uint64_t files() const { return files_; }
  /// How many passed, which rules were broken most, what to do next.
  std::string text(const Console& console) const;

 private:
  struct Broken {
    uint64_t files = 0, times = 0;
  };
  std::string outcome(const Console& console) const;
  std::string rules() const;
  std::string advice() const;

  Profile profile_;
  Severity fail_on_;
  uint64_t files_ = 0, bad_ = 0, passed_ = 0, with_warnings_ = 0, failed_ = 0, unreadable_ = 0, foreign_ = 0;
  uint64_t events_ = 0, bytes_ = 0;
  std::array<Broken, 256> broken_{};  // by RuleId
};

}  // namespace rsmf::app
