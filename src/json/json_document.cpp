#include "json/json_document.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "base/utf8.hpp"

namespace rsmf {

void JsonDocument::quote(std::string_view given) {
  std::string repaired;  // names of files need not be UTF-8
  if (!is_valid_utf8(given)) append_repaired_utf8(given, repaired);
  std::string_view text = repaired.empty() ? given : repaired;
  out_ += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", int(c));
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

void JsonDocument::lead(std::string_view key) {
  if (depth_ > 0) {
    if (!first_) out_ += ',';
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  first_ = false;
  if (!key.empty()) {
    quote(key);
    out_ += ": ";
  }
}

JsonDocument& JsonDocument::begin(std::string_view key, char bracket) {
  lead(key);
  out_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

JsonDocument& JsonDocument::end(char bracket) {
  --depth_;
  if (!first_) {
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  out_ += bracket;
  first_ = false;
  return *this;
}

JsonDocument& JsonDocument::text(std::string_view key, std::string_view value) {
  lead(key);
  quote(value);
  return *this;
}

JsonDocument& JsonDocument::number(std::string_view key, uint64_t value) {
  lead(key);
  out_ += std::to_string(value);
  return *this;
}

JsonDocument& JsonDocument::boolean(std::string_view key, bool value) {
  lead(key);
  out_ += value ? "true" : "false";
  return *this;
}

std::string JsonDocument::take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace rsmf
