// The members of an RSMF manifest, as the published schemas of 1.0.0 and 2.0.0 have them: one table for the encoder,
// the reader and the validator. A test compares it with the schemas.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rsmf/schema/choice_words.hpp"
#include "rsmf/schema/manifest_names.hpp"
#include "rsmf/schema/note_names.hpp"

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
  /// The custom property that takes the value where the version has no such member, or where the member cannot hold it;
  /// empty: there is none.
  std::string_view note = {};
};

namespace manifest_table {

using Name = ManifestName;
using Value = ValueKind;

inline constexpr Versions kOne = kVersion1, kTwo = kVersion2, kBoth = kBothVersions;

inline constexpr Choice kConversationTypes[] = {{kConversationTypeWords[0]}, {kConversationTypeWords[1]}};
inline constexpr Choice kEventTypes[] = {
    {choice_word(EventType::message)},       {choice_word(EventType::disclaimer)},
    {choice_word(EventType::join)},          {choice_word(EventType::leave)},
    {choice_word(EventType::history), kTwo}, {choice_word(EventType::unknown), kTwo}};
inline constexpr Choice kImportances[] = {{kImportanceWords[0]}, {kImportanceWords[1]}};
inline constexpr Choice kDirections[] = {{kDirectionWords[0]}, {kDirectionWords[1]}};
inline constexpr Choice kActions[] = {{kReceiptActionWords[0]}, {kReceiptActionWords[1]}};

inline constexpr MemberRule kRoot[] = {
    {.name = Name::version,
     .kind = Value::text,
     .required = kBoth,
     .may_be_empty = true},  // its length is a matter of R067
    {.name = Name::participants, .kind = Value::rows, .required = kBoth, .rows = RowKind::participant},
    {.name = Name::conversations, .kind = Value::rows, .required = kBoth, .rows = RowKind::conversation},
    {.name = Name::events, .kind = Value::rows, .required = kBoth, .rows = RowKind::event},
    {.name = Name::event_collection_id, .kind = Value::text, .exists = kTwo, .note = note::kCollectionId},
};
inline constexpr MemberRule kParticipant[] = {
    {.name = Name::id, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::display, .kind = Value::text, .required = kOne, .not_empty = kOne},
    {.name = Name::email, .kind = Value::email, .note = note::kEmail},
    {.name = Name::avatar, .kind = Value::text},
    {.name = Name::account_id, .kind = Value::text, .exists = kTwo, .note = note::kAccountId},
    {.name = Name::custom, .kind = Value::rows, .rows = RowKind::custom},
};
inline constexpr MemberRule kConversation[] = {
    {.name = Name::id, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::display, .kind = Value::text, .required = kOne, .not_empty = kOne},
    {.name = Name::platform, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::type, .kind = Value::choice, .required = kOne, .choices = kConversationTypes},
    {.name = Name::participants, .kind = Value::texts, .required = kBoth},
    {.name = Name::custodian, .kind = Value::text, .exists = kTwo, .note = note::kCustodian},
    {.name = Name::icon, .kind = Value::text, .exists = kTwo},
    {.name = Name::custom, .kind = Value::rows, .rows = RowKind::custom},
};
inline constexpr MemberRule kEvent[] = {
    {.name = Name::id, .kind = Value::text},
    {.name = Name::type, .kind = Value::choice, .required = kBoth, .choices = kEventTypes, .note = note::kOriginalType},
    {.name = Name::parent, .kind = Value::text, .note = note::kParent},
    {.name = Name::body, .kind = Value::text, .may_be_empty = true},
    {.name = Name::participant, .kind = Value::text, .required = kOne, .not_empty = kOne},
    {.name = Name::conversation, .kind = Value::text, .required = kOne, .not_empty = kOne},
    {.name = Name::timestamp, .kind = Value::time, .required = kOne},
    {.name = Name::deleted, .kind = Value::boolean},
    {.name = Name::importance, .kind = Value::choice, .choices = kImportances},
    {.name = Name::direction, .kind = Value::choice, .exists = kTwo, .choices = kDirections, .note = note::kDirection},
    {.name = Name::reactions, .kind = Value::rows, .rows = RowKind::reaction},
    {.name = Name::attachments, .kind = Value::rows, .rows = RowKind::attachment},
    {.name = Name::edits, .kind = Value::rows, .rows = RowKind::edit},
    {.name = Name::read_receipts,
     .kind = Value::rows,
     .exists = kTwo,
     .rows = RowKind::receipt,
     .note = note::kReceipt},
    {.name = Name::custom, .kind = Value::rows, .rows = RowKind::custom},
};
inline constexpr MemberRule kReaction[] = {
    {.name = Name::value, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::count, .kind = Value::integer, .required = kOne, .note = note::kReactionCount},
    {.name = Name::participants, .kind = Value::texts, .required = kOne},
};
inline constexpr MemberRule kAttachment[] = {
    {.name = Name::id, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::display, .kind = Value::text, .required = kOne, .not_empty = kOne},
    {.name = Name::size, .kind = Value::integer, .required = kOne},
};
inline constexpr MemberRule kEdit[] = {
    {.name = Name::participant, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::timestamp, .kind = Value::time, .required = kOne},
    {.name = Name::previous, .kind = Value::text, .exists = kTwo, .may_be_empty = true},
    {.name = Name::new_text, .kind = Value::text, .exists = kTwo, .may_be_empty = true},
};
inline constexpr MemberRule kReceipt[] = {
    {.name = Name::participant, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::timestamp, .kind = Value::time},
    {.name = Name::action, .kind = Value::choice, .choices = kActions},
};
inline constexpr MemberRule kCustom[] = {
    {.name = Name::name, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
    {.name = Name::value, .kind = Value::text, .required = kBoth, .not_empty = kBoth},
};

inline constexpr std::span<const MemberRule> kMembers[kRowKinds] = {
    kRoot, kParticipant, kConversation, kEvent, kReaction, kAttachment, kEdit, kReceipt, kCustom};

}  // namespace manifest_table

/// The rule for a member; of ValueKind::unknown where objects of that kind have none of that name.
const MemberRule& member_rule(RowKind kind, ManifestName name);
/// All members of such an object.
constexpr std::span<const MemberRule> members_of(RowKind kind) {
  return manifest_table::kMembers[static_cast<size_t>(kind)];
}
/// The members an object of that kind must have, as bits numbered by ManifestName.
uint64_t required_members(RowKind kind, Versions version);
/// "event", "read receipt", ...
std::string_view describe(RowKind kind);

}  // namespace rsmf
