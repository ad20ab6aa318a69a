// Timestamps as the manifest's text has them, good and bad.
#pragma once

#include <cstdint>
#include <string_view>

#include "rsmf/event.hpp"

namespace rsmf {

struct TimestampForm {
  enum class Kind : uint8_t {
    good,
    without_zone,  ///< fine otherwise; `time` reads it as UTC
    refused,       ///< RFC 3339 allows it, Relativity does not: lower-case t or z, second 60, over 7 digits of fraction
    not_a_time,    ///< no date-time of RFC 3339 (zone aside), or a date that does not exist
  };
  Kind kind = Kind::not_a_time;
  const char* trouble = "";  ///< what is wrong, in a few words
  /// kNoTime for not_a_time. What lies before 1678 or after 2261 is kBeforeTime or kAfterTime.
  TimeNs time = kNoTime;
};
inline constexpr TimeNs kBeforeTime = std::numeric_limits<int64_t>::min() + 1;
inline constexpr TimeNs kAfterTime = kNoTime - 1;

TimestampForm read_timestamp(std::string_view text);

}  // namespace rsmf
