// Times, sizes and phrases as transcripts write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "view/transcript.hpp"

namespace rsmf {

/// "Friday, 2024-03-01"; "Without a date".
std::string day_title(int64_t day);
/// "08:09:10" in the zone; "--:--:--" for kNoTime.
std::string clock_time(TimeNs t, const TimeZone& zone);
/// "2024-03-01 08:09:10".
std::string date_and_time(TimeNs t, const TimeZone& zone);
/// "512 B", "1.2 kB", "34 MB".
std::string short_size(uint64_t bytes);
/// What somebody did, where the event is no message: "joined", "left", ...; empty for a message.
std::string_view deed(EventType type);
std::string_view type_word(ConversationType type);

}  // namespace rsmf
