#include "sources/rsmf/copy_table.hpp"

#include <algorithm>
#include <string>

#include "sources/rsmf/note_decoder.hpp"

namespace rsmf::rsmf_source {

Fingerprint CopyTable::key_of(uint32_t conversation, std::string_view id) {
  return Fingerprint::of(std::to_string(conversation) + ":" + std::string(id));
}

void CopyTable::add_copy(uint32_t conversation, const EventDraft& copy) {
  Original& original = originals_[key_of(conversation, copy.id)];
  if (original.parent_time == kNoTime) original.parent_time = copy.parent_time;
}

bool CopyTable::wants(uint32_t conversation, std::string_view id) const {
  auto at = originals_.find(key_of(conversation, id));
  return at != originals_.end() && !at->second.found;
}

void CopyTable::add_original(uint32_t conversation, const EventDraft& event) {
  auto at = originals_.find(key_of(conversation, event.id));
  if (at == originals_.end() || at->second.found) return;
  at->second.found = true;
  at->second.content = Fingerprint::of(content_of(event));
}

CopyTable::Fate CopyTable::fate_of(uint32_t conversation, const EventDraft& copy) const {
  auto at = originals_.find(key_of(conversation, copy.id));
  if (at == originals_.end() || !at->second.found) return Fate::alone;
  return at->second.content == Fingerprint::of(content_of(copy)) ? Fate::folded : Fate::differs;
}

bool CopyTable::has_lonely() const {
  return std::any_of(originals_.begin(), originals_.end(), [](const auto& entry) { return !entry.second.found; });
}

bool CopyTable::has_original(uint32_t conversation, std::string_view id) const {
  auto at = originals_.find(key_of(conversation, id));
  return at != originals_.end() && at->second.found;
}

TimeNs CopyTable::parent_time(uint32_t conversation, std::string_view id) const {
  auto at = originals_.find(key_of(conversation, id));
  return at == originals_.end() ? kNoTime : at->second.parent_time;
}

}  // namespace rsmf::rsmf_source
