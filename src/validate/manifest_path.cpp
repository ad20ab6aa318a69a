#include "validate/manifest_path.hpp"

#include "base/utf8.hpp"

namespace rsmf {

void append_step(std::string& pointer, std::string_view name) {
  pointer += '/';
  for (char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void append_step(std::string& pointer, uint64_t index) {
  pointer += '/';
  pointer += std::to_string(index);
}

void ManifestPath::push_copy(std::string_view name) {
  size_t begin = names_.size();
  append_repaired_utf8(name, names_);
  steps_.push_back({nullptr, names_.size() - begin, begin + 1});
}

void ManifestPath::pop() {
  if (steps_.back().copied > 0) names_.resize(steps_.back().copied - 1);
  steps_.pop_back();
}

std::string ManifestPath::pointer() const {
  std::string pointer;
  for (const Step& step : steps_) {
    if (step.name != nullptr) {
      append_step(pointer, std::string_view(step.name, step.number));
    } else if (step.copied > 0) {
      append_step(pointer, std::string_view(names_).substr(step.copied - 1, step.number));
    } else {
      append_step(pointer, step.number);
    }
  }
  return pointer;
}

}  // namespace rsmf
