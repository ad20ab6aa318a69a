// Pictures as part of a page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rsmf/event_stream.hpp"

namespace rsmf {

/// The media type that the first bytes say, if it is one that a page may show: PNG, JPEG or GIF; else empty. Names and
/// stated types count for nothing, and SVG is a program.
std::string_view picture_type(std::string_view first_bytes);

/// A picture as a data: URI, or why it is none.
struct InlinePicture {
  std::string uri;     ///< empty: not to be shown
  uint64_t bytes = 0;  ///< of the picture itself
  std::string reason;  ///< then, where it is worth telling: too large, or not readable
};

/// Reads at most about `most_bytes`. REQUIRES: `key` is not empty.
InlinePicture inline_picture(const EventStream& stream, std::string_view key, uint64_t most_bytes);

}  // namespace rsmf
