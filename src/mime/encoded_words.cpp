#include "mime/encoded_words.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "mime/base64_decode.hpp"
#include "mime/base64_encode.hpp"

namespace rsmf {
namespace {

/// What Windows-1252 has at 80 to 9F; 0: nothing.
constexpr char16_t kWindows1252[] =
    u"\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
    u"\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178";

bool is_windows_1252(std::string_view charset) {
  return equals_ignoring_case(charset, "windows-1252") || equals_ignoring_case(charset, "cp1252");
}
bool is_latin_1(std::string_view charset) {
  return equals_ignoring_case(charset, "iso-8859-1") || equals_ignoring_case(charset, "latin1");
}

bool append_latin(std::string_view bytes, bool windows, std::string& to) {
  bool known = true;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    char32_t code = byte;
    if (windows && byte >= 0x80 && byte < 0xA0) code = kWindows1252[byte - 0x80];
    known &= code != 0 || byte == 0;
    append_code_point(code != 0 || byte == 0 ? code : char32_t(0xFFFD), to);
  }
  return known;
}

bool decode_q(std::string_view text, std::string& to) {
  bool good = true;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      to += ' ';
    } else if (text[i] != '=') {
      to += text[i];
    } else if (int value = i + 2 < text.size() ? hex_pair(text[i + 1], text[i + 2]) : -1; value >= 0) {
      to += char(value);
      i += 2;
    } else {
      to += '=';
      good = false;
    }
  }
  return good;
}

struct EncodedWord {
  std::string_view charset, text;
  bool is_base64 = false;
  size_t size = 0;  // in the header; 0: none here
};

/// Finds encoded-words front to back, in time that does not depend on what only looks like one.
class WordFinder {
 public:
  explicit WordFinder(std::string_view raw) : raw_(raw) {}

  /// "=?charset?B or Q?text?=" at `at`. REQUIRES: raw begins with "=?" there, and `at` never goes back.
  EncodedWord at(size_t at) {
    constexpr size_t kMost = 2000, kMostCharset = 80;  // the whole word has 75 by the book
    EncodedWord word;
    size_t charset_end = raw_.substr(0, std::min(raw_.size(), at + kMostCharset)).find('?', at + 2);
    if (charset_end == raw_.npos || charset_end == at + 2 || charset_end + 3 > raw_.size() ||
        raw_[charset_end + 2] != '?')
      return word;
    char encoding = to_lower(raw_[charset_end + 1]);
    size_t begin = charset_end + 3, end = next_end(begin);
    if ((encoding != 'b' && encoding != 'q') || end == raw_.npos || end - at > kMost || next_blank(begin) < end)
      return word;
    word.charset = raw_.substr(at + 2, charset_end - at - 2);
    word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231: a language may follow
    word.text = raw_.substr(begin, end - begin);
    word.is_base64 = encoding == 'b';
    word.size = end + 2 - at;
    return word;
  }

 private:
  size_t next_end(size_t from) {
    if (end_ < from) end_ = raw_.find("?=", from);
    return end_;
  }
  size_t next_blank(size_t from) {
    if (blank_ < from) blank_ = raw_.find_first_of(" \t", from);
    return blank_;
  }

  std::string_view raw_;
  size_t end_ = 0, blank_ = 0;  // the last ones found, or npos
};

void append_plain(std::string_view raw, std::string& to, bool& clean) {
  clean &= append_repaired_utf8(raw, to) == 0;
}

}  // namespace

bool append_from_charset(std::string_view charset, std::string_view bytes, std::string& to) {
  if (equals_ignoring_case(charset, "utf-8") || equals_ignoring_case(charset, "utf8") ||
      equals_ignoring_case(charset, "us-ascii") || equals_ignoring_case(charset, "ascii"))
    return append_repaired_utf8(bytes, to) == 0;
  if (is_latin_1(charset) || is_windows_1252(charset)) return append_latin(bytes, is_windows_1252(charset), to);
  return false;
}

std::string decode_header_text(std::string_view raw, bool& clean) {
  std::string out, bytes, charset;
  clean = true;
  // Neighbours of one charset are decoded together: some writers cut a character in two.
  auto flush = [&] {
    if (!bytes.empty()) clean &= append_from_charset(charset, bytes, out);
    bytes.clear();
  };
  size_t plain = 0;  // where text that is no encoded-word began
  bool after_word = false;
  WordFinder words(raw);
  for (size_t at = raw.find("=?"); at != raw.npos; at = raw.find("=?", at)) {
    EncodedWord word = words.at(at);
    if (word.size == 0) {
      at += 2;
      continue;
    }
    std::string decoded, known;
    bool readable = append_from_charset(word.charset, "", known);
    if (readable) readable = word.is_base64 ? decode_loose_base64(word.text, decoded) : decode_q(word.text, decoded);
    if (!readable) {  // stays as it is; the search goes on behind it
      clean = false;
      at += word.size;
      continue;
    }
    std::string_view between = raw.substr(plain, at - plain);
    bool adjoins = after_word && between.find_first_not_of(" \t") == between.npos;
    if (!adjoins || !equals_ignoring_case(charset, word.charset)) flush();
    if (!adjoins) append_plain(between, out, clean);
    charset = word.charset;
    bytes += decoded;
    at += word.size;
    plain = at;
    after_word = true;
  }
  flush();
  append_plain(raw.substr(plain), out, clean);
  return out;
}

void append_encoded_words(std::string_view text, size_t column, std::string& to) {
  constexpr size_t kColumns = 76, kFrame = sizeof("=?UTF-8?B?") - 1 + 2;
  for (bool first = true; !text.empty(); first = false) {
    if (!first) to.append("\r\n ");
    const size_t room = kColumns - kFrame - (first ? std::min<size_t>(column, 40) : 1);
    std::string_view piece = truncate_utf8(text, room / 4 * 3);
    to.append("=?UTF-8?B?").append(base64(piece)).append("?=");
    text.remove_prefix(piece.size());
  }
}

}  // namespace rsmf
