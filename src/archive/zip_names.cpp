#include "archive/zip_names.hpp"

#include "archive/inflate.hpp"
#include "archive/zip_records.hpp"
#include "base/utf8.hpp"

namespace rsmf {
namespace {

constexpr uint16_t kUnicodePathField = 0x7075;

/// The upper half.
constexpr char16_t kCodePage437[] =
    u"\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5"
    u"\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192"
    u"\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb"
    u"\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510"
    u"\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567"
    u"\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580"
    u"\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229"
    u"\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";

}  // namespace

std::string from_code_page_437(std::string_view raw) {
  std::string out;
  for (char c : raw) {
    auto byte = static_cast<unsigned char>(c);
    append_code_point(byte < 0x80 ? char32_t(byte) : char32_t(kCodePage437[byte - 0x80]), out);
  }
  return out;
}

std::string_view unicode_zip_name(std::string_view raw_name, std::string_view extra) {
  while (auto field = next_extra_field(extra)) {
    const std::string_view data = field->data;  // version, CRC of the raw name, name
    if (field->id == kUnicodePathField && data.size() > 5 && data[0] == 1 &&
        zip_u32(data.data() + 1) == crc32_of(raw_name))
      return data.substr(5);
  }
  return {};
}

}  // namespace rsmf
