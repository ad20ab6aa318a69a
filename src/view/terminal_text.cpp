#include "view/terminal_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "base/text_columns.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

bool is_line_end(char32_t c) {
  return c == '\n' || c == 0x2028 || c == 0x2029;
}

/// Isolates are set around names by honest programs, and end with their line.
bool is_isolate(char32_t c) {
  return c >= 0x2066 && c <= 0x2069;
}

/// The longest prefix of the line that fits, at a blank if there is one; at least one character.
size_t fitting_bytes(std::string_view line, size_t columns) {
  const size_t first = line.find_first_not_of(' ');
  size_t used = 0, last_blank = 0, at = 0;
  while (at < line.size()) {
    size_t next = at;
    const char32_t c = next_code_point(line, next);
    used += columns_of(c);
    if (used > columns && at > 0) {
      if (c == ' ') return at;
      return last_blank > 0 ? last_blank : at;
    }
    if (c == ' ' && first < at) last_blank = at;
    at = next;
  }
  return at;
}

}  // namespace

void append_terminal_text(std::string_view text, std::string& to) {
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = next_code_point(text, at);
    if (c == '\r' && at < text.size() && text[at] == '\n') continue;
    if (is_line_end(c)) {
      to += '\n';
    } else if (c == '\t') {
      to += "    ";
    } else if (c < 0x20) {
      append_code_point(0x2400 + c, to);  // the picture of it
    } else if (is_hidden_order(c) && !is_isolate(c)) {
      fmt::format_to(std::back_inserter(to), "<U+{:04X}>", static_cast<uint32_t>(c));
    } else if (c == 0xFFFD) {
      append_code_point(c, to);
    } else {
      to += text.substr(start, at - start);
    }
  }
}

std::string terminal_line(std::string_view text, size_t columns) {
  std::string whole;
  // A hostile name of a gigabyte shall not be looked at to its end.
  append_terminal_text(truncate_utf8(text, columns * 16 + 64), whole);
  std::string line;
  size_t used = 0;
  for (size_t at = 0; at < whole.size();) {
    const size_t start = at;
    char32_t c = next_code_point(whole, at);
    if (is_isolate(c)) continue;
    if (c == '\n') c = ' ';
    used += columns_of(c);
    if (used > columns || start > columns * 16) return line + "…";
    if (c == ' ') line += ' ';
    if (c != ' ') line += whole.substr(start, at - start);
  }
  return line;
}

std::vector<std::string_view> wrap_lines(std::string_view text, size_t columns) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || columns == 0) lines.push_back(line);
    while (!line.empty() && columns > 0) {
      const size_t bytes = fitting_bytes(line, columns);
      lines.push_back(line.substr(0, bytes));
      line.remove_prefix(bytes);
      if (!line.empty()) line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    }
  }
  return lines;
}

}  // namespace rsmf
