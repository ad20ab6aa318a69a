#include "json/json_writer.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"

namespace rsmf {

void JsonWriter::new_line() {
  if (style_.indent == 0) return;
  *to_ += '\n';
  to_->append(depth_ * style_.indent, ' ');
}

void JsonWriter::separate() {
  if (depth_ == 0) return;
  if (!is_first_) *to_ += ',';
  is_first_ = false;
  new_line();
}

void JsonWriter::before_value() {
  if (!has_key_) separate();
  has_key_ = false;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  *to_ += '"';
  text_piece(name);
  *to_ += style_.indent == 0 ? "\":" : "\": ";
  has_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin(char bracket) {
  before_value();
  *to_ += bracket;
  ++depth_;
  is_first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  --depth_;
  if (!is_first_) new_line();
  *to_ += bracket;
  is_first_ = false;
  return *this;
}

JsonWriter& JsonWriter::begin_text() {
  before_value();
  *to_ += '"';
  return *this;
}

JsonWriter& JsonWriter::text_piece(std::string_view piece) {
  if (is_valid_utf8(piece)) {
    append_json_escaped(piece, style_.escapes, *to_);
  } else {
    std::string repaired;  // names of files need not be UTF-8
    append_repaired_utf8(piece, repaired);
    append_json_escaped(repaired, style_.escapes, *to_);
  }
  return *this;
}

JsonWriter& JsonWriter::end_text() {
  *to_ += '"';
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  return begin_text().text_piece(value).end_text();
}

JsonWriter& JsonWriter::number(uint64_t value) {
  return raw(fmt::format_int(value).c_str());
}

JsonWriter& JsonWriter::decimal(double value) {
  std::string digits = fmt::format("{:.3f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return raw(digits);
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  return bytes(json);
}

JsonWriter& JsonWriter::bytes(std::string_view bytes) {
  *to_ += bytes;
  return *this;
}

std::string json_string(std::string_view text) {
  std::string json;
  JsonWriter(json).text(text);
  return json;
}

}  // namespace rsmf
