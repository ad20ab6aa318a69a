// JSON written the way exporters write it.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace rsmf {

enum class JsonStyle : uint8_t {
  compact,   ///< one line, UTF-8 as it is
  exported,  ///< as Slack does: indented by four blanks, everything outside ASCII as \uXXXX, and \/ for /
};

/// Appends JSON to a string. The caller keeps brackets balanced.
class JsonText {
 public:
  JsonText(std::string& into, JsonStyle style, uint32_t depth = 0) : into_(&into), style_(style), depth_(depth) {}

  void open(char bracket) {
    before_value();
    *into_ += bracket;
    ++depth_;
    first_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!first_) line();
    *into_ += bracket;
    first_ = false;
  }
  JsonText& key(std::string_view name) {
    next();
    *into_ += '"';
    *into_ += name;
    *into_ += style_ == JsonStyle::exported ? "\": " : "\":";
    after_key_ = true;
    return *this;
  }
  void string(std::string_view text) {
    begin_string();
    part(text);
    end_string();
  }
  /// A string in parts: begin_string(), part() or raw() as often as needed, end_string().
  void begin_string() {
    before_value();
    *into_ += '"';
  }
  void part(std::string_view text);
  void end_string() { *into_ += '"'; }
  /// Bytes as they are: inside a string, or a whole value after value().
  void raw(std::string_view bytes) { *into_ += bytes; }
  /// What follows by raw() is a value.
  void value() { before_value(); }
  void number(uint64_t n) {
    before_value();
    char digits[24];
    into_->append(digits, std::to_chars(digits, digits + sizeof digits, n).ptr);
  }
  void boolean(bool b) {
    before_value();
    *into_ += b ? "true" : "false";
  }
  uint32_t depth() const { return depth_; }

 private:
  void before_value() {
    if (!after_key_) next();
    after_key_ = false;
  }
  void next() {
    if (depth_ == 0) return;
    if (!first_) *into_ += ',';
    first_ = false;
    line();
  }
  void line() {
    if (style_ != JsonStyle::exported) return;
    *into_ += '\n';
    into_->append(size_t{depth_} * 4, ' ');
  }

  std::string* into_;
  JsonStyle style_;
  uint32_t depth_;
  bool first_ = true, after_key_ = false;
};

}  // namespace rsmf
