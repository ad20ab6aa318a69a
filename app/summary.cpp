#include "app/summary.hpp"

#include <fmt/format.h>

#include "app/page_layout.hpp"
#include "json/json_writer.hpp"

namespace rsmf::app {
namespace {

/// The balance, in words: every record is somewhere.
std::string records_line(const Totals& t) {
  std::string text = grouped(t.records) + " read";
  if (t.split > 0) text += fmt::format(" + {} from records that hold several", counted(t.split, "event", "events"));
  text += " = " + counted(t.events, "event", "events");
  text += fmt::format(" + {} folded into another", grouped(t.folded));
  text += fmt::format(" + {} dropped", grouped(t.dropped));
  return text + fmt::format(" + {} filtered out", grouped(t.filtered));
}

std::string slices_line(const Totals& t) {
  return fmt::format("{} from {}, {}", counted(t.slices, ".rsmf file", ".rsmf files"),
                     counted(t.conversations, "conversation", "conversations"),
                     counted(t.participants, "person", "people"));
}

std::string period_line(const ConvertSummary& summary) {
  const Totals& t = summary.totals;
  if (summary.first == kNoTime) {
    return t.events == 0 && t.filtered > 0 ? "nothing is left by the filters" : "no event has a time";
  }
  return fmt::format("{} to {} (UTC)", human_time(summary.first), human_time(summary.last));
}

std::string findings_line(const Totals& t) {
  if (t.findings_error + t.findings_warning + t.findings_info == 0) return "none";
  return fmt::format("{}, {}, {}", counted(t.findings_error, "error", "errors"),
                     counted(t.findings_warning, "warning", "warnings"), counted(t.findings_info, "note", "notes"));
}

bool has_events(const ConvertOptions& options) {
  return !options.events_file.empty() || options.events_stream;
}

std::string events_line(const Totals& t, const ConvertOptions& options) {
  std::string place = "standard output";
  if (!options.events_file.empty()) place = printable(options.events_file, 500);
  if (options.dry_run) place = "nowhere (dry run)";
  std::string text = fmt::format("{} written to {}", grouped(t.events_given), place);
  if (options.slices) return text;
  return text + fmt::format(": {}, {}", counted(t.conversations, "conversation", "conversations"),
                            counted(t.participants, "person", "people"));
}

/// Empty: only events.
std::string written_line(const Totals& t, const ConvertOptions& options) {
  if (options.dry_run) return "nothing (dry run)";
  if (options.output.empty()) return {};
  const std::string folder = printable(options.output, 500);
  if (!options.slices) return fmt::format("report.json and findings.csv in {}", folder);
  return fmt::format("{} in {}, with report.json, findings.csv, outputs.csv, attachments.csv",
                     human_bytes(t.output_bytes), folder);
}

/// The paths of the input come from outside, and so may control characters.
std::string input_lines(const ConvertSummary& summary) {
  std::string text;
  constexpr size_t kShown = 20;
  for (size_t i = 0; i < summary.source_lines.size() && i < kShown; ++i) {
    text += printable(summary.source_lines[i], 500) + "\n";
  }
  if (summary.source_lines.size() > kShown) {
    text += fmt::format("and {} more: see report.json\n", grouped(summary.source_lines.size() - kShown));
  }
  return text;
}

std::string outcome(const Totals& t, const ConvertOptions& options) {
  const std::string report =
      options.dry_run || options.output.empty() ? "" : fmt::format(": read {}", options.output + "/findings.csv");
  if (t.failed_sources > 0) {
    return fmt::format("{} could not be converted{}\n", counted(t.failed_sources, "input", "inputs"), report);
  }
  if (t.findings_error > 0) return fmt::format("Not everything could be carried over{}\n", report);
  return {};
}

}  // namespace

std::string summary_text(const ConvertSummary& summary, const ConvertOptions& options) {
  const Totals& t = summary.totals;
  std::string text = input_lines(summary) + "\n";
  Columns rows(0);
  rows.add({"Records", records_line(t)});
  if (options.slices) rows.add({"Slices", slices_line(t)});
  if (has_events(options)) rows.add({"Events", events_line(t, options)});
  rows.add({"Period", period_line(summary)});
  if (options.slices) {
    rows.add({"Attachments",
              fmt::format("{} found, {} missing", grouped(t.attachments_found), grouped(t.attachments_missing))});
  }
  rows.add({"Findings", findings_line(t)});
  if (options.verify && !options.dry_run) {
    rows.add({"Verified", fmt::format("{} of {}: no errors, no warnings", grouped(t.verified),
                                      counted(t.slices, "file", "files"))});
  }
  if (options.resume) {
    rows.add({"Resumed", fmt::format("{} of {} were finished before", grouped(summary.slices_taken_over),
                                     counted(t.slices, "file", "files"))});
  }
  if (const std::string written = written_line(t, options); !written.empty()) rows.add({"Written", written});
  text += rows.text();
  const std::string end = outcome(t, options);
  return end.empty() ? text : text + "\n" + end;
}

std::string summary_json(const ConvertSummary& summary, int exit_code) {
  const Totals& t = summary.totals;
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.text("stage", "done");
  json.number("exit", static_cast<uint64_t>(exit_code));
  json.number("bytes", t.input_bytes);
  json.number("records", t.records);
  json.number("split", t.split);
  json.number("events", t.events);
  json.number("folded", t.folded);
  json.number("dropped", t.dropped);
  json.number("filtered", t.filtered);
  json.number("slices", t.slices);
  json.number("verified", t.verified);
  json.number("conversations", t.conversations);
  json.number("participants", t.participants);
  json.number("attachments_found", t.attachments_found);
  json.number("attachments_missing", t.attachments_missing);
  json.number("findings_error", t.findings_error);
  json.number("findings_warning", t.findings_warning);
  json.number("findings_info", t.findings_info);
  json.number("failed_sources", t.failed_sources);
  json.number("output_bytes", t.output_bytes);
  if (t.events_given > 0) json.number("events_given", t.events_given);
  json.boolean("balanced", summary.balanced);
  json.end_object();
  return line;
}

}  // namespace rsmf::app
