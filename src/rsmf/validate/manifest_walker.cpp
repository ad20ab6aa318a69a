#include "rsmf/validate/manifest_walker.hpp"

#include <fmt/format.h>

#include "base/email_address.hpp"
#include "base/utf8.hpp"
#include "rsmf/validate/timestamp_form.hpp"
#include "rsmf/validate/value_text.hpp"

namespace rsmf {

using Name = ManifestName;

ManifestWalker::ManifestWalker(const ManifestLimits& limits, ManifestReport& report, ManifestRows& rows)
    : reader_({.max_depth = limits.max_depth, .max_string_bytes = limits.max_string_bytes}),
      report_(report),
      path_(report.path()),
      rows_(rows) {}

Result<void> ManifestWalker::walk(ByteSource& manifest) {
  reader_.start(manifest);
  root_names_.clear();
  row_names_.clear();
  objects_ = 0;
  JsonToken token = next();
  if (token == JsonToken::begin_object) {
    rows_.facts().is_object = true;
    object(RowKind::root, kBothVersions);
  } else if (token != JsonToken::invalid) {
    report_.add(RuleId::root_not_object, kBothVersions, reader_.place(),
                [&] { return fmt::format("it is {}", describe(token, reader_.raw())); });
    skip(token);
  }
  while (next() != JsonToken::end) {
  }
  if (reader_.error()) return std::unexpected(*reader_.error());
  return {};
}

void ManifestWalker::report_faults() {
  static constexpr RuleId kRules[JsonFault::kKinds] = {RuleId::not_utf8,       RuleId::malformed_json,
                                                       RuleId::trailing_comma, RuleId::odd_characters,
                                                       RuleId::too_deep,       RuleId::too_deep};
  if (reader_.error()) return reader_.clear_faults();  // of the token that was cut off
  for (const JsonFault& fault : reader_.faults()) {
    report_.add(kRules[size_t(fault.kind)], kBothVersions, fault.place, [&] {
      if (fault.found < 0) return std::string(fault.what);
      char found = static_cast<char>(fault.found);
      return fmt::format("{}: '{}'", fault.what, excerpt({&found, 1}));
    });
  }
  for (size_t kind = 0; kind < JsonFault::kKinds; ++kind)
    report_.count_only(kRules[kind], reader_.uncounted_faults(JsonFault::Kind(kind)));
  reader_.clear_faults();
}

void ManifestWalker::object(RowKind kind, Versions scope) {
  JsonPlace begin = reader_.place();
  uint64_t self = objects_++, seen = 0;
  rows_.begin(kind, begin);
  while (next() == JsonToken::name) {
    const MemberRule* rule = member(kind, scope, self, seen);
    JsonToken token = next();
    if (rule != nullptr) {
      value(kind, *rule, Versions(scope & rule->exists), token);
    } else {
      skip(token);
    }
    path_.pop();
  }
  if (reader_.error()) return;  // the stream broke off: nothing is known of what would have followed
  check_missing(kind, scope, seen, begin);
  rows_.end(kind, seen, begin);
}

/// Its name has been read. Null if nothing is known about it; path() is at the member then, too.
const MemberRule* ManifestWalker::member(RowKind kind, Versions scope, uint64_t self, uint64_t& seen) {
  std::string_view text = reader_.text();
  Name name = manifest_name(text);
  const MemberRule& rule = member_rule(kind, name);
  if (rule.kind == ValueKind::unknown) {
    path_.push_copy(text);
    if (kind == RowKind::root) row_names_.clear();
    if (reader_.is_broken_name() || reader_.error()) return nullptr;
    report_.add(RuleId::unknown_member, scope, reader_.place(), [&] { return unknown_member(kind, text); });
    if (!is_new_name(self, text))
      report_.add(RuleId::member_twice, kBothVersions, reader_.place(), [&] { return quote(text); });
    return nullptr;
  }
  path_.push(spelling(name));
  if (seen >> size_t(name) & 1)
    report_.add(RuleId::member_twice, kBothVersions, reader_.place(), [&] { return quote(text); });
  seen |= uint64_t(1) << size_t(name);
  if (rule.exists == kVersion2)
    report_.add(RuleId::newer_member, Versions(scope & kVersion1), reader_.place(), [&] { return quote(text); });
  return &rule;
}

void ManifestWalker::value(RowKind kind, const MemberRule& rule, Versions scope, JsonToken token) {
  if (reader_.error()) return skip(token);  // what was cut off is no value
  switch (rule.kind) {
    case ValueKind::rows:
      if (token == JsonToken::begin_array) return rows(rule, scope);
      break;
    case ValueKind::texts:
      if (token == JsonToken::begin_array) return texts(kind, scope);
      break;
    case ValueKind::boolean:
      if (token == JsonToken::truth) return rows_.truth(kind, rule.name, reader_.raw() == "true");
      break;
    case ValueKind::integer:
      if (token == JsonToken::number) return number(kind, rule, scope);
      break;
    default:
      if (token == JsonToken::string) return text(kind, rule, scope);
  }
  wrong_type(rule.kind, scope, token);
}

void ManifestWalker::wrong_type(ValueKind wanted, Versions scope, JsonToken token) {
  if (token != JsonToken::invalid)
    report_.add(RuleId::wrong_type, scope, reader_.place(),
                [&] { return fmt::format("{} instead of {}", describe(token, reader_.raw()), describe(wanted)); });
  skip(token);
}

void ManifestWalker::text(RowKind kind, const MemberRule& rule, Versions scope) {
  std::string_view text = reader_.text();
  if (reader_.raw_bytes() > reader_.raw().size()) {
    // Only the beginning is at hand. With the length, it tells such texts apart well enough.
    long_text_ = fmt::format("{}... ({} bytes)", text, reader_.raw_bytes());
    text = long_text_;
  }
  switch (rule.kind) {
    case ValueKind::choice:
      check_choice(rule, scope, text);
      break;
    case ValueKind::time:
      return check_time(kind, scope, text);
    case ValueKind::email:
      if (!is_email_address(text))
        report_.add(RuleId::not_an_email, scope, reader_.place(), [&] { return quote(text); });
      break;
    default:
      if (text.empty()) check_empty(rule, scope);
      if (rule.name == Name::version) check_version(text);
      if (kind == RowKind::reaction && text.size() > 30 && count_characters(text) > 30)
        report_.add(RuleId::long_reaction, scope, reader_.place(),
                    [&] { return fmt::format("{} has {} characters", quote(text), count_characters(text)); });
  }
  rows_.text(kind, rule.name, text, reader_.place());
}

void ManifestWalker::check_empty(const MemberRule& rule, Versions scope) {
  report_.add(RuleId::too_short, Versions(scope & rule.not_empty), reader_.place(),
              [&] { return fmt::format("{} is empty", spelling(rule.name)); });
  if (!rule.may_be_empty)
    report_.add(RuleId::empty_string, Versions(scope & ~rule.not_empty), reader_.place(),
                [&] { return fmt::format("{} is empty", spelling(rule.name)); });
}

void ManifestWalker::check_choice(const MemberRule& rule, Versions scope, std::string_view text) {
  Versions good = kNeither;
  for (const Choice& choice : rule.choices)
    if (choice.value == text) good = choice.versions;
  Versions bad = Versions(scope & ~good);
  if (bad == kNeither) return;
  auto message = [&](Versions versions) {
    return fmt::format("{} is none of {}", quote(text), list_choices(rule.choices, versions));
  };
  // The list depends on the version for the types of events alone.
  if (rule.choices.back().versions == kBothVersions)
    return report_.add(RuleId::not_a_choice, bad, reader_.place(), [&] { return message(kBothVersions); });
  for (Versions version : {kVersion1, kVersion2})
    report_.add(RuleId::not_a_choice, Versions(bad & version), reader_.place(), [&] { return message(version); });
}

void ManifestWalker::check_time(RowKind kind, Versions scope, std::string_view text) {
  TimestampForm form = read_timestamp(text);
  if (form.kind != TimestampForm::Kind::good) {
    RuleId rule = form.kind == TimestampForm::Kind::without_zone ? RuleId::time_without_zone
                  : form.kind == TimestampForm::Kind::refused    ? RuleId::time_form
                                                                 : RuleId::not_a_time;
    report_.add(rule, scope, reader_.place(),
                [&] { return *form.trouble == '\0' ? quote(text) : fmt::format("{}: {}", quote(text), form.trouble); });
  }
  rows_.time(kind, form.time, text, reader_.place());
}

void ManifestWalker::check_version(std::string_view text) {
  if (text != "1.0.0" && text != "2.0.0")
    report_.add(RuleId::unsupported_version, kBothVersions, reader_.place(), [&] { return quote(text); });
  if (!report_.knows_version()) report_.set_version(text.starts_with("1.") ? kVersion1 : kVersion2);
}

void ManifestWalker::rows(const MemberRule& rule, Versions scope) {
  JsonPlace begin = reader_.place();
  uint64_t count = 0;
  path_.push_index(0);
  for (JsonToken token = next(); token != JsonToken::end_array; token = next()) {
    if (token == JsonToken::begin_object) {
      if (rule.rows == RowKind::participant || rule.rows == RowKind::conversation || rule.rows == RowKind::event)
        row_names_.clear();
      object(rule.rows, scope);
    } else {
      if (token != JsonToken::invalid)
        report_.add(RuleId::wrong_type, scope, reader_.place(),
                    [&] { return fmt::format("{} instead of an object", describe(token, reader_.raw())); });
      rows_.no_row(rule.rows);
      skip(token);
    }
    path_.set_index(++count);
  }
  path_.pop();
  if (!reader_.error()) rows_.end_rows(rule.rows, count, begin);
}

void ManifestWalker::texts(RowKind kind, Versions scope) {
  uint64_t count = 0;
  rows_.begin_people(kind);
  path_.push_index(0);
  for (JsonToken token = next(); token != JsonToken::end_array; token = next()) {
    if (reader_.error()) {
      skip(token);
    } else if (token == JsonToken::string) {
      std::string_view text = reader_.text();
      if (text.empty())
        report_.add(RuleId::too_short, scope, reader_.place(), [&] { return std::string("an empty id"); });
      rows_.person(kind, text, count, reader_.place());
    } else {
      wrong_type(ValueKind::text, scope, token);
    }
    path_.set_index(++count);
  }
  path_.pop();
  if (!reader_.error()) rows_.end_people(kind, count);
}

void ManifestWalker::number(RowKind kind, const MemberRule& rule, Versions scope) {
  int64_t number = 0;
  if (read_integer(reader_.raw(), number)) return rows_.number(kind, rule.name, number, reader_.place());
  report_.add(RuleId::wrong_type, scope, reader_.place(),
              [&] { return fmt::format("{} instead of a whole number", excerpt(reader_.raw(), 40)); });
}

void ManifestWalker::check_missing(RowKind kind, Versions scope, uint64_t seen, const JsonPlace& begin) {
  uint64_t missing_1 = scope & kVersion1 ? required_members(kind, kVersion1) & ~seen : 0;
  uint64_t missing_2 = scope & kVersion2 ? required_members(kind, kVersion2) & ~seen : 0;
  if (kind == RowKind::reaction && !(seen >> size_t(Name::participants) & 1))
    report_.add(RuleId::reaction_without_people, Versions(scope & kVersion2), begin, [] { return std::string(); });
  if ((missing_1 | missing_2) == 0) return;
  for (const MemberRule& rule : members_of(kind)) {
    uint64_t bit = uint64_t(1) << size_t(rule.name);
    Versions versions = Versions((missing_1 & bit ? kVersion1 : 0) | (missing_2 & bit ? kVersion2 : 0));
    report_.add(RuleId::member_missing, versions, begin,
                [&] { return fmt::format("{} without {}", describe(kind), spelling(rule.name)); });
  }
}

// Steps over a value nobody knows, but not over what is wrong with it as JSON.
void ManifestWalker::skip(JsonToken token) {
  if (token == JsonToken::begin_object) return skip_object();
  if (token != JsonToken::begin_array) return;
  uint64_t index = 0;
  path_.push_index(0);
  for (token = next(); token != JsonToken::end_array; token = next()) {
    skip(token);
    path_.set_index(++index);
  }
  path_.pop();
}

void ManifestWalker::skip_object() {
  uint64_t self = objects_++;
  while (next() == JsonToken::name) {
    std::string_view text = reader_.text();
    path_.push_copy(text);
    if (!reader_.is_broken_name() && !is_new_name(self, text))
      report_.add(RuleId::member_twice, kBothVersions, reader_.place(), [&] { return quote(text); });
    skip(next());
    path_.pop();
  }
}

// Objects are numbered, so that one set serves for all that lie in a row of the manifest. Object 0 is the manifest.
bool ManifestWalker::is_new_name(uint64_t object, std::string_view name) {
  FingerprintSet& names = object == 0 ? root_names_ : row_names_;
  Fingerprint f = Fingerprint::of(name);
  f.low += object * 0x9E3779B97F4A7C15;
  f.high ^= object;
  bool is_new = names.insert(f);
  if (names.is_full()) rows_.give_up_comparing();
  return is_new;
}

}  // namespace rsmf
