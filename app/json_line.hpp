// JSON on one line, for programs that read what we print.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rsmf::app {

/// In quotes and escaped; what is not UTF-8 is replaced.
std::string json_string(std::string_view text);

class JsonArray {
 public:
  void add_raw(std::string_view json);
  std::string text() const { return "[" + body_ + "]"; }

 private:
  std::string body_;
};

/// Members stand in the order in which they were added.
class JsonObject {
 public:
  void add(std::string_view name, std::string_view value) { add_raw(name, json_string(value)); }
  void add(std::string_view name, uint64_t value) { add_raw(name, std::to_string(value)); }
  void add_bool(std::string_view name, bool value) { add_raw(name, value ? "true" : "false"); }
  /// With at most three digits after the point.
  void add_number(std::string_view name, double value);
  void add_raw(std::string_view name, std::string_view json);
  std::string text() const { return "{" + body_ + "}"; }

 private:
  std::string body_;
};

}  // namespace rsmf::app
