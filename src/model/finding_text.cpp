#include "model/finding_text.hpp"

#include "base/time_zone.hpp"

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

std::string text_of_time(TimeNs t) {
  if (t == kNoTime) return "at an unknown time";
  char buffer[32];
  std::string text(format_timestamp(t, buffer));
  text[text.find('T')] = ' ';
  text.pop_back();  // the Z
  return text.append(" UTC");
}

std::string explanation_of(const Finding& finding) {
  std::string text = finding.message.empty() ? std::string(finding.spec->title) : finding.message;
  if (!text.empty() && std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
  for (std::string_view more : {finding.spec->explanation, finding.spec->hint})
    if (!more.empty()) text.append(" ").append(more);
  return text;
}

}  // namespace rsmf
