#include "app/check_tally.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "app/check_report.hpp"
#include "app/console.hpp"
#include "app/page_layout.hpp"
#include "app/words.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kTopRules = 10;

/// What no review platform will ever see as an RSMF: an export, a text, a zip of other things.
bool is_foreign(const Validation& v) {
  if (!v.error.empty()) return false;
  const auto broken = [&](RuleId id) {
    return std::ranges::any_of(v.counts, [&](const RuleCount& c) { return c.rule == id; });
  };
  const bool other_zip = v.file.ends_with(".zip") && !v.file.ends_with("rsmf.zip");
  return broken(RuleId::not_an_rsmf) || (other_zip && broken(RuleId::manifest_missing));
}

}  // namespace

void CheckTally::add(const Validation& v) {
  ++files_;
  bad_ += !is_good(v, fail_on_);
  passed_ += v.verdict == Verdict::passed;
  with_warnings_ += v.verdict == Verdict::passed_with_warnings;
  failed_ += v.verdict == Verdict::failed;
  unreadable_ += !v.error.empty();
  events_ += v.events;
  bytes_ += v.bytes;
  foreign_ += is_foreign(v);
  for (const RuleCount& c : v.counts) {
    Broken& b = broken_[static_cast<size_t>(c.rule)];
    ++b.files;
    b.times += c.count;
  }
}

std::string CheckTally::outcome(const Console& console) const {
  std::string text;
  if (files_ == 1) {
    text = passed_          ? "The file passed."
           : with_warnings_ ? "The file passed with warnings."
           : unreadable_    ? "The file could not be read."
                            : "The file failed.";
  } else if (passed_ == files_) {
    text = fmt::format("All {} files passed.", grouped(files_));
  } else {
    text = fmt::format("{} of {} files passed", grouped(passed_), grouped(files_));
    if (with_warnings_ > 0) text += fmt::format("; {} passed with warnings", grouped(with_warnings_));
    if (failed_ > 0) text += fmt::format("; {} failed", grouped(failed_));
    text += ".";
  }
  text = console.strong(text) + "\n";
  return text +
         fmt::format("Profile {}; {}, {}.\n", word(profile_), counted(events_, "event", "events"), human_bytes(bytes_));
}

/// Errors before warnings, then by the number of files.
std::string CheckTally::rules() const {
  struct Row {
    const Rule* rule;
    Severity severity;
    Broken broken;
  };
  std::vector<Row> rows;
  for (const Rule& r : all_rules()) {
    const Row row{&r, severity(r, profile_), broken_[static_cast<size_t>(r.id)]};
    if (row.broken.times > 0 && row.severity != Severity::info) rows.push_back(row);
  }
  if (rows.empty()) return {};
  std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
    return std::tuple(a.severity, a.broken.files, a.broken.times) >
           std::tuple(b.severity, b.broken.files, b.broken.times);
  });
  Columns columns(2);
  columns.align_right(2);
  columns.align_right(3);
  columns.wrap_last(kPageWidth);
  for (size_t i = 0; i < std::min(rows.size(), kTopRules); ++i) {
    const Row& r = rows[i];
    columns.add({std::string(word(r.severity)), std::string(r.rule->code), counted(r.broken.files, "file ", "files"),
                 counted(r.broken.times, "time ", "times"), std::string(r.rule->title)});
  }
  std::string text = "\nRules broken\n" + columns.text();
  if (rows.size() > kTopRules) text += fmt::format("  and {} more\n", rows.size() - kTopRules);
  return text;
}

std::string CheckTally::advice() const {
  const uint64_t refused = failed_ - unreadable_ - foreign_;
  std::string text;
  if (refused > 0 && profile_ == Profile::relativity) {
    text += fmt::format(
        "{}: expect the review platform to reject {}. Ask whoever made {} for new ones, with the list above.\n",
        counted(refused, "file failed", "files failed"), refused == 1 ? "it" : "them", refused == 1 ? "it" : "them");
  } else if (refused > 0) {
    text += fmt::format("{} the strict profile; --profile relativity tells whether a review platform would take {}.\n",
                        counted(refused, "file does not meet", "files do not meet"), refused == 1 ? "it" : "them");
  }
  if (with_warnings_ > 0) {
    text += fmt::format(
        "{} with warnings: {} will load, but something may be missing or shown wrongly. Look at the list above before "
        "you load {}.\n",
        counted(with_warnings_, "file passed", "files passed"), with_warnings_ == 1 ? "it" : "they",
        with_warnings_ == 1 ? "it" : "them");
  }
  if (foreign_ > 0) {
    text += fmt::format("{} no RSMF. If it came from a chat program, rsmf convert may read it.\n",
                        counted(foreign_, "file is", "files are"));
  }
  if (unreadable_ > 0) {
    text += fmt::format("{} not be read, so nothing can be said of {}.\n",
                        counted(unreadable_, "file could", "files could"), unreadable_ == 1 ? "it" : "them");
  }
  if (refused + with_warnings_ > 0) text += "`rsmf rules CODE` tells more of a rule.\n";
  return text.empty() ? text : "\n" + wrapped(text, 0, kPageWidth);
}

std::string CheckTally::text(const Console& console) const {
  return outcome(console) + rules() + advice();
}

}  // namespace rsmf::app
