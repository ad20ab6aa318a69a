#include "sources/slack/ts.hpp"

namespace rsmf::slack {

TimeNs time_of(std::string_view ts) {
  if (const uint64_t micros = micros_of(ts)) return TimeNs(micros) * 1000;
  uint64_t seconds = 0, fraction = 0, unit = uint64_t(kSecond);
  size_t i = 0;
  for (; i < ts.size() && ts[i] >= '0' && ts[i] <= '9'; ++i) {
    seconds = seconds * 10 + uint64_t(ts[i] - '0');
    if (seconds > kLastSecond) return kNoTime;
  }
  if (i == 0 || seconds == 0) return kNoTime;
  if (i < ts.size()) {
    if (ts[i++] != '.') return kNoTime;
    for (; i < ts.size(); ++i) {
      if (ts[i] < '0' || ts[i] > '9') return kNoTime;
      unit /= 10;
      fraction += unit * uint64_t(ts[i] - '0');
    }
  }
  return TimeNs(seconds) * kSecond + TimeNs(fraction);
}

}  // namespace rsmf::slack
