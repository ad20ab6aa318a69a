// Reads a manifest from front to back and holds each value against the schemas.
#pragma once

#include <string>
#include <string_view>

#include "json/json_reader.hpp"
#include "rsmf/result.hpp"
#include "rsmf/schema/manifest_members.hpp"
#include "rsmf/validate/fingerprint_set.hpp"
#include "rsmf/validate/manifest_checker.hpp"
#include "rsmf/validate/manifest_report.hpp"
#include "rsmf/validate/manifest_rows.hpp"

namespace rsmf {

/// Rules R050 to R072. What it reads goes to ManifestRows, for all others.
class ManifestWalker {
 public:
  ManifestWalker(const ManifestLimits& limits, ManifestReport& report, ManifestRows& rows);

  Result<void> walk(ByteSource& manifest);

 private:
  JsonToken next() {
    JsonToken token = reader_.next();
    if (reader_.has_faults()) report_faults();
    return token;
  }
  void report_faults();

  // Each reads the value that begins with `token`. `scope`: the versions that say anything about it.
  void object(RowKind kind, Versions scope);
  const MemberRule* member(RowKind kind, Versions scope, uint64_t self, uint64_t& seen);
  void value(RowKind kind, const MemberRule& rule, Versions scope, JsonToken token);
  void text(RowKind kind, const MemberRule& rule, Versions scope);
  void rows(const MemberRule& rule, Versions scope);
  void texts(RowKind kind, Versions scope);
  void number(RowKind kind, const MemberRule& rule, Versions scope);
  void wrong_type(ValueKind wanted, Versions scope, JsonToken token);
  void skip(JsonToken token);
  void skip_object();

  void check_missing(RowKind kind, Versions scope, uint64_t seen, const JsonPlace& begin);
  void check_empty(const MemberRule& rule, Versions scope);
  void check_choice(const MemberRule& rule, Versions scope, std::string_view text);
  void check_time(RowKind kind, Versions scope, std::string_view text);
  void check_version(std::string_view text);
  bool is_new_name(uint64_t object, std::string_view name);

  JsonReader reader_;
  ManifestReport& report_;
  ManifestPath& path_;
  ManifestRows& rows_;
  // Names that the standard does not know, with the number of their object; of the manifest itself, of a row.
  FingerprintSet root_names_, row_names_;
  uint64_t objects_ = 0;
  std::string long_text_;
};

}  // namespace rsmf
