#include "view/html_text.hpp"

#include "view/terminal_text.hpp"

namespace rsmf {
namespace {

void append_escaped(std::string_view text, std::string& to) {
  for (char c : text) {
    switch (c) {
      case '&':
        to += "&amp;";
        break;
      case '<':
        to += "&lt;";
        break;
      case '>':
        to += "&gt;";
        break;
      case '"':
        to += "&quot;";
        break;
      case '\'':
        to += "&#39;";
        break;
      case '`':
        to += "&#96;";
        break;
      default:
        to += c;
    }
  }
}

}  // namespace

void append_html(std::string_view text, std::string& to) {
  std::string visible;
  append_terminal_text(text, visible);
  append_escaped(visible, to);
}

std::string html_name(std::string_view text, size_t columns) {
  std::string to = "<bdi>";
  append_escaped(terminal_line(text, columns), to);
  return to + "</bdi>";
}

}  // namespace rsmf
