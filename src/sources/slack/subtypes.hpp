// What Slack's message subtypes mean.
#pragma once

#include <cstdint>
#include <string_view>

namespace rsmf::slack {

enum class Meaning : uint8_t { message, action, join, leave, notice, comment, tombstone, change, deletion, unknown };

struct Subtype {
  std::string_view name;
  Meaning meaning = Meaning::unknown;
};

/// "" is a plain message. A name that is not in the table has Meaning::unknown.
Meaning meaning_of(std::string_view subtype);

}  // namespace rsmf::slack
