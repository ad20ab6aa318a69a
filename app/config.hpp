// What the command line asks for, once it has been understood. Immutable afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generate/generate.hpp"
#include "rsmf/convert.hpp"
#include "rsmf/finding.hpp"
#include "rsmf/rule.hpp"

namespace rsmf::app {

enum class ProgressMode : uint8_t { automatic, json, none };

/// How `validate` writes its report.
enum class ReportForm : uint8_t { text, json, csv, junit };

/// What `validate` is asked for.
struct CheckConfig {
  static constexpr uint64_t kUnset = UINT64_MAX;

  Profile profile = Profile::relativity;
  ReportForm form = ReportForm::text;
  std::string output;  ///< empty: standard output
  bool overwrite = false;
  uint64_t max_findings = kUnset;  ///< by default, what suits the form
  Severity fail_on = Severity::error;
  unsigned threads = 0;
  bool checksums = true;
  bool notes = false;         ///< in text: findings of severity info too
  bool only_summary = false;  ///< in text: no findings
  std::vector<RuleId> only;   ///< empty: all rules
  std::vector<RuleId> ignore;
};

/// What is particular to `view`.
struct ViewConfig {
  bool html = false;
  std::string output;  ///< empty or "-": standard output
  bool overwrite = false;
  uint64_t limit = 0;
  uint64_t width = 0;
  bool width_stated = false;
  bool receipts = false, properties = false;
  uint64_t image_bytes = 1'000'000;
};

struct Config {
  std::vector<std::string> arguments;  ///< what is not a flag, in order
  ConvertOptions convert;              ///< `convert.source` also serves `inspect`
  GenerateOptions generate;
  CheckConfig check;
  ViewConfig view;
  ProgressMode progress = ProgressMode::automatic;
  bool strict = false;  ///< warnings count for the exit code
  bool quiet = false;
  bool json = false;
  bool stats = false;
  uint64_t top = 10;  ///< rows of a list that `inspect` prints
};

}  // namespace rsmf::app
