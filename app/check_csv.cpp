// The report of `validate` for spreadsheets.
#include <initializer_list>

#include "app/check_report.hpp"
#include "app/words.hpp"
#include "base/utf8.hpp"
#include "io/csv_file.hpp"

namespace rsmf::app {
namespace {

std::string row(std::initializer_list<std::string_view> cells) {
  std::string line;
  bool first = true;
  for (std::string_view cell : cells) {
    if (!first) line += ',';
    first = false;
    append_csv_cell(excerpt(cell, cell.size() * 4 + 1), line);  // no line breaks either
  }
  return line + "\r\n";
}

std::string number(uint64_t value, uint64_t none) {
  return value == none ? std::string() : std::to_string(value);
}

class CsvReport final : public CheckReport {
 public:
  explicit CsvReport(Profile profile) : profile_(profile) {}

  std::string head() override {
    return row({"file", "verdict", "severity", "code", "layer", "entry", "pointer", "line", "column", "offset", "title",
                "message", "hint"});
  }

  std::string file(const Validation& v) override {
    std::string text;
    if (!v.error.empty())
      text +=
          row({v.file, word(v.verdict), "error", "", "", "", "", "", "", "", "file could not be read", v.error, ""});
    for (const Breach& b : v.findings) {
      const Rule& r = rule(b.rule);
      text += row({v.file, word(v.verdict), word(severity(r, profile_)), r.code, word(r.layer), b.place.entry,
                   b.place.pointer, number(b.place.line, 0), number(b.place.column, 0),
                   number(b.place.offset, kNoOffset), r.title, b.message, r.hint});
    }
    return text;
  }

 private:
  Profile profile_;
};

}  // namespace

std::unique_ptr<CheckReport> csv_report(const CheckConfig& config) {
  return std::make_unique<CsvReport>(config.profile);
}

}  // namespace rsmf::app
