// The second pass of a comparison: what the events that differ say.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "diff/event_prints.hpp"

namespace rsmf {

/// An event in words.
struct EventText {
  Digest128 key;
  std::string conversation, conversation_name, id, author;
  TimeNs time = kNoTime;
  std::array<std::string, kEventFields> readable;
  std::array<Digest128, kEventFields> exact;
};

/// The events of `places`, which must be sorted, in that order. Fails if the input is not what it was.
Result<std::vector<EventText>> read_event_texts(const std::string& path, const std::vector<uint32_t>& places,
                                                const PrintOptions& options);

}  // namespace rsmf
