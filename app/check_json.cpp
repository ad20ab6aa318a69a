// The report of `validate` for programs.
#include "app/check_report.hpp"
#include "app/json_line.hpp"
#include "app/words.hpp"
#include "base/time_zone.hpp"

namespace rsmf::app {
namespace {

void add_time(JsonObject& to, std::string_view name, TimeNs t) {
  if (t == kNoTime) return;
  char buffer[32];
  to.add(name, format_timestamp(t, buffer));
}

std::string finding_json(const Breach& b, Profile profile) {
  const Rule& r = rule(b.rule);
  const bool in_manifest = r.layer == Layer::schema || r.layer == Layer::meaning;
  JsonObject object;
  object.add("code", r.code);
  object.add("severity", word(severity(r, profile)));
  object.add("layer", word(r.layer));
  object.add("title", r.title);
  object.add("message", b.message);
  object.add("hint", r.hint);
  object.add("source", r.source);
  if (!b.place.entry.empty()) object.add("entry", b.place.entry);
  // The empty pointer is the root of the manifest.
  if (!b.place.pointer.empty() || in_manifest) object.add("pointer", b.place.pointer);
  if (b.place.line > 0) object.add("line", b.place.line);
  if (b.place.column > 0) object.add("column", b.place.column);
  if (b.place.offset != kNoOffset) object.add("offset", b.place.offset);
  return object.text();
}

class JsonReport final : public CheckReport {
 public:
  explicit JsonReport(Profile profile) : profile_(profile) {}

  std::string file(const Validation& v) override {
    JsonObject object;
    object.add("file", v.file);
    object.add("verdict", word(v.verdict));
    object.add("profile", word(profile_));
    if (!v.error.empty()) object.add("error", v.error);
    object.add("version", v.version);
    object.add("errors", v.errors);
    object.add("warnings", v.warnings);
    object.add("infos", v.infos);
    object.add("participants", v.participants);
    object.add("conversations", v.conversations);
    object.add("events", v.events);
    object.add("attachments", v.attachments);
    add_time(object, "first", v.first);
    add_time(object, "last", v.last);
    object.add("bytes", v.bytes);
    object.add("manifest_bytes", v.manifest_bytes);
    JsonObject rules;
    for (const RuleCount& c : v.counts) rules.add(rule(c.rule).code, c.count);
    object.add_raw("rules", rules.text());
    JsonArray findings;
    for (const Breach& b : v.findings) findings.add_raw(finding_json(b, profile_));
    object.add_raw("findings", findings.text());
    return object.text() + "\n";
  }

 private:
  Profile profile_;
};

}  // namespace

std::unique_ptr<CheckReport> json_report(const CheckConfig& config) {
  return std::make_unique<JsonReport>(config.profile);
}

}  // namespace rsmf::app
