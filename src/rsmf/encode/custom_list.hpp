// The `custom` array of a manifest row.
#pragma once

#include <string_view>

#include "json/json_escape.hpp"

namespace rsmf {

/// Writes `,"custom":[...]` behind other members once there is something to write; nothing empty ever gets in.
class CustomList {
 public:
  explicit CustomList(TextBuffer& to) : to_(to) {}
  ~CustomList() {
    if (open_) to_.append(']');
  }
  CustomList(const CustomList&) = delete;

  void add(std::string_view name, std::string_view value) {
    if (name.empty() || value.empty()) return;
    to_.append(open_ ? std::string_view(",{\"name\":\"") : std::string_view(",\"custom\":[{\"name\":\""));
    open_ = true;
    append_json_escaped(name, to_);
    to_.append("\",\"value\":\"");
    append_json_escaped(value, to_);
    to_.append("\"}");
  }

 private:
  TextBuffer& to_;
  bool open_ = false;
};

}  // namespace rsmf
