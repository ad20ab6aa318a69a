// The times of the events of a slice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/time_zone.hpp"
#include "rsmf/event.hpp"

namespace rsmf {

/// format_timestamp() for times that are mostly of the same day as the one before.
class TimestampText {
 public:
  /// Valid until the next call.
  std::string_view of(TimeNs time) {
    if (time < day_ || time - day_ >= kDay) return of_new_day(time);
    auto of_day = static_cast<uint64_t>(time - day_);
    auto seconds = static_cast<uint32_t>(of_day / kSecond), ticks = static_cast<uint32_t>(of_day % kSecond / 100);
    put(11, seconds / 3600);
    put(14, seconds / 60 % 60);
    put(17, seconds % 60);
    size_t end = ticks == 0 ? 19 : put_fraction(ticks);
    text_[end] = 'Z';
    return {text_, end + 1};
  }

 private:
  static constexpr TimeNs kDay = 86'400 * kSecond;

  std::string_view of_new_day(TimeNs time) {
    day_ = time < 0 ? kNoTime : time - time % kDay;
    return format_timestamp(time, text_);
  }
  void put(size_t at, uint32_t value) {
    text_[at] = static_cast<char>('0' + value / 10);
    text_[at + 1] = static_cast<char>('0' + value % 10);
  }

  /// Returns where it ends.
  size_t put_fraction(uint32_t ticks) {
    text_[19] = '.';
    put(20, ticks / 100'000);
    put(22, ticks / 1'000 % 100);
    put(24, ticks / 10 % 100);
    text_[26] = static_cast<char>('0' + ticks % 10);
    size_t end = 27;
    while (text_[end - 1] == '0') --end;
    return end;
  }

  TimeNs day_ = kNoTime;  // no time is later
  char text_[32];
};

}  // namespace rsmf
