#include "app/json_line.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace rsmf::app {

std::string json_string(std::string_view text) {
  std::string clean;
  append_repaired_utf8(text, clean);
  std::string result = "\"";
  for (char c : clean) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c >= 0 && c < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

void JsonArray::add_raw(std::string_view json) {
  if (!body_.empty()) body_ += ",";
  body_ += json;
}

void JsonObject::add_raw(std::string_view name, std::string_view json) {
  if (!body_.empty()) body_ += ",";
  body_ += json_string(name);
  body_ += ":";
  body_ += json;
}

void JsonObject::add_number(std::string_view name, double value) {
  std::string digits = fmt::format("{:.3f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  add_raw(name, digits);
}

}  // namespace rsmf::app
