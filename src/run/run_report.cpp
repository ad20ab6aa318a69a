#include "run/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "json/json_writer.hpp"
#include "model/finding_text.hpp"
#include "rsmf/version.hpp"
#include "sources/declared_options.hpp"

namespace rsmf {
namespace {

std::string timestamp(TimeNs t) {
  char buffer[32];
  return std::string(format_timestamp(t, buffer));
}

constexpr const char* kUnits[] = {"none", "hour", "day", "week", "month"};
constexpr const char* kLinks[] = {"detach", "context", "anchor"};
constexpr const char* kCompressions[] = {"store", "fast", "small", "smallest"};
constexpr const char* kScopes[] = {"all", "speakers"};
constexpr const char* kMissing[] = {"note", "placeholder"};

void write_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json.begin_array(key);
  for (const auto& v : values) json.text(v);
  json.end_array();
}

/// Where it is stated or has a default. Paths of this machine are left out.
void write_option(JsonWriter& json, const OptionSpec& option, const SourceOptions& given) {
  const std::string_view value = option.value(given);
  if (option.kind == OptionKind::folder || value.empty()) return;
  std::string name(option.name);
  std::ranges::replace(name, '-', '_');
  if (option.kind == OptionKind::number) {
    json.number(name, option.number(given));
  } else if (option.kind != OptionKind::on_off) {
    json.text(name, value);
  } else if (option.on(given)) {
    json.boolean(name, true);
  }
}

/// The options that influence the output; not those that must not (unit size, memory, temporary folders).
void write_options(JsonWriter& json, const ConvertOptions& o) {
  json.begin_object("options").text("format", o.source.format);
  for (const OptionSpec* option : declared_options()) write_option(json, *option, o.source);
  json.text("slice", kUnits[size_t(o.slice.unit)])
      .text("slice_timezone", o.slice.timezone)
      .text("links", kLinks[size_t(o.slice.links)])
      .number("max_events", o.slice.max_events)
      .number("max_bytes", o.slice.max_bytes)
      .text("participants", kScopes[size_t(o.slice.participants)]);
  if (o.filter.from != FilterOptions{}.from) json.text("from", timestamp(o.filter.from));
  if (o.filter.to != kNoTime) json.text("to", timestamp(o.filter.to));
  write_list(json, "conversations", o.filter.conversations);
  write_list(json, "only_participants", o.filter.participants);
  json.text("rsmf_version", o.encode.version == RsmfVersion::v1_0_0 ? "1.0.0" : "2.0.0")
      .text("compression", kCompressions[size_t(o.encode.compression)])
      .text("missing_attachments", kMissing[size_t(o.encode.missing)]);
  if (!o.encode.custodian.empty()) json.text("custodian", o.encode.custodian);
  json.boolean("provenance", o.encode.provenance).boolean("excerpts", o.excerpts);
  if (o.verify) json.boolean("verify", true);
  if (!o.slices) json.boolean("slices", false);
  json.end_object();
}

void write_tally(JsonWriter& json, const FileTally& t) {
  json.number("records", t.records)
      .number("split", t.split)
      .number("events", t.events)
      .number("folded", t.folded)
      .number("dropped", t.dropped)
      .number("filtered", t.filtered);
}

void write_findings(JsonWriter& json, const FindingCounts& findings) {
  json.begin_array("findings");
  for (const auto& [name, code] : findings.by_code)
    json.begin_object()
        .text("code", name)
        .text("severity", name_of(code.spec->severity))
        .number("count", code.count)
        .text("title", code.spec->title)
        .end_object();
  json.end_array();
}

void write_conversation(JsonWriter& json, const ConversationTotals& c) {
  json.begin_object()
      .text("id", c.id)
      .text("name", c.name)
      .text("type", c.type == ConversationType::direct ? "direct" : "channel")
      .number("events", c.events)
      .number("slices", c.slices);
  if (c.first != kNoTime) json.text("first", timestamp(c.first)).text("last", timestamp(c.last));
  json.end_object();
}

void write_input(JsonWriter& json, const InputReport& input) {
  json.begin_object().text("path", input.path);
  if (!input.digest.sha256.empty())
    json.number("files", input.digest.files).number("bytes", input.digest.bytes).text("sha256", input.digest.sha256);
  if (!input.format.empty()) json.text("format", input.format).text("why", input.reason);
  if (!input.error.empty()) {
    json.text("error", input.error).end_object();
    return;
  }
  write_tally(json, input.result.tally);
  json.number("slices", input.result.written.slices).number("people", input.result.people);
  write_findings(json, input.result.findings);
  json.begin_array("conversations");
  for (const auto& c : input.result.conversations) write_conversation(json, c);
  json.end_array().end_object();
}

}  // namespace

std::string balance_line(const Totals& t) {
  std::string split = t.split ? fmt::format(" + {} split", t.split) : "";
  return fmt::format("{} records{} = {} events + {} folded + {} dropped + {} filtered", t.records, split, t.events,
                     t.folded, t.dropped, t.filtered);
}

std::string render_report(const ConvertOptions& options, const std::vector<InputReport>& inputs, const Totals& t,
                          const FindingCounts& findings) {
  std::string text;
  JsonWriter json(text, kJsonIndented);
  json.begin_object().text("generator", std::string("rsmf ") + version());
  write_options(json, options);
  json.begin_object("totals");
  write_tally(json, {t.records, t.split, t.events, t.folded, t.dropped, t.filtered});
  json.text("balance", balance_line(t)).number("context_copies", t.context_copies).number("slices", t.slices);
  if (options.verify) json.number("verified", t.verified);
  if (!options.events_file.empty() || options.events_stream) json.number("events_given", t.events_given);
  json.number("conversations", t.conversations)
      .number("participants", t.participants)
      .number("attachments_found", t.attachments_found)
      .number("attachments_missing", t.attachments_missing)
      .number("output_bytes", t.output_bytes)
      .number("failed_inputs", t.failed_sources)
      .end_object();
  write_findings(json, findings);
  json.begin_array("inputs");
  for (const auto& input : inputs) write_input(json, input);
  json.end_array().end_object();
  return text + "\n";
}

}  // namespace rsmf
