#include "mime/mail_text.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "mime/encoded_words.hpp"

namespace rsmf {
namespace {

constexpr size_t kMailColumns = 76;
constexpr size_t kMaxName = 256, kMaxText = 800;

/// "=?" could be taken for the start of an encoded word.
bool is_plain(std::string_view text) {
  return text.find("=?") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

/// Plain ASCII, broken at blanks where lines get long. A word that is too long by itself stays whole.
void append_folded(std::string_view text, size_t column, std::string& to) {
  while (!text.empty()) {
    size_t word = std::min(text.find(' ', 1), text.size());
    if (column + word > kMailColumns && text.front() == ' ') {
      to.append("\r\n");
      column = 0;
    }
    to.append(text.substr(0, word));
    column += word;
    text.remove_prefix(word);
  }
}

/// What one_line() would leave as it is, as most names are: plain, without blanks at its ends or side by side.
bool is_one_line(std::string_view text, size_t max_bytes) {
  if (text.empty() || text.size() > max_bytes || text.front() == ' ' || text.back() == ' ') return false;
  char before = 0;
  for (char c : text) {
    if (c < 0x20 || c == 0x7f || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return true;
}

/// one_line(), without a copy where there is nothing to change.
std::string_view on_one_line(std::string_view text, std::string& changed) {
  if (is_one_line(text, kMaxText)) return text;
  return changed = one_line(text, kMaxText);
}

}  // namespace

std::string one_line(std::string_view text, size_t max_bytes) {
  if (is_one_line(text, max_bytes)) return std::string(text);
  // Cut before the work, not after it: the text may be megabytes long.
  bool cut = text.size() > max_bytes;
  if (cut) text = truncate_utf8(text, max_bytes);
  std::string line;
  for (size_t at = 0; at < text.size();) {
    char32_t c = next_code_point(text, at);
    if (!is_blank(c)) {
      append_code_point(c, line);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  if (cut) line.append("\u2026");
  return line;
}

void append_text_header(std::string_view name, std::string_view text, std::string& to) {
  std::string changed;
  std::string_view line = on_one_line(text, changed);
  to.append(name).append(": ");
  if (is_plain(line)) {
    append_folded(line, name.size() + 2, to);
  } else {
    append_encoded_words(line, name.size() + 2, to);
  }
  to.append("\r\n");
}

void append_plain_header(std::string_view name, std::string_view text, std::string& to) {
  std::string changed;
  std::string_view line = on_one_line(text, changed);
  if (line.empty()) return;
  if (is_plain(line)) {
    to.append(name).append(": ").append(line).append("\r\n");
  } else {
    append_text_header(name, line, to);
  }
}

std::string mailbox(std::string_view display, std::string_view address) {
  std::string name = one_line(display, kMaxName), box;
  if (name.empty()) return std::string("<").append(address).append(">");
  if (is_plain(name)) {
    box.push_back('"');
    for (char c : name) {
      if (c == '"' || c == '\\') box.push_back('\\');
      box.push_back(c);
    }
    box.push_back('"');
  } else {
    append_encoded_words(name, 8, box);
  }
  box.append(box.size() + address.size() > kMailColumns ? "\r\n <" : " <");
  return box.append(address).append(">");
}

}  // namespace rsmf
