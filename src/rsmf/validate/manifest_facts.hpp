// What the checks of other layers need to know of a manifest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsmf/event.hpp"
#include "rsmf/rule.hpp"

namespace rsmf {

/// A file that the manifest names.
struct FileReference {
  enum class Kind : uint8_t { attachment, avatar, icon } kind = Kind::attachment;
  std::string id;  ///< the name that the entry should have
  int64_t stated_size = -1;
  Place place;
};

/// Memory is bounded: `complete` is false where a list was cut short, and no conclusion may be drawn from an absence.
struct ManifestFacts {
  bool is_object = false;  ///< the manifest could be read at all
  bool complete = true;
  std::string version;  ///< as written; empty if missing
  std::string collection_id;
  uint64_t participants = 0, conversations = 0, events = 0, attachments = 0;
  uint64_t events_by_type[6] = {};         ///< by EventType
  TimeNs first = kNoTime, last = kNoTime;  ///< of the events that have a usable timestamp
  bool all_events_timed = true;
  std::vector<std::string> displays;    ///< of all participants, in order; "" where there is none
  std::vector<std::string> custodians;  ///< ids and displays of the custodians of all conversations
  std::vector<FileReference> files;
};

}  // namespace rsmf
