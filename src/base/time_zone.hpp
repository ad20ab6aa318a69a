// Civil time: IANA zones and timestamps as text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "rsmf/event.hpp"
#include "rsmf/result.hpp"

namespace rsmf {

/// A date and clock time without a zone, as people and chat exports write it.
struct CivilTime {
  int32_t year = 1970;
  uint32_t month = 1, day = 1;  // 1-based
  uint32_t hour = 0, minute = 0, second = 0;
  uint32_t nanosecond = 0;
  friend bool operator==(const CivilTime&, const CivilTime&) = default;
};

/// True if such a date and time exists on the calendar (years 1678 to 2261; second 60 does not).
bool is_valid(const CivilTime& t);
/// Days since 1970-01-01 in the proleptic Gregorian calendar.
int64_t days_from_civil(int32_t year, uint32_t month, uint32_t day);
/// Reads the clock as UTC. REQUIRES: is_valid(t).
TimeNs utc_from_civil(const CivilTime& t);
CivilTime civil_from_utc(TimeNs t);

/// How a local clock time maps to UTC.
enum class LocalTimeKind : uint8_t {
  unique,
  ambiguous,    ///< the clock was set back: the earlier of two instants is given
  nonexistent,  ///< the clock was set forward: read with the offset in force before the gap
};
struct LocalTime {
  TimeNs utc = kNoTime;
  LocalTimeKind kind = LocalTimeKind::unique;
};

/// An IANA time zone. Copyable, cheap when used for times that lie close together (it remembers the offset in force).
/// One per thread: the memory makes its methods not thread-safe.
class TimeZone {
 public:
  /// UTC.
  TimeZone() = default;
  /// Fails with ErrorKind::usage, naming similar zones, if there is no such zone.
  static Result<TimeZone> find(std::string_view iana_name);

  const std::string& name() const { return name_; }
  LocalTime to_utc(const CivilTime& local) const;
  CivilTime to_local(TimeNs utc) const;
  /// Seconds east of UTC at that instant.
  int32_t offset_at(TimeNs utc) const;
  /// Days since 1970-01-01 of the local date at that instant.
  int64_t local_day(TimeNs utc) const;

 private:
  std::string name_ = "UTC";
  const void* zone_ = nullptr;        // date::time_zone, owned by the library's database; null = UTC
  mutable TimeNs from_ = 0, to_ = 0;  // offset_ holds in [from_, to_)
  mutable int32_t offset_ = 0;
};

/// RFC 3339 in UTC: "2024-03-01T08:09:10Z", with as many fraction digits as needed, at most 7 (the standard's
/// readers refuse 9); finer fractions are cut, never rounded up into another second.
std::string_view format_timestamp(TimeNs t, char (&into)[32]);
/// The same with up to 9 digits, so that parse_timestamp() gives the very instant.
std::string_view format_exact_timestamp(TimeNs t, char (&into)[32]);
/// RFC 5322: "Fri, 01 Mar 2024 08:09:10 +0000".
std::string format_mail_date(TimeNs t);
/// RFC 3339 / ISO 8601 date-time with a zone ("Z" or an offset), up to 9 fraction digits; kNoTime if it is not one.
TimeNs parse_timestamp(std::string_view text);

}  // namespace rsmf
