// What `validate` writes of each file, in its forms. Pure: text comes out, nothing is printed.
#pragma once

#include <memory>
#include <string>

#include "app/config.hpp"
#include "rsmf/validate.hpp"

namespace rsmf::app {

class Console;

class CheckReport {
 public:
  virtual ~CheckReport() = default;
  /// Before the first file.
  virtual std::string head() { return {}; }
  virtual std::string file(const Validation& validation) = 0;
  /// Behind the last file.
  virtual std::string tail() { return {}; }
};

/// `console` tells how words stand out; it must outlive the report.
std::unique_ptr<CheckReport> text_report(const CheckConfig& config, const Console& console);
/// One object a line.
std::unique_ptr<CheckReport> json_report(const CheckConfig& config);
/// One row for each finding; UTF-8, CRLF.
std::unique_ptr<CheckReport> csv_report(const CheckConfig& config);
/// One suite, a case for each file. What is a failure depends on config.fail_on.
std::unique_ptr<CheckReport> junit_report(const CheckConfig& config);
std::unique_ptr<CheckReport> check_report(const CheckConfig& config, const Console& console);

/// Did it do what --fail-on asks for?
bool is_good(const Validation& validation, Severity fail_on);
/// "rsmf_manifest.json:12:7 (/events/5)", "line 4", "byte 1200"; empty if the whole file is meant. Control characters
/// are made visible, and what is very long is cut.
std::string place_text(const Breach& breach);
/// Place and message, "line 4:1: it is \"many\""; whatever of the two there is. To be read below the rule's title.
std::string finding_text(const Breach& breach);
/// "2 errors, 1 warning": without what there is none of.
std::string counts_text(const Validation& validation, bool notes);

}  // namespace rsmf::app
