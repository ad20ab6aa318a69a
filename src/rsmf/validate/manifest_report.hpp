// Where the checks of a manifest put what they find.
#pragma once

#include <string>
#include <utility>

#include "json/json_reader.hpp"
#include "rsmf/rules/breach_log.hpp"
#include "rsmf/schema/manifest_members.hpp"
#include "rsmf/validate/manifest_path.hpp"

namespace rsmf {

/// What depends on the version is held back until the version is known: it may be the last member.
class ManifestReport {
 public:
  void start(BreachLog& log, const std::string& entry);
  /// REQUIRES: `version` is one of them.
  void set_version(Versions version);
  bool knows_version() const { return version_ != kBothVersions; }
  const std::string& entry() const { return entry_; }
  ManifestPath& path() { return path_; }
  const ManifestPath& path() const { return path_; }

  /// A breach where path() is. `message()` is called only if it will be read.
  template <class Message>
  void add(RuleId rule, Versions versions, const JsonPlace& place, Message&& message) {
    put(rule, versions, [&] {
      return Breach{rule, {entry_, path_.pointer(), place.line, place.column, place.offset}, message()};
    });
  }
  /// A breach found at the end, when only the pointer is known.
  template <class Pointer, class Message>
  void add_at(RuleId rule, Pointer&& pointer, Message&& message) {
    put(rule, kBothVersions, [&] { return Breach{rule, {entry_, pointer(), 0, 0, kNoOffset}, message()}; });
  }
  void count_only(RuleId rule, uint64_t times) { log_->count_only(rule, times); }

 private:
  template <class Make>
  void put(RuleId rule, Versions versions, Make&& make) {
    if (version_ != kBothVersions) {
      if (versions & version_) put_into(*log_, rule, make);
    } else if (versions == kBothVersions) {
      put_into(*log_, rule, make);
    } else if (versions != kNeither) {
      put_into(versions == kVersion1 ? held_1_ : held_2_, rule, make);
    }
  }
  template <class Make>
  static void put_into(BreachLog& log, RuleId rule, Make&& make) {
    if (!log.wants(rule)) return log.count_only(rule);
    Breach breach = make();
    log.add(rule, std::move(breach.place), std::move(breach.message));
  }

  BreachLog* log_ = nullptr;
  BreachLog held_1_, held_2_;  // what holds for one version only
  Versions version_ = kBothVersions;
  std::string entry_;
  ManifestPath path_;
};

}  // namespace rsmf
