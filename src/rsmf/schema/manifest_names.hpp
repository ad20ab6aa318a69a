// The names of all members of an RSMF manifest. A name is spelled here and nowhere else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rsmf {

enum class ManifestName : uint8_t {
  account_id,
  action,
  attachments,
  avatar,
  body,
  conversation,
  conversations,
  count,
  custodian,
  custom,
  deleted,
  direction,
  display,
  edits,
  email,
  event_collection_id,
  events,
  icon,
  id,
  importance,
  name,
  new_text,
  parent,
  participant,
  participants,
  platform,
  previous,
  reactions,
  read_receipts,
  size,
  timestamp,
  type,
  value,
  version,
  unknown,
};
inline constexpr size_t kManifestNames = size_t(ManifestName::unknown);

/// By ManifestName.
inline constexpr std::array<std::string_view, kManifestNames> kManifestSpellings = {"account_id",
                                                                                    "action",
                                                                                    "attachments",
                                                                                    "avatar",
                                                                                    "body",
                                                                                    "conversation",
                                                                                    "conversations",
                                                                                    "count",
                                                                                    "custodian",
                                                                                    "custom",
                                                                                    "deleted",
                                                                                    "direction",
                                                                                    "display",
                                                                                    "edits",
                                                                                    "email",
                                                                                    "eventcollectionid",
                                                                                    "events",
                                                                                    "icon",
                                                                                    "id",
                                                                                    "importance",
                                                                                    "name",
                                                                                    "new",
                                                                                    "parent",
                                                                                    "participant",
                                                                                    "participants",
                                                                                    "platform",
                                                                                    "previous",
                                                                                    "reactions",
                                                                                    "read_receipts",
                                                                                    "size",
                                                                                    "timestamp",
                                                                                    "type",
                                                                                    "value",
                                                                                    "version"};

/// As the manifest spells it; empty for ManifestName::unknown.
constexpr std::string_view spelling(ManifestName name) {
  return name == ManifestName::unknown ? std::string_view() : kManifestSpellings[static_cast<size_t>(name)];
}
/// ManifestName::unknown for any other text. Letter case matters. Takes constant time.
ManifestName manifest_name(std::string_view text);

}  // namespace rsmf
