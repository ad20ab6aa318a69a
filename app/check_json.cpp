// The report of `validate` for programs.
#include "app/check_report.hpp"
#include "app/words.hpp"
#include "base/time_zone.hpp"
#include "json/json_writer.hpp"

namespace rsmf::app {
namespace {

void write_known_time(JsonWriter& json, std::string_view name, TimeNs t) {
  if (t == kNoTime) return;
  char buffer[32];
  json.text(name, format_timestamp(t, buffer));
}

void write_finding(JsonWriter& json, const Breach& b, Profile profile) {
  const Rule& r = rule(b.rule);
  const bool in_manifest = r.layer == Layer::schema || r.layer == Layer::meaning;
  json.begin_object();
  json.text("code", r.code);
  json.text("severity", word(severity(r, profile)));
  json.text("layer", word(r.layer));
  json.text("title", r.title);
  json.text("message", b.message);
  json.text("hint", r.hint);
  json.text("source", r.source);
  if (!b.place.entry.empty()) json.text("entry", b.place.entry);
  // The empty pointer is the root of the manifest.
  if (!b.place.pointer.empty() || in_manifest) json.text("pointer", b.place.pointer);
  if (b.place.line > 0) json.number("line", b.place.line);
  if (b.place.column > 0) json.number("column", b.place.column);
  if (b.place.offset != kNoOffset) json.number("offset", b.place.offset);
  json.end_object();
}

class JsonReport final : public CheckReport {
 public:
  explicit JsonReport(Profile profile) : profile_(profile) {}

  std::string file(const Validation& v) override {
    std::string line;
    JsonWriter json(line);
    json.begin_object();
    json.text("file", v.file);
    json.text("verdict", word(v.verdict));
    json.text("profile", word(profile_));
    if (!v.error.empty()) json.text("error", v.error);
    json.text("version", v.version);
    json.number("errors", v.errors);
    json.number("warnings", v.warnings);
    json.number("infos", v.infos);
    json.number("participants", v.participants);
    json.number("conversations", v.conversations);
    json.number("events", v.events);
    json.number("attachments", v.attachments);
    write_known_time(json, "first", v.first);
    write_known_time(json, "last", v.last);
    json.number("bytes", v.bytes);
    json.number("manifest_bytes", v.manifest_bytes);
    json.begin_object("rules");
    for (const RuleCount& c : v.counts) json.number(rule(c.rule).code, c.count);
    json.end_object().begin_array("findings");
    for (const Breach& b : v.findings) write_finding(json, b, profile_);
    json.end_array().end_object();
    return line + "\n";
  }

 private:
  Profile profile_;
};

}  // namespace

std::unique_ptr<CheckReport> json_report(const CheckConfig& config) {
  return std::make_unique<JsonReport>(config.profile);
}

}  // namespace rsmf::app
