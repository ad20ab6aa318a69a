// The beginning of a record: "[04.01.18, 11:53:57] " or "1/31/23, 3:41 PM - ".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time_zone.hpp"

namespace rsmf::whatsapp {

/// All that distinguishes the headers of one phone's exports from those of another, as one comparable number. Padding
/// with zeros and direction marks are no part of it.
class HeaderShape {
 public:
  enum class Family : uint8_t { dash, en_dash, bracket, colon };  // what stands between the time and the rest
  enum class YearPlace : uint8_t { unknown, first, last };        // where the four digits are, if any
  enum class Clock : uint8_t { h24, period_before, period_after };

  HeaderShape() = default;
  HeaderShape(Family family, YearPlace year, Clock clock, uint32_t details)
      : code_(uint32_t(family) | uint32_t(year) << 2 | uint32_t(clock) << 4 | details << 6 | 1U << 31) {}

  Family family() const { return Family(code_ & 3); }
  YearPlace year() const { return YearPlace(code_ >> 2 & 3); }
  Clock clock() const { return Clock(code_ >> 4 & 3); }
  bool seconds() const { return code_ >> 6 & 1; }
  /// '/', '.' or '-'.
  char separator() const { return "/.-"[code_ >> 7 & 3]; }
  /// The family that iPhones write, where app-generated text is marked.
  bool is_ios() const { return family() == Family::bracket && seconds(); }
  /// For people: "[d.d.yy, hh:mm:ss]".
  std::string describe() const;
  bool operator==(const HeaderShape&) const = default;

 private:
  uint32_t code_ = 0;
};

/// The numbers as written; which is the day is another question.
struct HeaderFields {
  uint16_t date[3] = {};
  uint8_t hour = 0, minute = 0, second = 0;  // hour of 24
  bool same_date(const HeaderFields& o) const {
    return date[0] == o.date[0] && date[1] == o.date[1] && date[2] == o.date[2];
  }
};

struct Header {
  HeaderShape shape;
  HeaderFields fields;
  uint32_t begin = 0;   ///< of the date and time, after marks and the bracket
  uint32_t end = 0;     ///< of the date and time
  uint32_t rest = 0;    ///< where author and text begin
  bool marked = false;  ///< the line begins with a direction mark, as lines with media do on iPhones
};

/// No header is longer; so many bytes of a line decide.
inline constexpr size_t kMaxHeaderBytes = 128;

/// True if `line` (up to its end or at least kMaxHeaderBytes of it) begins with a header of any shape. The date need
/// not exist.
bool parse_header(std::string_view line, Header& into);

enum class DateOrder : uint8_t { dmy, mdy, ymd };
inline constexpr size_t kDateOrders = 3;
std::string_view name_of(DateOrder order);

/// True if the order puts the year where the shape has it.
bool fits(DateOrder order, HeaderShape shape);
/// True if there is such a date; years of the Buddhist era are converted.
bool to_civil(const HeaderFields& fields, DateOrder order, CivilTime& into);
/// True if the year as written is of the Buddhist era.
bool is_buddhist(const HeaderFields& fields, DateOrder order);

/// The one kind of header that a file has.
struct HeaderTemplate {
  HeaderShape shape;
  DateOrder order = DateOrder::dmy;

  enum class Verdict : uint8_t { text, impossible_date, header };
  /// What a line is. `header` and `civil` are filled for headers.
  Verdict read(std::string_view line, Header& header, CivilTime& civil) const {
    if (line.empty() || !may_begin(static_cast<unsigned char>(line[0]))) return Verdict::text;
    if (!parse_header(line, header) || header.shape != shape) return Verdict::text;
    return to_civil(header.fields, order, civil) ? Verdict::header : Verdict::impossible_date;
  }
  static bool may_begin(unsigned char c) { return (c >= '0' && c <= '9') || c == '[' || c >= 0xD8; }
};

}  // namespace rsmf::whatsapp
