// The report of `validate` for people.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/check_report.hpp"
#include "app/console.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kHintIndent = 7;  // behind the arrow

std::string_view outcome(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::passed_with_warnings:
      return "passed with warnings";
    case Verdict::failed:
      return "failed";
  }
  return "";
}

bool seems_cut_off(const Validation& v) {
  const auto broken = [&](RuleId id) {
    return std::ranges::any_of(v.counts, [&](const RuleCount& c) { return c.rule == id; });
  };
  return broken(RuleId::boundary_not_closed) && (broken(RuleId::zip_part_encoding) || broken(RuleId::zip_damaged));
}

class TextReport final : public CheckReport {
 public:
  TextReport(const CheckConfig& config, const Console& console)
      : profile_(config.profile), notes_(config.notes), silent_(config.only_summary), console_(console) {}

  std::string file(const Validation& v) override {
    const bool worth_it = v.verdict != Verdict::passed || (notes_ && v.infos > 0);
    if (silent_ || !worth_it) return {};
    std::string text = heading(v);
    if (seems_cut_off(v))
      text += "  The file seems to be cut off at its end: ask for a whole copy. What follows comes of that.\n";
    // What made the file fail comes first.
    for (Severity s : {Severity::error, Severity::warning, Severity::info}) {
      if (s == Severity::info && !notes_) break;
      for (const RuleCount& c : v.counts)
        if (severity(rule(c.rule), profile_) == s) text += of_rule(v, c);
    }
    return text + "\n";
  }

 private:
  std::string heading(const Validation& v) const {
    const std::string name = console_.strong(printable(v.file, 500));
    if (!v.error.empty()) return fmt::format("{}: could not be read\n  {}\n", name, printable(v.error, 500));
    const std::string counts = counts_text(v, notes_);
    return fmt::format("{}: {}{}\n", name, outcome(v.verdict), counts.empty() ? "" : ": " + counts);
  }

  /// The findings of one rule, how many more there are, and, once in a run, how to mend it.
  std::string of_rule(const Validation& v, const RuleCount& c) {
    const Rule& r = rule(c.rule);
    std::string text = fmt::format("  {} {}: {}\n", word(severity(r, profile_)), r.code, r.title);
    uint64_t shown = 0;
    for (const Breach& b : v.findings) {
      if (b.rule != c.rule) continue;
      if (const std::string line = finding_text(b); !line.empty()) text += "    " + line + "\n";
      ++shown;
    }
    if (shown < c.count) {
      text += shown > 0 ? fmt::format("    and {} more\n", grouped(c.count - shown))
                        : fmt::format("    {}\n", counted(c.count, "time", "times"));
    }
    bool& told = hint_told_[static_cast<size_t>(c.rule)];
    if (!told) text += "    -> " + wrapped(r.hint, kHintIndent, 100).substr(kHintIndent);
    told = true;
    return text;
  }

  Profile profile_;
  bool notes_, silent_;
  const Console& console_;
  std::array<bool, 256> hint_told_{};  // by RuleId
};

}  // namespace

std::unique_ptr<CheckReport> text_report(const CheckConfig& config, const Console& console) {
  return std::make_unique<TextReport>(config, console);
}

}  // namespace rsmf::app
