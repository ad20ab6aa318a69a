#include "model/finding_log.hpp"

#include "base/time_zone.hpp"
#include "model/finding_text.hpp"

namespace rsmf {

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
  return file.row({"severity", "code", "title", "conversation", "author", "time", "explanation", "action", "source",
                   "file", "offset", "record", "message", "excerpt"});
}

Result<void> FindingLog::write(CsvFile& file, const Finding& f, std::string_view source, std::string_view path,
                               PositionUnit unit) {
  char time[32];
  return file.row({name_of(f.spec->severity), f.spec->code, f.spec->title, f.conversation, f.author,
                   f.time == kNoTime ? std::string_view() : format_timestamp(f.time, time), explanation_of(f),
                   name_of(f.spec->action), source, path,
                   f.origin.stream != kNone ? position_text(f.origin.position, unit) : std::string(), f.record,
                   f.message.empty() ? f.spec->title : std::string_view(f.message), f.excerpt});
}

Result<void> FindingLog::add(const Finding& finding) {
  counts_.add(finding);
  if (counts_.by_code[finding.spec->code].count > settings_.max_rows_per_code) return {};
  static const SourceStream kNoStream;
  const uint32_t number = finding.origin.stream;
  const SourceStream& stream = number == kNone ? kNoStream : (*settings_.streams)[number];
  if (settings_.excerpts || finding.excerpt.empty())
    return write(file_, finding, settings_.source, stream.path, stream.unit);
  Finding shown = finding;
  shown.excerpt.clear();
  return write(file_, shown, settings_.source, stream.path, stream.unit);
}

}  // namespace rsmf
