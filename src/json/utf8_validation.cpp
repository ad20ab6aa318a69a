#include "json/utf8_validation.hpp"

#include <simdjson.h>

namespace rsmf {

bool is_valid_utf8(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

}  // namespace rsmf
