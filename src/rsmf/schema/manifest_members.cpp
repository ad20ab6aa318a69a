#include "rsmf/schema/manifest_members.hpp"

#include <array>

namespace rsmf {
namespace {

struct Lookup {
  std::array<std::array<MemberRule, kManifestNames + 1>, kRowKinds> rules{};
  std::array<std::array<uint64_t, 3>, kRowKinds> required{};
};

constexpr Lookup make_lookup() {
  Lookup lookup;
  for (size_t kind = 0; kind < kRowKinds; ++kind) {
    for (const MemberRule& rule : members_of(static_cast<RowKind>(kind))) {
      lookup.rules[kind][size_t(rule.name)] = rule;
      for (Versions v : {kVersion1, kVersion2})
        if (rule.required & v) lookup.required[kind][v] |= uint64_t(1) << size_t(rule.name);
    }
  }
  return lookup;
}

constexpr Lookup kLookup = make_lookup();

}  // namespace

const MemberRule& member_rule(RowKind kind, ManifestName name) {
  return kLookup.rules[size_t(kind)][size_t(name)];
}

uint64_t required_members(RowKind kind, Versions version) {
  return kLookup.required[size_t(kind)][version];
}

std::string_view describe(RowKind kind) {
  constexpr std::string_view kWords[kRowKinds] = {"manifest", "participant",  "conversation",
                                                  "event",    "reaction",     "attachment",
                                                  "edit",     "read receipt", "custom member"};
  return kWords[size_t(kind)];
}

}  // namespace rsmf
