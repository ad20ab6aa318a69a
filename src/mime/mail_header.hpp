// A header of a mail, or of one of its parts.
#pragma once

#include <cstdint>
#include <string>

namespace rsmf {

struct MailHeader {
  std::string name;   ///< as it is spelled
  std::string value;  ///< unfolded, outer blanks removed, encoded-words decoded; invalid UTF-8 repaired
  std::string raw;    ///< as it is in the file, unfolded; outer blanks removed
  uint64_t offset = 0;
  uint64_t line = 0;  ///< 1-based
  bool folded = false;
};

}  // namespace rsmf
