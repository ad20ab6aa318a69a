// Reading one record that may be damaged.
#pragma once

#include <cstring>
#include <string_view>

#include "base/bytes.hpp"
#include "json/json_index.hpp"
#include "json/json_repair.hpp"

namespace rsmf {

enum class RecordOutcome : uint8_t { read, repaired, unreadable };

/// Copies `raw` into `memory` (an EventBuilder or an Arena) and has `walk(JsonCursor)` read it; walk returns whether it
/// could. If it could not, the record is mended and walk is called again, from the start: it must be able to begin
/// anew. Views that it took live as long as `memory`.
template <class Memory, class Walk>
RecordOutcome read_record(JsonIndex& index, Bytes& scratch, std::string_view raw, Memory& memory, JsonRepairs& repairs,
                          Walk&& walk) {
  auto attempt = [&](std::string_view text) {
    char* copy = memory.allocate(text.size() + Bytes::kPadding);
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    std::memset(copy + text.size(), 0, Bytes::kPadding);
    return index.build({copy, text.size()}) == JsonIndex::Verdict::ok && walk(index.cursor());
  };
  if (attempt(raw)) return RecordOutcome::read;
  repairs = repair_json(raw, scratch);
  if (repairs.any() && attempt(scratch.view())) return RecordOutcome::repaired;
  return RecordOutcome::unreadable;
}

}  // namespace rsmf
