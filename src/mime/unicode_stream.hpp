// A manifest in UTF-16 or UTF-32, or with a byte order mark, as plain UTF-8.
#pragma once

#include <memory>
#include <string_view>

#include "io/byte_source.hpp"

namespace rsmf {

struct TextEncoding {
  enum class Kind : uint8_t { utf8, utf16_little, utf16_big, utf32_little, utf32_big } kind = Kind::utf8;
  size_t mark = 0;  ///< bytes of the byte order mark
};

/// Recognised by the first bytes of a JSON text (four are enough).
TextEncoding detect_encoding(std::string_view start);
std::string_view name_of(TextEncoding::Kind kind);

/// Without the mark, in UTF-8. Half a surrogate pair, or a cut unit at the end, comes out as bytes that are no UTF-8,
/// so that the fault can still be seen.
std::unique_ptr<ByteSource> as_utf8(std::unique_ptr<ByteSource> inner, TextEncoding encoding);

}  // namespace rsmf
