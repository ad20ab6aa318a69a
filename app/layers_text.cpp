#include "app/layers_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/page_layout.hpp"
#include "app/words.hpp"
#include "base/time_zone.hpp"
#include "io/csv_file.hpp"
#include "json/json_writer.hpp"
#include "rsmf/rule.hpp"
#include "view/terminal_text.hpp"

namespace rsmf::app {
namespace {

constexpr size_t kLayerName = 60, kLayerValue = 200;

std::string_view layer_word(RsmfKind kind) {
  return kind == RsmfKind::mail ? "mail" : kind == RsmfKind::zip ? "zip" : "manifest";
}

std::string sizes_text(const RsmfOutline& o) {
  const RsmfSizes& s = o.sizes;
  Columns rows(2);
  rows.align_right(1);
  auto add = [&](std::string_view what, uint64_t bytes, std::string note) {
    rows.add({std::string(what), grouped(bytes), std::move(note)});
  };
  add("file", s.file, "bytes, begins as " + std::string(layer_word(o.kind)));
  if (o.kind == RsmfKind::mail) add("headers", s.headers, counted(o.headers.size(), "header", "headers"));
  if (o.has_text) add("text part", s.text, "as it stands there");
  if (s.encoded_zip > 0) add("base64", s.encoded_zip, "rsmf.zip as it stands in the mail");
  if (s.zip > 0) add("rsmf.zip", s.zip, counted(o.entries.size(), "entry", "entries"));
  if (o.has_manifest) add("manifest", s.manifest, "unpacked");
  if (o.kind != RsmfKind::manifest) add("other entries", s.other_entries, "unpacked: attachments and pictures");
  return "\nLayers\n" + rows.text();
}

std::string more(size_t shown, size_t all) {
  return shown < all ? fmt::format("  ... and {} more; --top 0 lists all\n", grouped(all - shown)) : "";
}

size_t rows_shown(size_t all, uint64_t top) {
  return top == 0 ? all : std::min<size_t>(all, top);
}

std::string headers_text(const RsmfOutline& o) {
  if (o.headers.empty()) return "";
  Columns rows(2);
  rows.wrap_last(kPageWidth);
  for (const MailHeader& header : o.headers)
    rows.add({terminal_line(header.name, kLayerName), terminal_line(header.value, kLayerValue)});
  return fmt::format("\nHeaders ({})\n{}", grouped(o.headers.size()), rows.text());
}

std::string entries_text(const RsmfOutline& o, uint64_t top) {
  if (o.entries.empty()) return "";
  Columns rows(2);
  rows.align_right(1);
  rows.align_right(2);
  const size_t shown = rows_shown(o.entries.size(), top);
  for (size_t i = 0; i < shown; ++i) {
    const RsmfEntry& e = o.entries[i];
    std::string state = e.is_folder                      ? "folder"
                        : !e.readable                    ? "cannot be read"
                        : int64_t(i) == o.manifest_entry ? "manifest"
                                                         : "";
    rows.add(
        {terminal_line(e.name, kLayerName), grouped(e.size), grouped(e.packed_size) + " packed", std::move(state)});
  }
  return fmt::format("\nEntries of rsmf.zip ({})\n{}{}", grouped(o.entries.size()), rows.text(),
                     more(shown, o.entries.size()));
}

std::string tolerated_text(const RsmfOutline& o, uint64_t top) {
  if (o.tolerated.empty()) return "";
  Columns rows(2);
  rows.wrap_last(kPageWidth);
  const size_t shown = rows_shown(o.tolerated.size(), top);
  for (size_t i = 0; i < shown; ++i) {
    const Breach& breach = o.tolerated[i];
    const Rule& broken = rule(breach.rule);
    rows.add({std::string(broken.code),
              breach.message.empty() ? std::string(broken.title) : terminal_line(breach.message, kLayerValue)});
  }
  return fmt::format("\nTolerated in reading it ({}); rsmf validate tells more\n{}{}", grouped(o.tolerated.size()),
                     rows.text(), more(shown, o.tolerated.size()));
}

std::string values_text(std::string_view title, const ValueCounts& counts, uint64_t top) {
  const auto rows = counts.sorted();
  const bool nothing = rows.empty() || (rows.size() == 1 && rows[0].first.empty());
  if (nothing) return "";
  Columns columns(2);
  columns.align_right(1);
  const size_t shown = rows_shown(rows.size(), top);
  for (size_t i = 0; i < shown; ++i)
    columns.add({rows[i].first.empty() ? "(not stated)" : terminal_line(rows[i].first, kLayerName),
                 counted(rows[i].second, "file ", "files")});
  std::string text =
      fmt::format("\n{} ({})\n{}{}", title, grouped(rows.size()), columns.text(), more(shown, rows.size()));
  if (counts.others() > 0)
    text += fmt::format("  {} with still other values\n", counted(counts.others(), "file", "files"));
  return text;
}

void write_values(JsonWriter& json, std::string_view name, const ValueCounts& counts) {
  json.begin_array(name);
  for (const auto& [value, files] : counts.sorted())
    json.begin_object().text("value", value).number("files", files).end_object();
  json.end_array();
}

/// The columns of --headers, in their order.
constexpr std::pair<std::string_view, std::string HeaderRow::*> kHeaderColumns[] = {
    {"version", &HeaderRow::version},
    {"events", &HeaderRow::events},
    {"begin", &HeaderRow::begin},
    {"end", &HeaderRow::end},
    {"attachments", &HeaderRow::attachments},
    {"application", &HeaderRow::application},
    {"custodian", &HeaderRow::custodian},
    {"participants", &HeaderRow::participants},
    {"collection", &HeaderRow::collection},
    {"generator", &HeaderRow::generator},
    {"from", &HeaderRow::from},
    {"subject", &HeaderRow::subject},
    {"trouble", &HeaderRow::trouble},
};

}  // namespace

std::string layers_text(const RsmfOutline& o, uint64_t top) {
  return sizes_text(o) + headers_text(o) + entries_text(o, top) + tolerated_text(o, top);
}

std::string layers_json(const RsmfOutline& o) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.text("kind", layer_word(o.kind));
  json.text("rsmf_version", o.header("X-RSMF-Version"));
  json.begin_object("sizes")
      .number("file", o.sizes.file)
      .number("headers", o.sizes.headers)
      .number("text", o.sizes.text)
      .number("encoded_zip", o.sizes.encoded_zip)
      .number("zip", o.sizes.zip)
      .number("manifest", o.sizes.manifest)
      .number("other_entries", o.sizes.other_entries)
      .end_object();
  json.begin_array("headers");
  for (const MailHeader& header : o.headers)
    json.begin_object().text("name", header.name).text("value", header.value).end_object();
  json.end_array().begin_array("entries");
  for (const RsmfEntry& e : o.entries) {
    json.begin_object()
        .text("name", e.name)
        .number("size", e.size)
        .number("packed_size", e.packed_size)
        .boolean("readable", e.readable)
        .end_object();
  }
  json.end_array().begin_array("tolerated");
  for (const Breach& breach : o.tolerated) {
    const Rule& broken = rule(breach.rule);
    json.begin_object()
        .text("code", broken.code)
        .text("message", breach.message.empty() ? broken.title : std::string_view(breach.message))
        .end_object();
  }
  json.end_array().end_object();
  return text;
}

