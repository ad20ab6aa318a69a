#include <algorithm>
#include <tuple>

#include "io/file_system.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"
#include "rsmf/validate.hpp"
#include "rsmf/validate/layer_rules.hpp"
#include "rsmf/validate/manifest_checker.hpp"

namespace rsmf {
namespace {

/// From the outside in, front to back; what concerns a file as a whole has no line and no offset, and comes first.
bool stands_before(const Breach& a, const Breach& b) {
  auto key = [](const Breach& x) {
    const uint64_t offset = x.place.offset == kNoOffset ? 0 : x.place.offset + 1;
    return std::tuple(rule(x.rule).layer, std::string_view(x.place.entry), x.place.line, x.place.column, offset,
                      std::string_view(x.place.pointer), x.rule, std::string_view(x.message));
  };
  return key(a) < key(b);
}

std::string entry_of_manifest(const RsmfFile& file) {
  const int64_t index = file.manifest_entry();
  return index >= 0 ? file.entries()[static_cast<size_t>(index)].name : std::string();
}

/// As opposed to what is wrong with the bytes of the file: it ends the check.
bool is_of_disk(const Error& error) {
  return error.kind == ErrorKind::io || error.kind == ErrorKind::bug || error.kind == ErrorKind::interrupted;
}

Verdict verdict_of(const Validation& v) {
  if (v.errors > 0) return Verdict::failed;
  return v.warnings > 0 ? Verdict::passed_with_warnings : Verdict::passed;
}

/// Severities, counts and verdict of what the log holds.
void conclude(BreachLog& log, const ValidateOptions& options, Validation& into) {
  for (const Rule& r : all_rules()) {
    const uint64_t count = log.count(r.id);
    if (count == 0) continue;
    into.counts.push_back({r.id, count});
    const Severity s = severity(r, options.profile);
    (s == Severity::error ? into.errors : s == Severity::warning ? into.warnings : into.infos) += count;
  }
  into.verdict = verdict_of(into);
  into.findings = std::move(log.kept());
  if (options.leave_out_info) {
    std::erase_if(into.findings,
                  [&](const Breach& b) { return severity(rule(b.rule), options.profile) == Severity::info; });
  }
  std::ranges::sort(into.findings, stands_before);
}

}  // namespace

struct Validator::State {
  explicit State(const ValidateOptions& o) : options(o), log(o.max_findings) {}

  Result<Validation> check(const std::string& path);
  Result<Validation> check(std::unique_ptr<RandomFile> file, const std::string& name);
  Result<Validation> check(Result<std::unique_ptr<RsmfFile>> file, const std::string& name);
  RsmfReadOptions reading() const {
    RsmfReadOptions how;
    how.stop = options.stop;
    return how;
  }
  Result<void> check_layers(const RsmfFile& file, Validation& into);
  Result<ManifestFacts> check_manifest(const RsmfFile& file);
  Result<void> locate(const RsmfFile& file);
  void settle_offsets(const RsmfFile& file);

