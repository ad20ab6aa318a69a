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
/// Whether the text of a join or leave is but a sentence for deed() ("@Mara has joined the channel").
bool says_no_more(const Event& event, std::string_view name);
/// "--from 2024-03-01T00:00:00Z --conversation website"; empty if there is no filter.
std::string filter_words(const FilterOptions& filter);
std::string_view type_word(ConversationType type);

}  // namespace rsmf
