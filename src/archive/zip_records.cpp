#include "archive/zip_records.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/utf8.hpp"

namespace rsmf {
namespace {

uint64_t little(const char* p, int bytes) {
  uint64_t value = 0;
  for (int i = bytes - 1; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(p[i]);
  return value;
}

/// Code page 437, upper half.
constexpr char16_t kCodePage437[] =
    u"\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5"
    u"\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192"
    u"\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb"
    u"\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510"
    u"\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567"
    u"\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580"
    u"\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229"
    u"\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";

/// Zip64: only the fields that overflowed, in this order.
void take_zip64(std::string_view extra, std::initializer_list<uint64_t*> fields) {
  while (extra.size() >= 4) {
    size_t length = std::min<size_t>(zip_u16(extra.data() + 2), extra.size() - 4);
    if (zip_u16(extra.data()) == 1) {
      std::string_view field = extra.substr(4, length);
      for (uint64_t* value : fields) {
        if (*value != 0xFFFFFFFF || field.size() < 8) continue;
        *value = zip_u64(field.data());
        field.remove_prefix(8);
      }
    }
    extra.remove_prefix(4 + length);
  }
}

}  // namespace

uint16_t zip_u16(const char* p) {
  return uint16_t(little(p, 2));
}
uint32_t zip_u32(const char* p) {
  return uint32_t(little(p, 4));
}
uint64_t zip_u64(const char* p) {
  return little(p, 8);
}

ZipRecord parse_directory_entry(const char* p, std::string_view extra) {
  ZipRecord r{zip_u16(p + 8), zip_u16(p + 10), zip_u32(p + 16), zip_u32(p + 20), zip_u32(p + 24), zip_u32(p + 42)};
  take_zip64(extra, {&r.size, &r.packed_size, &r.local_offset});
  return r;
}

ZipRecord parse_local_header(const char* p, std::string_view extra) {
  ZipRecord r{zip_u16(p + 6), zip_u16(p + 8), zip_u32(p + 14), zip_u32(p + 18), zip_u32(p + 22), 0};
  take_zip64(extra, {&r.size, &r.packed_size});
  return r;
}

std::string from_code_page_437(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    auto byte = static_cast<unsigned char>(c);
    append_code_point(byte < 0x80 ? char32_t(byte) : char32_t(kCodePage437[byte - 0x80]), out);
  }
  return out;
}

}  // namespace rsmf
