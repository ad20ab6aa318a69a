// Where in a manifest one is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsmf/schema/manifest_names.hpp"

namespace rsmf {

/// Appends "/name" to a JSON pointer, ~ and / escaped (RFC 6901).
void append_step(std::string& pointer, std::string_view name);
void append_step(std::string& pointer, uint64_t index);
void append_step(std::string& pointer, ManifestName name);

/// json_pointer(ManifestName::events, 5u, ManifestName::id) is "/events/5/id".
template <class... Steps>
std::string json_pointer(const Steps&... steps) {
  std::string pointer;
  (append_step(pointer, steps), ...);
  return pointer;
}

/// The names and indices from the root to a value: cheap to keep while reading, made into text when it is needed.
class ManifestPath {
 public:
  void clear() {
    depth_ = 0;
    names_.clear();
  }
  /// `name` must outlive the step.
  void push(std::string_view name) { add() = {name.data(), name.size()}; }
  void push(ManifestName name) { push(spelling(name)); }
  void push_index(uint64_t index) { add() = {nullptr, index}; }
  void set_index(uint64_t index) { steps_[depth_ - 1].number = index; }
  void push_copy(std::string_view name);
  void pop() {
    if (uint64_t copied = steps_[--depth_].copied; copied > 0) names_.resize(copied - 1);
  }
  /// Of the innermost array. REQUIRES: this is the path of one of its elements.
  uint64_t index() const { return steps_[depth_ - 1].number; }

  std::string pointer() const;

 private:
  struct Step {
    const char* name = nullptr;  // null: an index, or a name in names_
    uint64_t number = 0;         // length of the name, or the index
    uint64_t copied = 0;         // 1 + where the name begins in names_
  };
  Step& add() {
    if (depth_ == room_) grow();
    return steps_[depth_++];
  }

  void grow();

  std::vector<Step> steps_;  // the first depth_ of room_; it never shrinks, as that would cost time for each member
  size_t depth_ = 0, room_ = 0;
  std::string names_;
};

}  // namespace rsmf
