#include "sources/whatsapp/marks.hpp"

#include "base/utf8.hpp"
#include "json/utf8_validation.hpp"

namespace rsmf::whatsapp {

std::string_view skip_marks(std::string_view text) {
  while (!text.empty()) {
    size_t bytes = mark_at(text.data(), text.data() + text.size());
    if (bytes == 0) break;
    text.remove_prefix(bytes);
  }
  return text;
}

namespace {
size_t invisible_at(const char* p, const char* end) {
  size_t bytes = mark_at(p, end);
  return bytes ? bytes : blank_at(p, end);
}

/// Bytes of the mark or blank that `text` ends with.
size_t invisible_end(std::string_view text) {
  auto last = static_cast<unsigned char>(text.back());
  if (last < 0x80) return last == ' ';
  for (size_t bytes = 1; bytes <= 3 && bytes <= text.size(); ++bytes) {
    const char* p = text.data() + text.size() - bytes;
    if (invisible_at(p, text.data() + text.size()) == bytes) return bytes;
  }
  return 0;
}
}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    size_t bytes = invisible_at(text.data(), text.data() + text.size());
    if (bytes == 0) break;
    text.remove_prefix(bytes);
  }
  while (!text.empty()) {
    size_t bytes = invisible_end(text);
    if (bytes == 0) break;
    text.remove_suffix(bytes);
  }
  return text;
}

std::string_view trim_end(std::string_view text) {
  while (!text.empty()) {
    auto last = static_cast<unsigned char>(text.back());
    if (last > ' ' && last < 0x80) break;  // as nearly always
    size_t bytes = text.back() == '\n' || text.back() == '\r' ? 1 : invisible_end(text);
    if (bytes == 0) break;
    text.remove_suffix(bytes);
  }
  return text;
}

std::string_view plain(std::string_view text, std::string& scratch) {
  const char* end = text.data() + text.size();
  const char* p = text.data();
  auto is_odd = [&](const char* at) {
    if (static_cast<unsigned char>(*at) < 0x80) return false;
    return invisible_at(at, end) != 0;
  };
  while (p < end && !is_odd(p)) ++p;
  if (p == end) return text;
  scratch.assign(text.data(), p);
  while (p < end) {
    if (static_cast<unsigned char>(*p) < 0x80) {
      scratch += *p++;
    } else if (size_t mark = mark_at(p, end)) {
      p += mark;
    } else if (size_t blank = blank_at(p, end)) {
      scratch += ' ';
      p += blank;
    } else {
      scratch += *p++;
    }
  }
  return scratch;
}

std::string person_id(std::string_view name) {
  std::string scratch, repaired;
  if (!is_valid_utf8(name)) {
    append_repaired_utf8(name, repaired);
    name = repaired;
  }
  return to_nfc(trim(plain(name, scratch)));
}

std::string phone_number(std::string_view id) {
  if (id.empty() || id[0] != '+') return {};
  std::string digits = "+";
  for (char c : id.substr(1)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.')
      return {};
  }
  return digits.size() >= 8 && digits.size() <= 16 ? digits : std::string();
}

}  // namespace rsmf::whatsapp
