// The custom properties that say where in its input an event was found (--provenance).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/source_stream.hpp"
#include "rsmf/event.hpp"
#include "rsmf/schema/note_names.hpp"

namespace rsmf {

/// Index of the first of these properties, which an earlier run added at the end; custom.size() if there are none.
inline size_t provenance_begin(std::span<const Property> custom) {
  constexpr std::string_view kNames[] = {note::kSourceOffset, note::kSourceLength, note::kSourceRecord};
  size_t count = custom.size();
  if (count < std::size(kNames)) return count;
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (custom[count - std::size(kNames) + i].name != kNames[i]) return count;
  size_t begin = count - std::size(kNames);
  return begin > 0 && custom[begin - 1].name == note::kSourceFile ? begin - 1 : begin;
}

/// Calls `add(name, value)` for each of them. `streams`: null, or those of the source, by Origin::stream.
template <class Add>
void each_provenance(const Event& event, const std::vector<SourceStream>* streams, Add add) {
  auto unit = PositionUnit::byte;
  if (streams != nullptr && event.origin.stream < streams->size()) {
    const SourceStream& stream = (*streams)[event.origin.stream];
    add(note::kSourceFile, stream.path);
    unit = stream.unit;
  }
  add(note::kSourceOffset, position_text(event.origin.position, unit));
  add(note::kSourceLength, std::to_string(event.origin.length));
  add(note::kSourceRecord, event.id);
}

}  // namespace rsmf
