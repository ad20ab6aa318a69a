// Small JSON documents for programs, indented so that people can read them too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rsmf {

/// Members appear in the order of the calls; nothing is checked but the commas.
class JsonDocument {
 public:
  JsonDocument& begin_object(std::string_view key = {}) { return begin(key, '{'); }
  JsonDocument& end_object() { return end('}'); }
  JsonDocument& begin_array(std::string_view key = {}) { return begin(key, '['); }
  JsonDocument& end_array() { return end(']'); }
  JsonDocument& text(std::string_view key, std::string_view value);
  JsonDocument& number(std::string_view key, uint64_t value);
  JsonDocument& boolean(std::string_view key, bool value);

  /// The document, ended by a line feed.
  std::string take();

 private:
  JsonDocument& begin(std::string_view key, char bracket);
  JsonDocument& end(char bracket);
  void lead(std::string_view key);
  void quote(std::string_view text);

  std::string out_;
  size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace rsmf
