#include "app/check_report.hpp"

#include <fmt/format.h>

#include "app/page_layout.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kLongestPlace = 200;
constexpr size_t kLongestMessage = 500;

std::string position(const Place& place) {
  if (place.line > 0 && place.column > 0) return fmt::format("{}:{}", place.line, place.column);
  if (place.line > 0) return std::to_string(place.line);
  return {};
}

}  // namespace

std::unique_ptr<CheckReport> check_report(const CheckConfig& config, const Console& console) {
  switch (config.form) {
    case ReportForm::json:
      return json_report(config);
    case ReportForm::csv:
      return csv_report(config);
    case ReportForm::junit:
      return junit_report(config);
    case ReportForm::text:
      break;
  }
  return text_report(config, console);
}

bool is_good(const Validation& validation, Severity fail_on) {
  if (fail_on == Severity::warning) return validation.verdict == Verdict::passed;
  return validation.verdict != Verdict::failed;
}

std::string place_text(const Breach& breach) {
  const Place& place = breach.place;
  std::string text = printable(place.entry, kLongestPlace);
  const std::string at = position(place);
  if (!at.empty()) {
    text += (text.empty() ? "line " : ":") + at;
  } else if (place.offset != kNoOffset) {
    text += fmt::format("{}byte {}", text.empty() ? "" : ", ", place.offset);
  }
  if (!place.pointer.empty()) {
    const std::string pointer = printable(place.pointer, kLongestPlace);
    text += text.empty() ? pointer : fmt::format(" ({})", pointer);
  }
  return text;
}

std::string finding_text(const Breach& breach) {
  const std::string place = place_text(breach);
  const std::string message = printable(breach.message, kLongestMessage);
  return place + (place.empty() || message.empty() ? "" : ": ") + message;
}

std::string counts_text(const Validation& v, bool notes) {
  std::string text;
  auto add = [&](uint64_t count, std::string_view one, std::string_view many) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, one, many);
  };
  add(v.errors, "error", "errors");
  add(v.warnings, "warning", "warnings");
  if (notes) add(v.infos, "note", "notes");
  return text;
}

}  // namespace rsmf::app
