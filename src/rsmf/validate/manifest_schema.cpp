#include "rsmf/validate/manifest_schema.hpp"

#include <array>

namespace rsmf {
namespace {

using Name = ManifestName;
using Value = ValueKind;

constexpr Versions kOne = kVersion1, kTwo = kVersion2, kBoth = kBothVersions;

constexpr Choice kConversationTypes[] = {{"direct"}, {"channel"}};
constexpr Choice kEventTypes[] = {{"message"}, {"disclaimer"},    {"join"},
                                  {"leave"},   {"history", kTwo}, {"unknown", kTwo}};
constexpr Choice kImportances[] = {{"normal"}, {"high"}};
constexpr Choice kDirections[] = {{"incoming"}, {"outgoing"}};
constexpr Choice kActions[] = {{"read"}, {"delivered"}};

// name, kind, exists, required, not empty, ...
constexpr MemberRule kRoot[] = {
    {Name::version, Value::text, kBoth, kBoth, kNeither, {}, {}, true},  // its length is a matter of R067
    {Name::participants, Value::rows, kBoth, kBoth, kNeither, RowKind::participant},
    {Name::conversations, Value::rows, kBoth, kBoth, kNeither, RowKind::conversation},
    {Name::events, Value::rows, kBoth, kBoth, kNeither, RowKind::event},
    {Name::event_collection_id, Value::text, kTwo},
};
constexpr MemberRule kParticipant[] = {
    {Name::id, Value::text, kBoth, kBoth, kBoth},
    {Name::display, Value::text, kBoth, kOne, kOne},
    {Name::email, Value::email},
    {Name::avatar, Value::text},
    {Name::account_id, Value::text, kTwo},
    {Name::custom, Value::rows, kBoth, kNeither, kNeither, RowKind::custom},
};
constexpr MemberRule kConversation[] = {
    {Name::id, Value::text, kBoth, kBoth, kBoth},
    {Name::display, Value::text, kBoth, kOne, kOne},
    {Name::platform, Value::text, kBoth, kBoth, kBoth},
    {Name::type, Value::choice, kBoth, kOne, kNeither, {}, kConversationTypes},
    {Name::participants, Value::texts, kBoth, kBoth},
    {Name::custodian, Value::text, kTwo},
    {Name::icon, Value::text, kTwo},
    {Name::custom, Value::rows, kBoth, kNeither, kNeither, RowKind::custom},
};
constexpr MemberRule kEvent[] = {
    {Name::id, Value::text},
    {Name::type, Value::choice, kBoth, kBoth, kNeither, {}, kEventTypes},
    {Name::parent, Value::text},
    {Name::body, Value::text, kBoth, kNeither, kNeither, {}, {}, true},
    {Name::participant, Value::text, kBoth, kOne, kOne},
    {Name::conversation, Value::text, kBoth, kOne, kOne},
    {Name::timestamp, Value::time, kBoth, kOne},
    {Name::deleted, Value::boolean},
    {Name::importance, Value::choice, kBoth, kNeither, kNeither, {}, kImportances},
    {Name::direction, Value::choice, kTwo, kNeither, kNeither, {}, kDirections},
    {Name::reactions, Value::rows, kBoth, kNeither, kNeither, RowKind::reaction},
    {Name::attachments, Value::rows, kBoth, kNeither, kNeither, RowKind::attachment},
    {Name::edits, Value::rows, kBoth, kNeither, kNeither, RowKind::edit},
    {Name::read_receipts, Value::rows, kTwo, kNeither, kNeither, RowKind::receipt},
    {Name::custom, Value::rows, kBoth, kNeither, kNeither, RowKind::custom},
};
constexpr MemberRule kReaction[] = {
    {Name::value, Value::text, kBoth, kBoth, kBoth},
    {Name::count, Value::integer, kBoth, kOne},
    {Name::participants, Value::texts, kBoth, kOne},
};
constexpr MemberRule kAttachment[] = {
    {Name::id, Value::text, kBoth, kBoth, kBoth},
    {Name::display, Value::text, kBoth, kOne, kOne},
    {Name::size, Value::integer, kBoth, kOne},
};
constexpr MemberRule kEdit[] = {
    {Name::participant, Value::text, kBoth, kBoth, kBoth},
    {Name::timestamp, Value::time, kBoth, kOne},
    {Name::previous, Value::text, kTwo, kNeither, kNeither, {}, {}, true},
    {Name::new_text, Value::text, kTwo, kNeither, kNeither, {}, {}, true},
};
constexpr MemberRule kReceipt[] = {
    {Name::participant, Value::text, kBoth, kBoth, kBoth},
    {Name::timestamp, Value::time},
    {Name::action, Value::choice, kBoth, kNeither, kNeither, {}, kActions},
};
constexpr MemberRule kCustom[] = {
    {Name::name, Value::text, kBoth, kBoth, kBoth},
    {Name::value, Value::text, kBoth, kBoth, kBoth},
};

constexpr std::span<const MemberRule> kMembers[kRowKinds] = {
    kRoot, kParticipant, kConversation, kEvent, kReaction, kAttachment, kEdit, kReceipt, kCustom};

struct Lookup {
  std::array<std::array<MemberRule, kManifestNames + 1>, kRowKinds> rules{};
  std::array<std::array<uint64_t, 3>, kRowKinds> required{};
};

constexpr Lookup make_lookup() {
  Lookup lookup;
  for (size_t kind = 0; kind < kRowKinds; ++kind) {
    for (const MemberRule& rule : kMembers[kind]) {
      lookup.rules[kind][size_t(rule.name)] = rule;
      for (Versions v : {kOne, kTwo})
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

std::span<const MemberRule> members_of(RowKind kind) {
  return kMembers[size_t(kind)];
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
