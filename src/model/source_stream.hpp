// A part of an export that holds records, and how places in it are counted.
#pragma once

#include <cstdint>
#include <string>

#include "rsmf/event.hpp"

namespace rsmf {

/// A file, a member of an archive, a table of a database, a mailbox: Origin::stream is an index into all of a source.
struct SourceStream {
  std::string path;                        ///< for people: "export.zip!general/2024-03-01.json"
  uint64_t size = 0;                       ///< unpacked bytes
  PositionUnit unit = PositionUnit::byte;  ///< of Origin::position and Origin::length
};

/// A place in a stream, for reports: "1234" for bytes, "row 17", "message 4".
std::string position_text(uint64_t position, PositionUnit unit);

}  // namespace rsmf
