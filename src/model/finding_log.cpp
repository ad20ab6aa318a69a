#include "model/finding_log.hpp"

namespace rsmf {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

std::string_view name_of(Action action) {
  switch (action) {
    case Action::kept:
      return "kept";
    case Action::repaired:
      return "repaired";
    case Action::folded:
      return "folded";
    case Action::dropped:
      return "dropped";
    case Action::skipped_file:
      return "file skipped";
  }
  return "";
}

void FindingCounts::add(const Finding& finding) {
  auto& code = by_code[finding.spec->code];
  code.spec = finding.spec;
  ++code.count;
  switch (finding.spec->severity) {
    case Severity::info:
      ++info;
      break;
    case Severity::warning:
      ++warning;
      break;
    case Severity::error:
      ++error;
      break;
  }
}

FindingCounts& FindingCounts::operator+=(const FindingCounts& o) {
  for (const auto& [name, code] : o.by_code) {
    by_code[name].spec = code.spec;
    by_code[name].count += code.count;
  }
  info += o.info;
  warning += o.warning;
  error += o.error;
  return *this;
}

Result<void> FindingLog::write_header(CsvFile& file) {
  return file.row({"severity", "code", "source", "file", "offset", "record", "action", "message", "excerpt"});
}

Result<void> FindingLog::add(const Finding& f) {
  counts_.add(f);
  if (counts_.by_code[f.spec->code].count > settings_.max_rows_per_code) return {};
  const SourceStream* stream = f.origin.stream == kNone ? nullptr : &(*settings_.streams)[f.origin.stream];
  return file_.row({name_of(f.spec->severity), f.spec->code, settings_.source,
                    stream ? std::string_view(stream->path) : std::string_view(),
                    stream ? position_text(f.origin.position, stream->unit) : std::string(), f.record,
                    name_of(f.spec->action), f.message.empty() ? f.spec->title : std::string_view(f.message),
                    settings_.excerpts ? std::string_view(f.excerpt) : std::string_view()});
}

}  // namespace rsmf
