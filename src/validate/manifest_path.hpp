// Where in a manifest one is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsmf {

/// Appends "/name" to a JSON pointer, ~ and / escaped (RFC 6901).
void append_step(std::string& pointer, std::string_view name);
void append_step(std::string& pointer, uint64_t index);

/// json_pointer("events", 5u, "id") is "/events/5/id".
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
    steps_.clear();
    names_.clear();
  }
  /// `name` must outlive the step.
  void push(std::string_view name) { steps_.push_back({name.data(), name.size()}); }
  void push_index(uint64_t index) { steps_.push_back({nullptr, index}); }
  void set_index(uint64_t index) { steps_.back().number = index; }
  void push_copy(std::string_view name);
  void pop();
  /// Of the innermost array. REQUIRES: this is the path of one of its elements.
  uint64_t index() const { return steps_.back().number; }

  std::string pointer() const;

 private:
  struct Step {
    const char* name;     // null: an index, or a name in names_
    uint64_t number;      // length of the name, or the index
    uint64_t copied = 0;  // 1 + where the name begins in names_
  };
  std::vector<Step> steps_;
  std::string names_;
};

}  // namespace rsmf
