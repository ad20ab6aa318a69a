#include "slice/slice.hpp"

#include <algorithm>

namespace rsmf {
size_t Slice::own_events() const {
  return size_t(std::count_if(events.begin(), events.end(), [](const Event& e) { return !e.context; }));
}

void Slice::clear() {
  channel = nullptr;
  label.clear();
  part = 1;
  events.clear();
  people.clear();
  members.clear();
  attachment_bytes = 0;
  arena.reset();
}

}  // namespace rsmf