  ValidateOptions options;
  BreachLog log;
  ManifestChecker manifest;
};

/// Fails only where the disk does: a manifest that cannot be unpacked is a finding, and the other layers go on.
Result<ManifestFacts> Validator::State::check_manifest(const RsmfFile& file) {
  ManifestFacts unknown;
  unknown.complete = false;
  if (!file.has_manifest()) return unknown;
  const std::string entry = entry_of_manifest(file);
  auto cannot_read = [&](const Error& error) -> Result<ManifestFacts> {
    if (is_of_disk(error)) return std::unexpected(error);
    const std::string where = file.name() + "!" + entry + " ";  // which the place says already
    const bool repeats = error.message.starts_with(where);
    log.add(RuleId::entry_damaged, {.entry = entry}, repeats ? error.message.substr(where.size()) : error.message);
    return unknown;
  };
  auto stream = file.open_manifest();
  if (!stream) return cannot_read(stream.error());
  auto facts = manifest.check(**stream, entry, log);
  if (!facts) return cannot_read(facts.error());
  if (!facts->is_object) facts->complete = false;
  return facts;
}

/// What can be decided only behind the last row has no line yet: the manifest is read again, if need be.
Result<void> Validator::State::locate(const RsmfFile& file) {
  const bool needed = std::ranges::any_of(
      log.kept(), [](const Breach& b) { return !b.place.pointer.empty() && b.place.offset == kNoOffset; });
  if (!needed || !file.has_manifest()) return {};
  auto stream = file.open_manifest();
  auto done = stream ? locate_breaches(**stream, entry_of_manifest(file), log) : std::unexpected(stream.error());
  // What else is wrong with the manifest was said when it was checked.
  return done || !is_of_disk(done.error()) ? Result<void>{} : done;
}

/// Until here, offsets in the manifest are those of its text in UTF-8 without a mark.
void Validator::State::settle_offsets(const RsmfFile& file) {
  const TextEncoding encoding = file.manifest_encoding();
  if (encoding.kind == TextEncoding::Kind::utf8 && encoding.mark == 0) return;
  const std::string entry = entry_of_manifest(file);
  for (Breach& b : log.kept()) {
    const bool is_of_encoding = b.rule == RuleId::byte_order_mark || b.rule == RuleId::other_encoding;
    const bool is_in_text = !b.place.pointer.empty() || rule(b.rule).layer >= Layer::text;
    if (is_of_encoding || !is_in_text || b.place.offset == kNoOffset || b.place.entry != entry) continue;
    b.place.offset = encoding.kind == TextEncoding::Kind::utf8 ? b.place.offset + encoding.mark : kNoOffset;
  }
}

Result<void> Validator::State::check_layers(const RsmfFile& file, Validation& into) {
  into.bytes = file.sizes().file;
  into.manifest_bytes = file.sizes().manifest;
  if (log.count(RuleId::not_an_rsmf) > 0) return {};
  auto facts = check_manifest(file);
  RSMF_TRY(facts);
  into.version = facts->version;
  into.participants = facts->participants;
  into.conversations = facts->conversations;
  into.events = facts->events;
  into.attachments = facts->attachments;
  into.first = facts->first;
  into.last = facts->last;
  check_headers(file, *facts, log);
  RSMF_TRY(check_references(file, *facts, log));
  RSMF_TRY(locate(file));
  settle_offsets(file);
  if (options.checksums) RSMF_TRY(file.check_entries(log));
  return {};
}

Result<Validation> Validator::State::check(const std::string& path) {
  log.clear();
  return check(RsmfFile::open(real_file_system(), path, reading(), log), path);
}

Result<Validation> Validator::State::check(std::unique_ptr<RandomFile> file, const std::string& name) {
  log.clear();
  return check(RsmfFile::open(std::move(file), name, reading(), log), name);
}

Result<Validation> Validator::State::check(Result<std::unique_ptr<RsmfFile>> file, const std::string& name) {
  Validation result;
  result.file = name;
  if (!file && file.error().kind == ErrorKind::usage) return std::unexpected(file.error());
  auto done = file ? check_layers(**file, result) : std::unexpected(file.error());
  if (!done && done.error().kind == ErrorKind::interrupted) return std::unexpected(done.error());
  if (!done) result.error = done.error().message;
  conclude(log, options, result);
  if (!result.error.empty()) result.verdict = Verdict::failed;
  return result;
}

Validator::Validator(const ValidateOptions& options) : state_(std::make_unique<State>(options)) {}
Validator::Validator(Validator&&) noexcept = default;
Validator& Validator::operator=(Validator&&) noexcept = default;
Validator::~Validator() = default;

Result<Validation> Validator::check(const std::string& path) {
  return state_->check(path);
}

Result<Validation> Validator::check(std::unique_ptr<RandomFile> file, const std::string& name) {
  return state_->check(std::move(file), name);
}

}  // namespace rsmf
