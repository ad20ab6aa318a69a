#include "rsmf/validate/manifest_path.hpp"

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

void append_step(std::string& pointer, ManifestName name) {
  append_step(pointer, spelling(name));
}

void ManifestPath::push_copy(std::string_view name) {
  size_t begin = names_.size();
  append_repaired_utf8(name, names_);
  add() = {nullptr, names_.size() - begin, begin + 1};
}

void ManifestPath::grow() {
  room_ = room_ == 0 ? 16 : room_ * 2;
  steps_.resize(room_);
}

std::string ManifestPath::pointer() const {
  std::string pointer;
  for (size_t i = 0; i < depth_; ++i) {
    const Step& step = steps_[i];
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
