// Writing JSON documents: reports, lines for programs, and exports as other programs write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/json_escape.hpp"

namespace rsmf {

/// How a document looks. Its values are the same in every style.
struct JsonStyle {
  uint32_t indent = 0;  ///< blanks for each level, every value on its own line; 0: one line without blanks
  JsonEscapes escapes = JsonEscapes::numeric;
};

/// One line, for programs.
inline constexpr JsonStyle kJsonLine{0, JsonEscapes::numeric};
/// Many lines, for people too: report.json.
inline constexpr JsonStyle kJsonIndented{2, JsonEscapes::numeric};
/// One line as exporters write it.
inline constexpr JsonStyle kExportLine{0, JsonEscapes::brief};
/// Many lines as Slack's exporter writes them.
inline constexpr JsonStyle kExportIndented{4, JsonEscapes::ascii};

/// Appends one JSON value to a string. Members and elements appear in the order of the calls. The caller balances begin
/// and end, and gives a key to each member of an object and to no other value. Bytes of keys and texts that are not
/// UTF-8 become U+FFFD. Not thread-safe.
///
///     std::string line;
///     JsonWriter json(line);
///     json.begin_object().text("file", path).number("events", 3).end_object();
class JsonWriter {
 public:
  /// `to` must outlive the writer. `depth`: how many levels the value is inside of a document that others write.
  explicit JsonWriter(std::string& to, JsonStyle style = kJsonLine, size_t depth = 0)
      : to_(&to), style_(style), depth_(depth) {}

  /// The name of the value that is written next.
  JsonWriter& key(std::string_view name);

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }
  JsonWriter& text(std::string_view value);
  JsonWriter& number(uint64_t value);
  /// With at most three digits after the point.
  JsonWriter& decimal(double value);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json);

  // The same as members of an object.
  JsonWriter& begin_object(std::string_view name) { return key(name).begin_object(); }
  JsonWriter& begin_array(std::string_view name) { return key(name).begin_array(); }
  JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& number(std::string_view name, uint64_t value) { return key(name).number(value); }
  JsonWriter& decimal(std::string_view name, double value) { return key(name).decimal(value); }
  JsonWriter& boolean(std::string_view name, bool value) { return key(name).boolean(value); }
  JsonWriter& null(std::string_view name) { return key(name).null(); }
  JsonWriter& raw(std::string_view name, std::string_view json) { return key(name).raw(json); }

  /// A text in pieces: begin_text(), then text_piece() as often as needed, then end_text(). A piece ends at the end of
  /// a character.
  JsonWriter& begin_text();
  JsonWriter& text_piece(std::string_view piece);
  JsonWriter& end_text();
  /// Appends `bytes` as they are, at any place. Sound JSON is then the caller's concern.
  JsonWriter& bytes(std::string_view bytes);

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  void before_value();
  void separate();
  void new_line();

  std::string* to_;
  JsonStyle style_;
  size_t depth_;
  bool is_first_ = true, has_key_ = false;
};

/// `text` as a JSON string, as in kJsonLine.
std::string json_string(std::string_view text);

}  // namespace rsmf
