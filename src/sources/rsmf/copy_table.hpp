// Parents that were repeated in other slices for context, and whether their originals are in the input.
#pragma once

#include <string_view>
#include <unordered_map>

#include "base/fingerprint.hpp"
#include "sources/rsmf/drafts.hpp"

namespace rsmf::rsmf_source {

/// Filled in two passes over the events: the copies, then the originals. Grows with copies only.
class CopyTable {
 public:
  enum class Fate : uint8_t { folded, differs, alone };

  bool empty() const { return originals_.empty(); }
  void add_copy(uint32_t conversation, const EventDraft& copy);
  /// Whether it is the first event of the id of a copy: then its attachments must be identified.
  bool wants(uint32_t conversation, std::string_view id) const;
  /// An event that is no copy.
  void add_original(uint32_t conversation, const EventDraft& event);
  /// REQUIRES: both passes are done.
  Fate fate_of(uint32_t conversation, const EventDraft& copy) const;
  bool has_lonely() const;
  bool has_original(uint32_t conversation, std::string_view id) const;
  /// When the parent of this event was, where only a copy of the event says it.
  TimeNs parent_time(uint32_t conversation, std::string_view id) const;

 private:
  struct Original {
    bool found = false;
    Fingerprint content;
    TimeNs parent_time = kNoTime;
  };
  static Fingerprint key_of(uint32_t conversation, std::string_view id);
  std::unordered_map<Fingerprint, Original, FingerprintHash> originals_;
};

}  // namespace rsmf::rsmf_source
