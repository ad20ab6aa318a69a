// Where a file tells of joins, leaves, edits or deletions, found without reading it as JSON.
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "io/byte_source.hpp"
#include "sources/slack/subtypes.hpp"

namespace rsmf::slack {

/// A record that changes another one.
inline bool amends(Meaning m) {
  return m == Meaning::change || m == Meaning::deletion;
}
/// A record that concerns more than itself.
inline bool tells(Meaning m) {
  return amends(m) || m == Meaning::join || m == Meaning::leave;
}

/// Offset at or behind `from` of the value of a member "subtype" of which tells() is true; npos if there is none.
size_t find_telling_subtype(std::string_view text, size_t from);
/// True if there is such a value anywhere in the stream, or if it cannot be read to its end.
bool has_telling_subtype(ByteSource& stream, Bytes& buffer);

}  // namespace rsmf::slack
