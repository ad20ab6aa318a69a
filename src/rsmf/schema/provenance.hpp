// The custom properties that say where in its input an event was found (--provenance).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// Calls `add(name, value)` for each of them. `paths`: null, or the paths of the source's files by Origin::file.
template <class Add>
void each_provenance(const Event& event, const std::vector<std::string>* paths, Add add) {
  if (paths != nullptr && event.origin.file < paths->size()) add(note::kSourceFile, (*paths)[event.origin.file]);
  add(note::kSourceOffset, std::to_string(event.origin.offset));
  add(note::kSourceLength, std::to_string(event.origin.length));
  add(note::kSourceRecord, event.id);
}

}  // namespace rsmf
