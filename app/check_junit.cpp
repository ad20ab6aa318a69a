// The report of `validate` for build servers. XML as the common readers of JUnit reports take it: one suite, whose
// counts stand in front, so that the cases are held back until the end (some 200 bytes for a good file).
#include <fmt/format.h>

#include "app/check_report.hpp"
#include "app/words.hpp"
#include "base/utf8.hpp"

namespace rsmf::app {
namespace {

/// Text or the value of an attribute. Control characters, U+FFFE and U+FFFF cannot stand in XML: they are made visible.
std::string xml(std::string_view raw) {
  const std::string text = excerpt(raw, raw.size() * 4 + 1);
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\xEF':
        if (text.compare(i, 3, "\xEF\xBF\xBE") == 0 || text.compare(i, 3, "\xEF\xBF\xBF") == 0) {
          result += fmt::format("\\xEF\\xBF\\x{:02X}", static_cast<unsigned char>(text[i + 2]));
          i += 2;
          break;
        }
        [[fallthrough]];
      default:
        result += text[i];
    }
  }
  return result;
}

class JunitReport final : public CheckReport {
 public:
  explicit JunitReport(const CheckConfig& config) : profile_(config.profile), fail_on_(config.fail_on) {}

  std::string file(const Validation& v) override {
    ++tests_;
    const size_t slash = v.file.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "" : v.file.substr(0, slash);
    const std::string name = slash == std::string::npos ? v.file : v.file.substr(slash + 1);
    cases_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", xml(folder.empty() ? "." : folder),
                          xml(name));
    const std::string body = inside(v);
    cases_ += body.empty() ? "/>\n" : ">\n" + body + "    </testcase>\n";
    return {};
  }

  std::string tail() override {
    const std::string counts =
        fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0\"", tests_, failures_, errors_);
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n"
        "  <testsuite name=\"rsmf validate\" {0} skipped=\"0\">\n{1}  </testsuite>\n</testsuites>\n",
        counts, cases_);
  }

 private:
  std::string inside(const Validation& v) {
    if (!v.error.empty()) {
      ++errors_;
      return fmt::format("      <error message=\"{}\" type=\"unreadable\"/>\n", xml(v.error));
    }
    const std::string findings = lines(v);
    if (is_good(v, fail_on_)) {
      return findings.empty() ? "" : fmt::format("      <system-out>{}</system-out>\n", findings);
    }
    ++failures_;
    return fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n", xml(counts_text(v, false)),
                       word(v.verdict), findings);
  }

  /// Errors and warnings; what is only worth knowing has no place on a build server.
  std::string lines(const Validation& v) const {
    std::string text;
    for (const Breach& b : v.findings) {
      const Severity s = severity(rule(b.rule), profile_);
      if (s == Severity::info) continue;
      const std::string more = finding_text(b);
      text += xml(
          fmt::format("{} {}: {}{}{}", word(s), rule(b.rule).code, rule(b.rule).title, more.empty() ? "" : ": ", more));
      text += '\n';
    }
    return text;
  }

  Profile profile_;
  Severity fail_on_;
  std::string cases_;
  uint64_t tests_ = 0, failures_ = 0, errors_ = 0;
};

}  // namespace

std::unique_ptr<CheckReport> junit_report(const CheckConfig& config) {
  return std::make_unique<JunitReport>(config);
}

}  // namespace rsmf::app
