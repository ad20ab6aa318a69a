// Invisible characters that WhatsApp and its users put around text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rsmf::whatsapp {

/// Bytes of the direction mark, isolate or byte order mark at `p`: U+200E, U+200F, U+202A-E, U+2066-9, U+FEFF; else 0.
inline size_t mark_at(const char* p, const char* end) {
  auto first = static_cast<unsigned char>(*p);
  if ((first != 0xE2 && first != 0xEF) || end - p < 3) return 0;
  auto second = static_cast<unsigned char>(p[1]), third = static_cast<unsigned char>(p[2]);
  if (first == 0xEF) return second == 0xBB && third == 0xBF ? 3 : 0;
  if (second == 0x80) return third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE) ? 3 : 0;
  return second == 0x81 && third >= 0xA6 && third <= 0xA9 ? 3 : 0;
}

/// Bytes of the blank at `p`: space, U+00A0, U+202F, U+2009; else 0.
inline size_t blank_at(const char* p, const char* end) {
  auto first = static_cast<unsigned char>(*p);
  if (first == ' ') return 1;
  if (first == 0xC2) return end - p >= 2 && static_cast<unsigned char>(p[1]) == 0xA0 ? 2 : 0;
  if (first != 0xE2 || end - p < 3 || static_cast<unsigned char>(p[1]) != 0x80) return 0;
  auto third = static_cast<unsigned char>(p[2]);
  return third == 0xAF || third == 0x89 ? 3 : 0;
}

/// `text` without leading marks.
std::string_view skip_marks(std::string_view text);
/// `text` without leading and trailing marks and blanks.
std::string_view trim(std::string_view text);
/// `text` without trailing marks, blanks and line ends.
std::string_view trim_end(std::string_view text);

/// `text` with marks removed and odd blanks made plain. Uses `scratch` only where there is something to change.
std::string_view plain(std::string_view text, std::string& scratch);

/// The id of the person whom an export calls `name`: plain, trimmed, NFC.
std::string person_id(std::string_view name);
/// "+4915112345678" if the id is a phone number, else empty.
std::string phone_number(std::string_view id);

}  // namespace rsmf::whatsapp
