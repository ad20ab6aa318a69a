#include "model/source_stream.hpp"

namespace rsmf {

std::string position_text(uint64_t position, PositionUnit unit) {
  switch (unit) {
    case PositionUnit::byte:
      break;
    case PositionUnit::row:
      return "row " + std::to_string(position);
    case PositionUnit::message:
      return "message " + std::to_string(position);
  }
  return std::to_string(position);
}

}  // namespace rsmf
