// Names of members as texts that are made of the table at compile time. A name that the table does not have, or has for
// other versions than the caller says, does not compile.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/fixed_text.hpp"
#include "rsmf/schema/manifest_members.hpp"

namespace rsmf {

namespace member_text {

template <RowKind kRow, ManifestName kName, Versions kExists>
consteval MemberRule rule() {
  for (const MemberRule& rule : members_of(kRow))
    if (rule.name == kName && rule.exists == kExists) return rule;
  throw "no such member in these versions";
}

/// What is between the name and the value: for a text its quote too, for an array its bracket.
constexpr std::string_view opening(ValueKind kind) {
  switch (kind) {
    case ValueKind::boolean:
    case ValueKind::integer:
      return "\":";
    case ValueKind::rows:
    case ValueKind::texts:
      return "\":[";
    default:
      return "\":\"";
  }
}

template <size_t kSize>
consteval FixedText<kSize> joined(std::string_view before, std::string_view name, std::string_view after) {
  FixedText<kSize> made;
  size_t at = 0;
  for (std::string_view part : {before, name, after})
    for (char c : part) made.text[at++] = c;
  return made;
}

template <char kBefore, RowKind kRow, ManifestName kName, Versions kExists>
consteval auto beginning() {
  constexpr std::string_view kOpening = opening(rule<kRow, kName, kExists>().kind);
  constexpr char kStart[] = {kBefore, '"', 0};
  return joined<2 + spelling(kName).size() + kOpening.size() + 1>(kStart, spelling(kName), kOpening);
}

template <char kBefore, RowKind kRow, ManifestName kName>
consteval auto quoted() {
  static_assert(rule<kRow, kName, kBothVersions>().kind == ValueKind::text);
  constexpr char kStart[] = {kBefore, '"', 0};
  return joined<2 + spelling(kName).size() + 2 + 1>(kStart, spelling(kName), "\":");
}

template <RowKind kRow, ManifestName kName>
consteval MemberRule rule_of_any_version() {
  for (const MemberRule& rule : members_of(kRow))
    if (rule.name == kName) return rule;
  throw "no such member";
}

template <RowKind kRow, ManifestName kName, ManifestName kPart>
consteval auto path() {
  static_assert(rule_of_any_version<rule_of_any_version<kRow, kName>().rows, kPart>().name == kPart);
  return joined<spelling(kName).size() + 1 + spelling(kPart).size() + 1>(spelling(kName), ".", spelling(kPart));
}

template <RowKind kRow, ManifestName kName>
consteval std::string_view note() {
  constexpr std::string_view kNote = rule_of_any_version<kRow, kName>().note;
  static_assert(!kNote.empty(), "nothing but the member holds its value");
  return kNote;
}

}  // namespace member_text

/// The beginning of a member that follows another: `,"body":"`, `,"count":`, `,"reactions":[`.
template <RowKind kRow, ManifestName kName, Versions kExists = kBothVersions>
inline constexpr auto kNextMember = member_text::beginning<',', kRow, kName, kExists>();

/// The beginning of the first member of an object: `{"id":"`.
template <RowKind kRow, ManifestName kName, Versions kExists = kBothVersions>
inline constexpr auto kFirstMember = member_text::beginning<'{', kRow, kName, kExists>();

/// The beginning of a member whose value brings its own quotes: `,"participant":`.
template <RowKind kRow, ManifestName kName>
inline constexpr auto kQuotedMember = member_text::quoted<',', kRow, kName>();
template <RowKind kRow, ManifestName kName>
inline constexpr auto kFirstQuotedMember = member_text::quoted<'{', kRow, kName>();

/// A member of the objects in an array: `reactions.count`.
template <RowKind kRow, ManifestName kName, ManifestName kPart>
inline constexpr auto kMemberPath = member_text::path<kRow, kName, kPart>();

/// The custom property that holds what the member cannot (MemberRule::note).
template <RowKind kRow, ManifestName kName>
inline constexpr std::string_view kMemberNote = member_text::note<kRow, kName>();

}  // namespace rsmf