std::string totals_text(const HeaderTotals& t, uint64_t top) {
  Columns rows(2);
  rows.add({"files", fmt::format("{}, {} in all", grouped(t.files), human_bytes(t.bytes))});
  if (t.files > 0) {
    rows.add(
        {"sizes", fmt::format("from {} to {}; half are at most {}, nine in ten at most {}", human_bytes(t.size_at(0)),
                              human_bytes(t.size_at(100)), human_bytes(t.size_at(50)), human_bytes(t.size_at(90)))});
  }
  std::string events = fmt::format("{} by the headers", grouped(t.events));
  if (t.without_events > 0) events += fmt::format("; {} state no count", counted(t.without_events, "file", "files"));
  rows.add({"events", std::move(events)});
  rows.add({"attachments", fmt::format("{} by the headers", grouped(t.attachments))});
  if (t.trouble > 0) rows.add({"trouble", counted(t.trouble, "file has no headers", "files have no headers")});
  return "\nRSMF files\n" + rows.text() + values_text("Versions", t.versions, top) +
         values_text("Generators", t.generators, top) + values_text("Applications", t.applications, top) +
         values_text("Custodians", t.custodians, top);
}

std::string totals_json(const HeaderTotals& t) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.number("files", t.files);
  json.number("bytes", t.bytes);
  if (t.files > 0) {
    json.number("smallest", t.size_at(0));
    json.number("median", t.size_at(50));
    json.number("largest", t.size_at(100));
  }
  json.number("events", t.events);
  json.number("attachments", t.attachments);
  json.number("without_event_count", t.without_events);
  json.number("without_headers", t.trouble);
  write_values(json, "versions", t.versions);
  write_values(json, "generators", t.generators);
  write_values(json, "applications", t.applications);
  write_values(json, "custodians", t.custodians);
  json.end_object();
  return text;
}

std::string header_row_titles() {
  return fmt::format("{:<7}  {:>7}  {:<19}  {:<19}  {:>8}  {}\n", "version", "events", "first (UTC)", "last (UTC)",
                     "size", "file");
}

std::string header_row_text(const HeaderRow& row) {
  const std::string file = terminal_line(row.file, kLayerValue);
  if (!row.trouble.empty())
    return fmt::format("{:<60}  {:>8}  {}\n", terminal_line(row.trouble, 60), human_bytes(row.bytes), file);
  auto seconds = [](const std::string& time) {
    const TimeNs t = parse_timestamp(time);
    return t == kNoTime ? terminal_line(time, 20) : human_time(t);
  };
  return fmt::format("{:<7}  {:>7}  {:<19}  {:<19}  {:>8}  {}\n", terminal_line(row.version, 7),
                     terminal_line(row.events, 7), seconds(row.begin), seconds(row.end), human_bytes(row.bytes), file);
}

std::string header_row_json(const HeaderRow& row) {
  std::string line;
  JsonWriter json(line);
  json.begin_object().text("file", row.file).number("bytes", row.bytes);
  for (const auto& [name, member] : kHeaderColumns) json.text(name, row.*member);
  json.end_object();
  return line + "\n";
}

std::string header_row_csv_titles() {
  std::string line = "file,bytes";
  for (const auto& [name, member] : kHeaderColumns) line.append(",").append(name);
  return line + "\r\n";
}

std::string header_row_csv(const HeaderRow& row) {
  std::string line;
  append_csv_cell(row.file, line);
  line += fmt::format(",{}", row.bytes);
  for (const auto& [name, member] : kHeaderColumns) {
    line += ',';
    append_csv_cell(row.*member, line);
  }
  return line + "\r\n";
}

}  // namespace rsmf::app
