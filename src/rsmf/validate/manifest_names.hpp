// Names of members that the standard knows.
#pragma once

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

/// As it is spelled in the manifest.
std::string_view spelling(ManifestName name);
/// ManifestName::unknown if it is none of them; letter case matters.
ManifestName manifest_name(std::string_view text);

}  // namespace rsmf
