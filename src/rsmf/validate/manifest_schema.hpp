// The published schemas of RSMF 1.0.0 and 2.0.0, as a table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rsmf/validate/manifest_names.hpp"

namespace rsmf {

/// Versions of the standard, as bits.
using Versions = uint8_t;
inline constexpr Versions kNeither = 0, kVersion1 = 1, kVersion2 = 2, kBothVersions = 3;

/// The kinds of objects that a manifest consists of.
enum class RowKind : uint8_t {
  root,
  participant,
  conversation,
  event,
  reaction,
  attachment,
  edit,
  receipt,
  custom,
};
inline constexpr size_t kRowKinds = 9;

/// What a value may be.
enum class ValueKind : uint8_t {
  unknown,  ///< no member of that name
  text,
  choice,
  email,
  time,
  boolean,
  integer,
  rows,   ///< an array of objects
  texts,  ///< an array of strings, none of them empty
};

struct Choice {
  std::string_view value;
  Versions versions = kBothVersions;
};

struct MemberRule {
  ManifestName name = ManifestName::unknown;
  ValueKind kind = ValueKind::unknown;
  Versions exists = kBothVersions;
  Versions required = kNeither;
  Versions not_empty = kNeither;  ///< where the schema wants at least one character
  RowKind rows = RowKind::root;   ///< of ValueKind::rows
  std::span<const Choice> choices = {};
  bool may_be_empty = false;  ///< an empty text says something
};

/// The rule for a member; of ValueKind::unknown where objects of that kind have none of that name.
const MemberRule& member_rule(RowKind kind, ManifestName name);
/// All members of such an object.
std::span<const MemberRule> members_of(RowKind kind);
/// The members an object of that kind must have, as bits numbered by ManifestName.
uint64_t required_members(RowKind kind, Versions version);
/// "event", "read receipt", ...
std::string_view describe(RowKind kind);

}  // namespace rsmf
